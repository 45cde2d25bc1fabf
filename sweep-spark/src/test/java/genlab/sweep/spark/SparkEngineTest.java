package genlab.sweep.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.sweep.Engine;
import genlab.sweep.SweepException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkEngineTest {
    private static Engine engine(String master) throws SweepException {
        return new SparkEngine().engine(master, 3, Map.of("spark.executor.memory", "2g"));
    }

    @Test
    void withoutAnAddressThisMachineDoesTheRunsAndTriesEachTwice() throws SweepException {
        Engine engine = engine("");
        assertEquals(List.of("local[3,2]", "spark.executor.memory=2g"), engine.arguments());
        assertEquals(1, engine.processes());
        assertTrue(engine.javaOptions().contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local[2]", "local[*]", "local[2,3]"})
    void localAddressesAreSparksOwn(String address) throws SweepException {
        assertEquals(address, engine(address).arguments().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yarn",
                "k8s://host:1",
                "local[0]",
                "host:7077",
                "spark://host",
                "spark://host:port",
                "spark://host:70777",
                "spark://host:7077,",
                "http://host:7077"
            })
    void otherAddressesAreRefused(String address) {
        String message = assertThrows(SweepException.class, () -> engine(address)).getMessage();
        assertTrue(message.startsWith("--master must be alone, local, local[N] or"), message);
        assertTrue(message.endsWith("but was '" + address + "'"), message);
    }

    @Test
    void aMasterThatDoesNotAnswerIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String address = "spark://127.0.0.1:" + port;
        String message = assertThrows(SweepException.class, () -> engine(address)).getMessage();
        assertTrue(message.startsWith("a Spark master must answer at " + address), message);
        assertTrue(message.contains("refused"), message);
    }
}
