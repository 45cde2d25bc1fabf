package genlab.grading;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a sandboxed process sees, all of it read-only: the system's libraries, the JDK, the kit's
 * library and the harness. No home, no submissions, no grader, no programs.
 */
final class SandboxImage {
    private static final List<String> HARNESS =
            List.of(
                    "CellRunner",
                    "CellRunner$Methods",
                    "CellRunner$Methods$1",
                    "CellRunner$1",
                    "Harness",
                    "Values",
                    "Values$1");

    /** What bubblewrap makes to hang the rest on is writable, and in memory without a limit. */
    private static final String LAST_WALLS = "--remount-ro /dev --remount-ro /";

    private static final String NOBODY = "65534";
    private static final Predicate<Path> NATIVE =
            jar -> jar.toString().matches(".*-(linux|macosx|windows)-[^/]*");
    private static final Limits WARM_UP =
            Limits.DEFAULT.withTimes(Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final boolean isolated;
    private final Path folder;
    private final Path natives;
    private final Path filter;
    private final List<Path> jars;

    /**
     * Prepares the image; what takes long is kept for the next time.
     *
     * @param cache a folder for what can be made again
     * @param library the class path of the notebooks
     * @param isolated whether processes get a sandbox; without one they are ordinary processes
     * @throws IOException if the folder can't be written
     * @throws SandboxException if this machine does not let us build a sandbox
     */
    SandboxImage(Path cache, List<Path> library, boolean isolated)
            throws IOException, SandboxException {
        this.isolated = isolated;
        Files.createDirectories(cache);
        if (isolated) {
            requireOwn(cache);
        }
        List<Path> sources = new ArrayList<>(List.of(harness(cache)));
        for (Path entry : library) {
            if (Files.isDirectory(entry)) {
                sources.add(pack(cache, entry));
            } else if (Files.isRegularFile(entry)) {
                sources.add(entry.toAbsolutePath());
            }
        }
        jars = List.copyOf(sources);
        Path caches = cache.toAbsolutePath();
        folder = caches.resolve("classes-" + key(jars));
        natives = caches.resolve("natives-" + key(jars.stream().filter(NATIVE).toList()));
        filter = save(caches.resolve("system-calls.bpf"), SeccompFilter.program());
        if (isolated && !(Files.isDirectory(folder) && Files.isDirectory(natives))) {
            warmUp(caches);
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

    /**
     * The library's class path, taken from this process's: all but the grader and the launcher.
     *
     * @return jars and folders
     */
    static List<Path> library() {
        String own =
                "genlab-(grading|kernel)[^/]*\\.jar$|/(grading|kernel)/target/[a-z-]*classes/?$";
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Pattern.compile(own).matcher(entry).find())
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    boolean isolated() {
        return isolated;
    }

    /**
     * The command that starts a process.
     *
     * @param socket where it is to connect to
     * @param limits what it may use
     * @return the command and its arguments
     */
    List<String> command(Path socket, Limits limits) {
        return isolated ? command(socket, limits, folder, natives, false) : plain(socket, limits);
    }

    private List<String> plain(Path socket, Limits limits) {
        List<String> command = new ArrayList<>(List.of(javaHome().resolve("bin/java").toString()));
        command.addAll(javaOptions(limits));
        command.addAll(
                List.of(
                        "-cp",
                        String.join(":", jars.stream().map(Path::toString).toList()),
                        "genlab.grading.harness.Harness",
                        socket.toString()));
        return command;
    }

    private List<String> command(
            Path socket, Limits limits, Path state, Path libraries, boolean writable) {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> walls = new ArrayList<>(List.of("bwrap"));
        add(walls, "--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try");
        add(walls, "--hostname sandbox --new-session --die-with-parent --clearenv");
        add(walls, "--perms 0755 --dir /usr --perms 0755 --dir /etc --perms 0755 --dir /lab");
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/libx32")) {
            if (Files.isDirectory(Path.of(folder))) {
                add(walls, "--ro-bind " + folder + " " + folder);
            }
        }
        for (String name : List.of("lib", "lib64")) {
            Path path = Path.of("/" + name);
            if (Files.isSymbolicLink(path)) {
                add(walls, "--symlink usr/" + name + " /" + name);
            } else if (Files.isDirectory(path)) {
                add(walls, "--ro-bind /" + name + " /" + name);
            }
        }
        add(walls, "--proc /proc --dev /dev");
        for (Path configuration : javaConfigurations()) {
            bind(walls, "--ro-bind", configuration, configuration.toString());
        }
        Path java = javaHome();
        if (!java.startsWith("/usr/lib")) {
            bind(walls, "--ro-bind", java, "/lab/jdk");
        }
        String javaInside = java.startsWith("/usr/lib") ? java.toString() : "/lab/jdk";
        List<String> classPath = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < jars.size(); i++) {
            String name = jars.get(i).getFileName().toString();
            String inside = "/lab/" + (names.add(name) ? name : i + "-" + name);
            classPath.add(inside);
            bind(walls, "--ro-bind", jars.get(i), inside);
        }
        bind(walls, writable ? "--bind" : "--ro-bind", state, "/lab/state");
        if (writable) {
            bind(walls, "--bind", libraries, "/lab/natives");
        }
        bind(walls, "--bind", socket, "/lab/socket");
        add(walls, "--perms 1777 --size " + limits.diskMegabytes() * 1_000_000L + " --tmpfs /tmp");
        if (!writable) {
            // JavaCPP insists on a cache that it can write to: put the libraries into one.
            add(walls, "--perms 0777 --dir /tmp/natives");
            for (String name : names(libraries)) {
                bind(walls, "--ro-bind", libraries.resolve(name), "/tmp/natives/" + name);
            }
        }
        add(walls, "--chdir /tmp --setenv HOME /tmp --setenv LANG C.UTF-8");
        add(walls, "--setenv OMP_NUM_THREADS 1 --setenv MALLOC_ARENA_MAX 2");
        List<String> command = new ArrayList<>(walls);
        bind(command, "--ro-bind", program("prlimit"), "/lab/prlimit");
        String ownUser = "--unshare-user --disable-userns --uid " + NOBODY + " --gid " + NOBODY;
        if (root) {
            // Limits on threads don't bind root: become nobody first, then make the namespace.
            bind(command, "--ro-bind", program("setpriv"), "/lab/setpriv");
            bind(command, "--ro-bind", program("bwrap"), "/lab/bwrap");
            add(command, LAST_WALLS);
            add(command, "-- /lab/setpriv --reuid=" + NOBODY + " --regid=" + NOBODY);
            add(command, "--clear-groups /lab/bwrap --die-with-parent --dev-bind / /");
        } else {
            add(command, LAST_WALLS);
        }
        add(command, ownUser + " --cap-drop ALL --seccomp 9 -- /lab/prlimit");
        long megabyte = 1L << 20;
        add(command, "--nproc=" + limits.threads() + " --nofile=256 --core=0");
        add(command, "--data=" + limits.memoryMegabytes() * megabyte);
        add(command, "--as=" + (limits.memoryMegabytes() + 1536) * megabyte);
        add(command, "--cpu=" + limits.total().toSeconds());
        command.add(javaInside + "/bin/java");
        command.addAll(javaOptions(limits));
        command.add("-Duser.home=/tmp");
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + (writable ? "/lab" : "/tmp") + "/natives");
        command.add(
                (writable ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=")
                        + "/lab/state/classes.jsa");
        command.addAll(
                List.of(
                        "-cp",
                        String.join(":", classPath),
                        "genlab.grading.harness.Harness",
                        "/lab/socket"));
        // When the machine's memory ends, a sandbox is to go, the largest first, not the grader.
        String first = "echo 1000 2>/dev/null > /proc/self/oom_score_adj; ";
        // Java can't hand a file to a child but as input or output, a shell can.
        String open = "exec \"$@\" 9<\"$0\"";
        List<String> all =
                new ArrayList<>(List.of("/bin/sh", "-c", first + open, filter.toString()));
        all.addAll(command);
        return all;
    }

    private static List<String> javaOptions(Limits limits) {
        List<String> options = new ArrayList<>();
        options.add("-Xmx" + limits.heapMegabytes() + "m");
        add(options, "-XX:MaxMetaspaceSize=192m -XX:CompressedClassSpaceSize=64m");
        add(options, "-XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=128m");
        add(options, "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto");
        add(options, "-XX:+ExitOnOutOfMemoryError -XX:+DisableAttachMechanism");
        add(options, "-XX:ErrorFile=/dev/null -Xlog:disable -Dfile.encoding=UTF-8");
        return options;
    }

    /**
     * Runs the harness once in a sandbox that may write, on cells of our own: native libraries stay
     * unpacked and classes parsed, so that later sandboxes start in a fraction of the time.
     */
    private void warmUp(Path caches) throws IOException, SandboxException {
        // The user inside may be another, so anyone may write, but nobody else gets that far.
        Path fresh = Files.createTempDirectory(caches, "fresh");
        Path state = Files.createDirectory(fresh.resolve("classes"));
        Path libraries = Files.createDirectory(fresh.resolve("natives"));
        for (Path writable : List.of(state, libraries)) {
            Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        long end = System.nanoTime() + WARM_UP.total().toNanos();
        try (Sandbox sandbox =
                new Sandbox(
                        socket -> command(socket, WARM_UP, state, libraries, true), WARM_UP, end)) {
            sandbox.cell(
                    """
                    import genlab.nn.*;
                    import java.util.*;
                    import org.junit.jupiter.api.*;
                    import static org.junit.jupiter.api.Assertions.*;
                    import org.nd4j.linalg.api.ndarray.INDArray;
                    import org.nd4j.linalg.factory.Nd4j;
                    double[] twice(double[] x) {
                        double[] y = new double[x.length];
                        for (int i = 0; i < x.length; i++) {
                            y[i] = Math.exp(0) * 2 * x[i];
                        }
                        return y;
                    }
                    record Pair(double first, Matrix second) {}
                    Pair product(INDArray a, Matrix b) {
                        return new Pair(a.mmul(a).sumNumber().doubleValue(), b);
                    }
                    """);
            sandbox.cell("int wrong() { return 1.0; }");
            sandbox.call("twice", List.of(List.of(1.0, 2.0)));
            List<?> rows = List.of(List.of(1.0, 2.0), List.of(1.0, 2.0));
            sandbox.call("product", List.of(rows, rows));
            sandbox.hangUp();
        }
        keep(state, folder);
        keep(libraries, natives);
        deleteTree(fresh);
    }

    private static void keep(Path fresh, Path target) throws IOException {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(fresh, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // There already, perhaps from another grader at the same time.
            deleteTree(fresh);
        }
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Debian keeps a JDK's configuration in /etc/java-17-openjdk. */
    private static List<Path> javaConfigurations() {
        try (Stream<Path> entries = Files.list(Path.of("/etc"))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("java-"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * A program of the system.
     *
     * @param name its name
     * @return its path
     * @throws IllegalStateException if it is not installed
     */
    static Path program(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name
                                                + " must be installed to grade in a sandbox, but is"
                                                + " not on the PATH; on Debian or Ubuntu: apt"
                                                + " install bubblewrap util-linux"));
    }

    private static Optional<Path> find(String name) {
        return Stream.concat(
                        Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/bin", "/bin", "/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<String> names(Path folder) {
        String[] names = folder.toFile().list((parent, name) -> !name.startsWith("."));
        return names == null ? List.of() : List.of(names);
    }

    private static void add(List<String> command, String words) {
        command.addAll(List.of(words.split(" ")));
    }

    private static void bind(List<String> command, String how, Path from, String to) {
        command.addAll(List.of(how, from.toString(), to));
    }

    /** The harness alone, as a jar: the rest of the grader stays outside. */
    private static Path harness(Path cache) throws IOException {
        Path classes = Files.createTempDirectory("harness");
        Path folder = Files.createDirectories(classes.resolve("genlab/grading/harness"));
        for (String name : HARNESS) {
            String file = name + ".class";
            try (InputStream in = SandboxImage.class.getResourceAsStream("harness/" + file)) {
                if (in != null) {
                    Files.copy(in, folder.resolve(file));
                }
            }
        }
        Path jar = pack(cache, classes);
        deleteTree(classes);
        return jar;
    }

    /** A folder of classes as a jar named by its content: class data sharing needs jars. */
    private static Path pack(Path cache, Path classes) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(classes)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        MessageDigest digest = digest();
        for (Path file : files) {
            digest.update(classes.relativize(file).toString().getBytes());
            digest.update(Files.readAllBytes(file));
        }
        Path jar = cache.toAbsolutePath().resolve(hex(digest) + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(classes.relativize(file).toString());
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return save(jar, bytes.toByteArray());
    }

    /** Bytes as a file of the cache. */
    private static Path save(Path file, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "fresh", ".tmp");
        Files.write(unfinished, bytes);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String key(List<Path> jars) throws IOException {
        MessageDigest digest = digest();
        digest.update(System.getProperty("java.vm.version").getBytes());
        for (Path jar : jars) {
            digest.update(
                    (jar.getFileName()
                                    + " "
                                    + Files.size(jar)
                                    + " "
                                    + Files.getLastModifiedTime(jar))
                            .getBytes());
        }
        return hex(digest);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    static void deleteTree(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path each, IOException failure)
                            throws IOException {
                        Files.delete(each);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
