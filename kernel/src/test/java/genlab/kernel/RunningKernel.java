package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One kernel for all the tests of a class, that must not have warned of anything at its end. The
 * tests run on their own JDK, or where a class says so on the newest beside it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningKernel {

    KernelProcess kernel;

    /** The JDK that the kernel runs on. */
    Path jdk() throws Exception {
        return Path.of(System.getProperty("java.home"));
    }

    /**
     * What cells see besides the kit's library: a jar, or a folder of classes.
     *
     * @param folder to put it into
     */
    abstract Path library(Path folder) throws Exception;

    /** The notebook's first cell. */
    abstract String setup();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path library = library(Files.createDirectory(folder.resolve("library")));
        KernelSpec spec = KernelProcess.spec(jdk(), folder, library);
        kernel = new KernelProcess(spec, folder, "kernel.json");
        assertEquals("ok", kernel.run(setup()).status());
    }

    @AfterAll
    void stop() throws Exception {
        if (kernel != null) {
            kernel.close();
            assertEquals("", kernel.log(), "the kernel warned of something");
            assertFalse(kernel.process.isAlive());
        }
    }

    /** Compiles a class, for the oldest JDK of the kit. */
    static void compile(Path source, Path folder) {
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-d",
                        folder.toString(),
                        source.toString());
    }
}
