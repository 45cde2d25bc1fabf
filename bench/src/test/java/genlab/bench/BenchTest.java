package genlab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("slow")
class BenchTest {
    @TempDir Path folder;

    @Test
    void rowsAreWrittenAsJson() throws Exception {
        Path file = folder.resolve("rows.json");
        int status =
                new CommandLine(new Bench())
                        .execute(
                                "--quick",
                                "--workload",
                                "gan-ring",
                                "--peer",
                                "nd4j",
                                "--json",
                                file.toString());
        assertEquals(0, status);
        JsonArray rows = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
        assertEquals(1, rows.size());
        JsonObject row = rows.get(0).getAsJsonObject();
        assertEquals("gan-ring", row.get("workload").getAsString());
        assertEquals("nd4j", row.get("peer").getAsString());
        double genlab = row.get("genlab_seconds").getAsDouble();
        double peer = row.get("peer_seconds").getAsDouble();
        assertTrue(genlab > 0);
        assertEquals(peer / genlab, row.get("ratio").getAsDouble(), 1e-9);
    }

    @Test
    void unknownNamesEndWithStatusTwo() {
        assertEquals(2, new CommandLine(new Bench()).execute("--workload", "gan-ringo"));
        assertEquals(2, new CommandLine(new Bench()).execute("--peer", "tensorflow"));
    }

    @Test
    void memoryOfTheFirstOperationIsRefused() {
        assertEquals(
                2,
                new CommandLine(new Bench()).execute("--memory", "--workload", "first-operation"));
    }

    @Test
    void nativeMemoryStaysFlat() throws Exception {
        long[] bytes = Soak.run(0, System.out);
        assertEquals(bytes[0], bytes[1], 1 << 20);
    }

    @Test
    void aStepHoldsAtLeastTheFirstLayersPicturesOfABatch() throws Exception {
        Memory memory = Memory.of(Workload.DCGAN_28, true);
        long pictures = 64 * 32 * 14 * 14 * (long) Float.BYTES;
        assertTrue(memory.peak() > pictures, memory.toString());
        assertTrue(memory.allocated() > memory.peak(), memory.toString());
        assertTrue(memory.outside() > 0, memory.toString());
    }
}
