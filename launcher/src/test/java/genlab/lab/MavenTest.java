package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MavenTest {

    private static final Path LOG = Path.of("build.log");

    private static Failure failure(String... errors) {
        return Maven.failure(List.of(errors), "nothing", LOG);
    }

    @Test
    void aLibraryThatIsNowhereIsToldFromACompilersError() {
        String missing =
                "Failed to execute goal on project genlab-sweep-spark: Could not resolve dependencies"
                        + " for project genlab:genlab-sweep-spark:jar:1.0-SNAPSHOT: Could not find"
                        + " artifact org.apache.spark:spark-core_2.13:jar:9.9.9 in central";
        Failure failure = failure(missing);
        assertInstanceOf(Failure.Unresolved.class, failure);
        assertTrue(failure.getMessage().contains("spark-core_2.13:jar:9.9.9"));
        failure = failure("COMPILATION ERROR :", "/project/Lab.java:[3,5] ';' expected");
        assertFalse(failure instanceof Failure.Unresolved);
        assertTrue(failure.getMessage().contains("/project/Lab.java:[3,5] ';' expected"));
    }

    @Test
    void withoutANetworkTheUserIsToldToConnect() {
        Failure failure =
                failure(
                        "Could not transfer artifact org.nd4j:nd4j-native:pom:1.0.0-M2.1 from/to"
                                + " central: Unknown host");
        assertInstanceOf(Failure.Unresolved.class, failure);
        assertEquals(
                "the first build must fetch its libraries from Maven Central, but that failed;"
                        + " connect to the network and start again (details: build.log).",
                failure.getMessage());
    }
}
