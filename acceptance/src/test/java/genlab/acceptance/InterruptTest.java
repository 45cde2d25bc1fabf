package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lab run} that is ended while notebooks run and others wait. */
@Tag("slow")
class InterruptTest {

    @TempDir private Path folder;

    @Test
    void anEndedRunLeavesNothingRunningAndStartsNothingMore() throws Exception {
        Lab.assumeSetUp();
        List<String> arguments = new ArrayList<>(List.of("run", "--jobs", "2"));
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            Path notebook = folder.resolve(name + ".ipynb");
            arguments.add(Files.copy(Lab.resource("small.ipynb"), notebook).toString());
        }
        Process run = Lab.start(Lab.ROOT, Map.of(), arguments.toArray(new String[0]));
        while (run.isAlive() && kernels(run) < 2) {
            Thread.sleep(100);
        }
        List<ProcessHandle> running = run.descendants().toList();
        run.destroy();
        assertTrue(run.waitFor(20, TimeUnit.MINUTES));
        assertEquals(0, executing());
        for (ProcessHandle each : running) {
            each.onExit().get(20, TimeUnit.MINUTES);
        }
    }

    private static long kernels(Process run) {
        return run.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .count();
    }

    /** How many processes execute notebooks of this test. */
    private long executing() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("run.py") && line.contains(folder.toString()))
                .count();
    }
}
