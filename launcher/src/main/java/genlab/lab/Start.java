package genlab.lab;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The first thing to run: compiles {@link Build} and the few classes that it uses, and hands over.
 *
 * <p>The scripts {@code lab} and {@code lab.cmd} start this one file from its source. Up to here
 * and in {@code Build} there is nothing but the JDK, which is all that a fresh clone needs.
 */
final class Start {

    private Start() {}

    public static void main(String[] arguments) throws Throwable {
        Path root = Path.of(System.getProperty("genlab.root", "."));
        Path sources = root.resolve(Path.of("launcher", "src", "main", "java"));
        Path build = sources.resolve(Path.of("genlab", "lab", "Build.java"));
        Path classes = Files.createTempDirectory("lab");
        List<String> options = List.of("-proc:none", "-nowarn", "-sourcepath", sources + "");
        String[] compiled =
                Stream.concat(options.stream(), Stream.of("-d", classes + "", build + ""))
                        .toArray(String[]::new);
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, compiled);
        try (Stream<Path> files = Files.walk(classes)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        }
        if (status != 0) {
            System.err.println("lab: " + build + " must compile, but does not; see above.");
            System.exit(1);
        }
        URL[] urls = {classes.toUri().toURL()};
        ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        try {
            loader.loadClass("genlab.lab.Build")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
