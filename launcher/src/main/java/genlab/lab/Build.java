package genlab.lab;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds the kit's modules with Maven when their sources changed since the last build.
 *
 * <p>The scripts {@code lab} and {@code lab.cmd} start this one file from its source, so that a
 * fresh clone needs nothing but a JDK; it uses nothing but the JDK and ends in {@code Lab}, in the
 * same process.
 */
final class Build {

    /** What {@code lab} itself and every notebook needs; a command may ask for more. */
    private static final List<String> MODULES =
            List.of("lib", "display", "assignment", "kernel", "launcher");

    private static final Pattern MAVEN_MODULE =
            Pattern.compile("\\[INFO\\] Building (.+?) \\S+\\s+\\[\\d+/\\d+\\]");

    private static final Pattern OFFLINE =
            Pattern.compile(
                    "(?i)unknown ?host|name resolution|offline mode|connection refused|timed out"
                            + "|unreachable|failed to fetch|could not transfer");

    private static final Pattern UNRESOLVED =
            Pattern.compile(
                    "(?i)could not resolve dependencies|could not (find|transfer) artifact");

    private final Path root;
    private final Path state;

    Build(Path root) {
        this.root = root;
        this.state = root.resolve(".lab").resolve("build");
    }

    public static void main(String[] arguments) throws Throwable {
        Path root = Path.of(System.getProperty("genlab.root", "."));
        Build build = new Build(root.toAbsolutePath().normalize());
        try {
            build.modules(MODULES);
        } catch (Failure failure) {
            System.err.println("lab: " + failure.getMessage());
            System.exit(1);
        }
        try {
            build.loader("launcher")
                    .loadClass("genlab.lab.Lab")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * Builds the given modules, and what they depend on, unless nothing changed since the last
     * time.
     */
    void modules(List<String> modules) {
        try {
            alone(() -> buildWhatChanged(modules));
        } catch (IOException e) {
            throw new Failure(
                    "the project's folder must be writable, but writing to "
                            + state
                            + " failed ("
                            + reason(e)
                            + "); copy the project to a folder of your own or change its rights.");
        }
    }

    /** Works while no other lab builds or sets up this project. */
    void alone(Work work) throws IOException {
        Files.createDirectories(state);
        try (FileChannel channel =
                FileChannel.open(
                        state.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                System.out.println("Waiting for another lab that sets this project up ...");
                channel.lock();
            }
            work.run();
        }
    }

    /** What must not happen twice at the same time. */
    interface Work {
        void run() throws IOException;
    }

    private void buildWhatChanged(List<String> modules) throws IOException {
        TreeMap<String, String> changed = new TreeMap<>();
        for (String module : modules) {
            String fingerprint = fingerprint(module);
            Path built = state.resolve(module);
            if (!Files.exists(built)
                    || !Files.readString(built).equals(fingerprint)
                    || classPath(module).stream().anyMatch(entry -> !Files.exists(entry))) {
                changed.put(module, fingerprint);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        maven(String.join(",", changed.keySet()));
        for (var module : changed.entrySet()) {
            Files.writeString(state.resolve(module.getKey()), module.getValue());
        }
    }

    /**
     * The class path of a built module: its own jar first, then everything that it depends on.
     *
     * @param module the folder of the module
     */
    List<Path> classPath(String module) {
        Path target = root.resolve(module).resolve("target");
        List<Path> classPath = new ArrayList<>();
        Path dependencies = target.resolve("class-path.txt");
        classPath.add(dependencies);
        try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
            files.filter(file -> file.getFileName().toString().matches("genlab.*-SNAPSHOT\\.jar"))
                    .forEach(jar -> classPath.set(0, jar));
            if (Files.exists(dependencies)) {
                for (String entry :
                        Files.readString(dependencies).strip().split(File.pathSeparator)) {
                    if (!entry.isEmpty()) {
                        classPath.add(Path.of(entry));
                    }
                }
            } else {
                classPath.add(dependencies);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classPath;
    }

    private ClassLoader loader(String module) throws MalformedURLException {
        List<Path> classPath = classPath(module);
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath.get(i).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    /** Changes with every file that the build of a module reads: its name, size or time. */
    private String fingerprint(String module) throws IOException {
        List<String> files = new ArrayList<>();
        Path folder = root.resolve(module);
        for (Path file : List.of(root.resolve("pom.xml"), folder.resolve("pom.xml"))) {
            if (!Files.exists(file)) {
                throw new Failure(
                        "the project must have "
                                + file
                                + ", but it is not there; clone the project again.");
            }
            files.add(entry(file, Files.readAttributes(file, BasicFileAttributes.class)));
        }
        Path sources = folder.resolve("src").resolve("main");
        if (Files.exists(sources)) {
            Files.walkFileTree(
                    sources,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                            files.add(entry(file, about));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        }
        files.sort(null);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(
                            digest.digest(
                                    String.join("\n", files).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String entry(Path file, BasicFileAttributes about) {
        return root.relativize(file)
                + " "
                + about.size()
                + " "
                + about.lastModifiedTime().toMillis();
    }

    /**
     * Runs Maven quietly; what it says goes to a log, and its stage to the console now and then.
     */
    private void maven(String modules) throws IOException {
        Path log = state.resolve("build.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        availableMaven(),
                        "-B",
                        "-f",
                        root.resolve("pom.xml").toString(),
                        "-pl",
                        modules,
                        "-am",
                        "-Dmaven.test.skip=true",
                        "package");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.directory(root.toFile()).redirectErrorStream(true);
        Process maven;
        try {
            maven = builder.start();
        } catch (IOException e) {
            throw new Failure(
                    "Maven must start, but "
                            + builder.command().get(0)
                            + " failed ("
                            + reason(e)
                            + "); install Maven (on Debian and Ubuntu: apt-get install maven).");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(maven::destroy));
        Deque<String> errors = new ArrayDeque<>();
        String lastPlainLine = "nothing";
        String module = "";
        int downloads = 0;
        try (Progress progress = new Progress("Building");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        maven.getInputStream(), StandardCharsets.UTF_8));
                Writer copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line + System.lineSeparator());
                Matcher building = MAVEN_MODULE.matcher(line);
                if (building.find()) {
                    module = " " + building.group(1);
                } else if (line.contains("Downloaded from ")) {
                    downloads++;
                } else if (line.startsWith("[ERROR]")) {
                    errors.add(line.substring(7).strip());
                } else if (!line.startsWith("[") && !line.isBlank()) {
                    lastPlainLine = line.strip();
                }
                progress.stage(
                        "Building"
                                + module
                                + (downloads > 0 ? ", " + downloads + " files downloaded" : ""));
            }
        }
        try {
            if (maven.waitFor() != 0) {
                throw failure(errors, lastPlainLine, log);
            }
        } catch (InterruptedException e) {
            throw new Failure("the build was interrupted.");
        }
    }

    /**
     * The Maven that {@link #mavenCommand} names; where the wrapper can't fetch its own, as root on
     * Debian and its kin, the system's package.
     */
    private String availableMaven() throws IOException {
        String maven = mavenCommand(root);
        boolean debian =
                Files.exists(Path.of("/etc/debian_version"))
                        && System.getProperty("user.name").equals("root");
        if (debian && maven.endsWith("mvnw") && !succeeds(maven, "--version")) {
            System.out.println("Installing with apt-get: maven");
            if (succeeds("apt-get", "-q", "-y", "update")) {
                succeeds("apt-get", "-q", "-y", "--no-install-recommends", "install", "maven");
            }
            return mavenCommand(root);
        }
        return maven;
    }

    private boolean succeeds(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.redirectErrorStream(true).redirectOutput(state.resolve("maven.log").toFile());
        try (Progress progress = new Progress("Fetching Maven")) {
            progress.stage("Fetching Maven");
            return builder.start().waitFor() == 0;
        } catch (InterruptedException e) {
            throw new Failure("the build was interrupted.");
        }
    }

    /**
     * {@code mvn} where it is on the PATH, otherwise the project's own wrapper, which fetches it.
     */
    static String mavenCommand(Path root) {
        boolean windows = File.separatorChar == '\\';
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path maven = Path.of(folder, windows ? "mvn.cmd" : "mvn");
            if (Files.isExecutable(maven)) {
                return maven.toString();
            }
        }
        return root.resolve(windows ? "mvnw.cmd" : "mvnw").toString();
    }

    static Failure failure(Deque<String> errors, String lastPlainLine, Path log) {
        String explanation = explain(errors, lastPlainLine, log);
        return UNRESOLVED.matcher(String.join(" ", errors)).find()
                ? new Unresolved(explanation)
                : new Failure(explanation);
    }

    private static String explain(Deque<String> errors, String lastPlainLine, Path log) {
        if (OFFLINE.matcher(lastPlainLine + String.join(" ", errors)).find()) {
            return "the first build must fetch its libraries from Maven Central, but that failed;"
                    + " connect to the network and start again (details: "
                    + log
                    + ").";
        }
        return "the build must succeed, but Maven says: "
                + errors.stream()
                        .filter(error -> error.contains(".java:["))
                        .findFirst()
                        .or(() -> errors.stream().findFirst())
                        .orElse(lastPlainLine)
                + System.lineSeparator()
                + "Everything it said is in "
                + log
                + ".";
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** A problem that the user can solve, told in one sentence. */
    static class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /** A library that a module needs can't be had. */
    static final class Unresolved extends Failure {
        private static final long serialVersionUID = 1;

        Unresolved(String message) {
            super(message);
        }
    }

    /**
     * Says what is going on while something takes longer than two seconds: in a terminal one line
     * that changes, elsewhere a line every ten seconds.
     */
    static final class Progress implements AutoCloseable {

        private static final boolean TERMINAL = Boolean.getBoolean("genlab.terminal");
        private static final int COLUMNS = 79;

        /** Whether the line that changes is there; several that go on take turns with it. */
        private static boolean visible;

        private final long start = System.nanoTime();
        private final Thread thread = new Thread(this::tick, "progress");
        private String stage;
        private boolean closed;

        Progress(String stage) {
            this.stage = stage;
            thread.setDaemon(true);
            thread.start();
        }

        /** From now on this is what is going on. */
        synchronized void stage(String newStage) {
            stage = newStage;
        }

        /** Prints a line that stays. */
        static void say(String line) {
            synchronized (Progress.class) {
                erase();
                System.out.println(line);
            }
        }

        private void tick() {
            try {
                Thread.sleep(2_000);
                while (!Thread.interrupted()) {
                    show();
                    Thread.sleep(TERMINAL ? 1_000 : 10_000);
                }
            } catch (InterruptedException e) {
                // Closed: there is no more to say.
            }
        }

        private synchronized void show() {
            if (closed) {
                return;
            }
            String line = stage + ", " + (System.nanoTime() - start) / 1_000_000_000L + " s";
            synchronized (Progress.class) {
                erase();
                if (TERMINAL) {
                    System.out.print(line.substring(0, Math.min(line.length(), COLUMNS)));
                    System.out.flush();
                    visible = true;
                } else {
                    System.out.println(line);
                }
            }
        }

        private static void erase() {
            if (visible) {
                System.out.print("\r\033[K");
                visible = false;
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            synchronized (Progress.class) {
                erase();
            }
            thread.interrupt();
        }
    }
}
