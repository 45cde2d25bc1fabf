package genlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds the kit's modules with Maven when their sources changed since the last build, and then
 * starts {@code Lab}, in the same process.
 *
 * <p>{@link Start} compiles this class and those that it names; they use nothing but the JDK.
 */
public final class Build {

    /** What {@code lab} itself and every notebook needs; a command may ask for more. */
    private static final List<String> MODULES =
            List.of("lib", "display", "assignment", "kernel", "launcher");

    private final Path root;
    private final Path state;

    Build(Path root) {
        this.root = root;
        this.state = root.resolve(".lab").resolve("build");
    }

    /**
     * Brings all up to date and starts the command line.
     *
     * @param arguments the command line
     * @throws Throwable what the command ended with
     */
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

    /** Builds modules, and what they depend on, unless nothing changed since the last time. */
    void modules(List<String> modules) {
        try {
            alone(() -> buildWhatChanged(modules));
        } catch (IOException e) {
            throw new Failure(
                    "the project's folder must be writable, but writing to %s failed (%s); copy the"
                            + " project to a folder of your own or change its rights.",
                    state, Failure.reason(e));
        }
    }

    /** Works while no other lab builds or sets up this project. */
    <T> T alone(Work<T> work) throws IOException {
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
            return work.run();
        }
    }

    /** What must not happen twice at the same time. */
    interface Work<T> {
        T run() throws IOException;
    }

    private Void buildWhatChanged(List<String> modules) throws IOException {
        TreeMap<String, String> changed = new TreeMap<>();
        for (String module : modules) {
            String sources = sources(module);
            Path built = state.resolve(module);
            if (!Files.exists(built)
                    || !Files.readString(built).equals(sources)
                    || classPath(module).stream().anyMatch(entry -> !Files.exists(entry))) {
                changed.put(module, sources);
            }
        }
        if (!changed.isEmpty()) {
            Maven.build(root, List.copyOf(changed.keySet()), state.resolve("build.log"));
        }
        for (var module : changed.entrySet()) {
            Files.writeString(state.resolve(module.getKey()), module.getValue());
        }
        return null;
    }

    /**
     * The class path of a built module: its own jar first, then everything that it depends on.
     *
     * @param module the folder of the module
     */
    List<Path> classPath(String module) {
        Path target = root.resolve(module).resolve("target");
        Path dependencies = target.resolve("class-path.txt");
        List<Path> classPath = new ArrayList<>(List.of(dependencies));
        if (!Files.exists(dependencies)) {
            return classPath;
        }
        try (Stream<Path> files = Files.list(target)) {
            files.filter(file -> file.getFileName().toString().matches("genlab.*-SNAPSHOT\\.jar"))
                    .forEach(jar -> classPath.set(0, jar));
            classPath.addAll(Platform.HERE.paths(Files.readString(dependencies)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classPath;
    }

    private ClassLoader loader(String module) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath(module)) {
            urls.add(entry.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    /** Name, size and time of every file that the build of a module reads. */
    private String sources(String module) throws IOException {
        List<String> files = new ArrayList<>();
        Path folder = root.resolve(module);
        for (Path pom : List.of(root.resolve("pom.xml"), folder.resolve("pom.xml"))) {
            Failure.unless(
                    Files.exists(pom),
                    "the project must have %s, but it is not there; clone the project again.",
                    pom);
            files.add(entry(pom));
        }
        Path sources = folder.resolve("src").resolve("main");
        if (Files.exists(sources)) {
            try (Stream<Path> found = Files.walk(sources)) {
                for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                    files.add(entry(file));
                }
            }
        }
        return String.join("\n", files);
    }

    private String entry(Path file) throws IOException {
        long time = Files.getLastModifiedTime(file).toMillis();
        return root.relativize(file) + " " + Files.size(file) + " " + time;
    }
}
