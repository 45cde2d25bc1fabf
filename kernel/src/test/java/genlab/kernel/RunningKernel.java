package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import genlab.kernel.KernelProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

    private static final Set<Integer> GIVEN_PORTS = ConcurrentHashMap.newKeySet();

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

    /** The same where it is more than one. */
    List<Path> libraries(Path folder) throws Exception {
        return List.of(library(folder));
    }

    /**
     * Environment variables of the kernel.
     *
     * @param folder its working folder
     */
    Map<String, String> environment(Path folder) throws Exception {
        return Map.of();
    }

    /** Options of the kernel's JVM besides those of its kernelspec. */
    List<String> jvmOptions() {
        return KernelProcess.ONE_COMPILER;
    }

    /** The notebook's first cell. */
    abstract String setup();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        List<Path> libraries = libraries(Files.createDirectory(folder.resolve("library")));
        KernelSpec spec = KernelSpecs.spec(jdk(), folder, libraries.toArray(Path[]::new));
        kernel = new KernelProcess(spec, folder, "kernel.json", environment(folder), jvmOptions());
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

    /** Ports that no other kernel of these tests is about to take. */
    static synchronized List<Integer> freePorts(int count) throws IOException {
        List<Integer> free = IpcForwarder.freePorts(count);
        while (free.stream().anyMatch(GIVEN_PORTS::contains)) {
            free = IpcForwarder.freePorts(count);
        }
        GIVEN_PORTS.addAll(free);
        return free;
    }

    /** Makes a jar of all that a folder holds. */
    static void jar(Path jar, Path folder) throws IOException {
        Files.createDirectories(jar.getParent());
        String[] arguments = {"--create", "--file=" + jar, "-C", folder.toString(), "."};
        java.util.spi.ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, arguments);
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

    Result ok(String code) throws Exception {
        Result result = kernel.run(code);
        assertEquals("ok", result.status(), () -> code + "\n" + result.reply());
        return result;
    }

    String value(String code) throws Exception {
        return ok(code).value();
    }

    Result error(String code, String message) throws Exception {
        Result result = kernel.run(code);
        assertEquals("error", result.status(), code);
        assertTrue(result.errorValue().contains(message), result.errorValue());
        return result;
    }

    /**
     * The newest JDK beside the one that runs the tests; skips what follows, with a note, if there
     * is none newer.
     */
    static Path newestJdk() throws IOException {
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> siblings = Files.list(home.getParent())) {
            Path newest =
                    siblings.filter(jdk -> Files.exists(jdk.resolve("bin").resolve("javac")))
                            .max((a, b) -> Integer.compare(version(a), version(b)))
                            .orElse(home);
            boolean newer = version(newest) > Runtime.version().feature();
            if (!newer) {
                System.out.println("skipped: no newer JDK beside " + home);
            }
            assumeTrue(newer);
            return newest;
        }
    }

    static int version(Path jdk) {
        try {
            return Files.readString(jdk.resolve("release"))
                    .lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceFirst("JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
