package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jupyter's own test suite for kernels, in the Python where {@code ./lab test} found it. */
@org.junit.jupiter.api.Tag("slow")
class JupyterSuiteTest {

    private static final String PYTHON =
            System.getenv().getOrDefault("GENLAB_SUITE_PYTHON", "/usr/bin/python3");

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void passesInFull(String transport, @TempDir Path folder) throws Exception {
        boolean installed =
                Files.exists(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-c", "import jupyter_kernel_test")
                                        .redirectErrorStream(true)
                                        .start()
                                        .waitFor()
                                == 0;
        if (!installed) {
            System.out.println("Skipped: jupyter_kernel_test is not installed.");
        }
        assumeTrue(installed);
        KernelSpecs.install(folder);
        Path suite = folder.resolve("jupyter_suite.py");
        try (InputStream resource = getClass().getResourceAsStream("jupyter_suite.py")) {
            Files.copy(resource, suite);
        }
        ProcessBuilder builder = new ProcessBuilder(PYTHON, suite.toString());
        builder.environment().put("JUPYTER_PATH", folder.toString());
        builder.environment().put("GENLAB_TRANSPORT", transport);
        builder.directory(folder.toFile()); // of the files that are sockets
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertEquals(0, status, output);
        // Java has no pager: the one test that a Java kernel can't answer
        assertTrue(output.contains("OK (skipped=1)"), output);
        assertTrue(output.contains("test_pager"), output);
        output.lines().filter(line -> line.startsWith("Ran ")).forEach(System.out::println);
    }
}
