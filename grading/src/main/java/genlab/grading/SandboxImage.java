package genlab.grading;

import genlab.grading.harness.Harness;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/**
 * What a sandboxed process sees, all of it read-only: the system's libraries, the JDK, the kit's
 * library and the harness. No home, no submissions, no grader, no programs.
 */
final class SandboxImage {
    private static final Pattern GRADER =
            Pattern.compile(
                    "genlab-(grading|kernel)[^/]*\\.jar$"
                            + "|/(grading|kernel)/target/[a-z-]*classes/?$");
    private static final Predicate<Path> NATIVE =
            jar -> jar.toString().matches(".*-(linux|macosx|windows)-[^/]*");
    private static final Limits WARM_UP =
            Limits.DEFAULT.withTimes(Duration.ofSeconds(200), Duration.ofSeconds(200));

    /** Uses what cells use, so that its classes are parsed and its native libraries unpacked. */
    private static final String WARM_UP_CELL =
            """
            import genlab.nn.*;
            import java.util.*;
            import org.junit.jupiter.api.*;
            import static org.junit.jupiter.api.Assertions.*;
            import org.nd4j.linalg.api.ndarray.INDArray;
            double[] twice(double[] x) {
                double[] y = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    y[i] = Math.exp(0) * 2 * x[i];
                }
                return y;
            }
            record Pair(double first, Matrix second) {}
            Pair product(Matrix a) {
                return new Pair(a.sum(), a.matmul(a));
            }
            double arrays(INDArray a) {
                return a.mmul(a).sumNumber().doubleValue();
            }
            """;

    private final boolean isolated;
    private final Path cache;
    private final List<Path> jars;
    private final SandboxCommand.Prepared prepared;
    private final Path filter;

    /**
     * Prepares the image; what takes long is kept for the next time.
     *
     * @throws IOException if the folder can't be written
     * @throws SandboxException if this machine does not let us build a sandbox
     */
    SandboxImage(Path cache, Collection<String> absent, boolean isolated)
            throws IOException, SandboxException {
        this.isolated = isolated;
        this.cache = cache.toAbsolutePath();
        Files.createDirectories(cache);
        if (isolated) {
            requireOwn(cache);
        }
        JarStore store = new JarStore(this.cache);
        jars = new ArrayList<>(List.of(store.packageOf(Harness.class)));
        for (Path entry : library()) {
            jars.add(store.without(entry, absent));
        }
        // Without ND4J its libraries stay packed, and the next assignment may need them.
        String natives = absent.contains("org.nd4j.linalg.factory.Nd4j") ? "own" : "all";
        prepared =
                new SandboxCommand.Prepared(
                        this.cache.resolve("classes-" + JarStore.key(jars)),
                        this.cache.resolve(
                                "natives-"
                                        + natives
                                        + "-"
                                        + JarStore.key(jars.stream().filter(NATIVE).toList())),
                        false,
                        false);
        filter = store.save("system-calls.bpf", SeccompFilter.program());
        if (isolated
                && !(Files.isDirectory(prepared.classes())
                        && Files.isDirectory(prepared.natives()))) {
            warmUp();
        }
    }

    /** Whoever can write there decides what runs in the sandbox, and behind which walls. */
    private static void requireOwn(Path cache) throws IOException, SandboxException {
        Path probe = Files.createTempFile(cache, "owner", ".tmp");
        boolean own = Files.getOwner(probe).equals(Files.getOwner(cache));
        Files.delete(probe);
        if (!own
                || Files.getPosixFilePermissions(cache)
                        .contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new SandboxException(
                    "the cache must be a folder of your own that others can't write to, but "
                            + cache
                            + " is not; name another with --cache");
        }
    }

    /** The notebooks' class path: this process's without the grader and the kernel. */
    private static List<Path> library() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !GRADER.matcher(entry).find())
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    boolean isolated() {
        return isolated;
    }

    /** Where what can be made again is kept. */
    Path cache() {
        return cache;
    }

    /** Another where the library, or Java, is another. */
    String key() {
        return prepared.classes().getFileName().toString();
    }

    /** The command that starts a process. */
    List<String> command(Path socket, Limits limits) {
        return isolated
                ? SandboxCommand.isolated(jars, prepared, filter, socket, limits)
                : SandboxCommand.open(jars, socket, limits);
    }

    /**
     * Runs the harness once in a sandbox that may write, on cells of our own: native libraries stay
     * unpacked and classes parsed, so that later sandboxes start in a fraction of the time.
     */
    private void warmUp() throws IOException, SandboxException {
        // The user inside may be another, so anyone may write, but nobody else gets that far.
        Path fresh = Files.createTempDirectory(cache, "fresh");
        Path classes = Files.createDirectory(fresh.resolve("classes"));
        Path natives = Files.createDirectory(fresh.resolve("natives"));
        for (Path writable : List.of(classes, natives)) {
            Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        // Unpacked for another assignment, they need not be again.
        boolean unpacked = Files.isDirectory(prepared.natives());
        SandboxCommand.Prepared empty =
                new SandboxCommand.Prepared(
                        classes, unpacked ? prepared.natives() : natives, true, !unpacked);
        long end = System.nanoTime() + WARM_UP.total().toNanos();
        try (Sandbox sandbox =
                new Sandbox(
                        socket -> SandboxCommand.isolated(jars, empty, filter, socket, WARM_UP),
                        WARM_UP,
                        end)) {
            sandbox.cell(WARM_UP_CELL);
            sandbox.cell("int wrong() { return 1.0; }");
            sandbox.call("twice", List.of(List.of(1.0, 2.0)));
            List<?> rows = List.of(List.of(1.0, 2.0), List.of(1.0, 2.0));
            sandbox.call("product", List.of(rows));
            // Not every assignment leaves ND4J there: an error does no harm here.
            sandbox.call("arrays", List.of(rows));
            sandbox.hangUp();
        }
        keep(classes, prepared.classes());
        if (!unpacked) {
            keep(natives, prepared.natives());
        }
        FileUtils.deleteDirectory(fresh.toFile());
    }

    private static void keep(Path fresh, Path target) throws IOException {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(fresh, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // There already, perhaps from another grader at the same time.
            FileUtils.deleteDirectory(fresh.toFile());
        }
    }
}
