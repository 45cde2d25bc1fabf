package genlab.lab;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The first thing to run: compiles {@link Build} and the few classes that it uses, and hands over.
 *
 * <p>The scripts {@code lab} and {@code lab.cmd} start this one file from its source. Up to here
 * and in {@code Build} there is nothing but the JDK, which is all that a fresh clone needs. The
 * property {@code genlab.classes} names the folder where {@code lab} looks for {@code Build} the
 * next time; it changes with the sources and the JDK.
 */
final class Start {

    private Start() {}

    public static void main(String[] arguments) throws Throwable {
        Path root = Path.of(System.getProperty("genlab.root", "."));
        Path sources = root.resolve(Path.of("launcher", "src", "main", "java"));
        Path build = sources.resolve(Path.of("genlab", "lab", "Build.java"));
        String kept = System.getProperty("genlab.classes", "");
        Path classes = folder(kept);
        String[] options = {
            "-proc:none", "-nowarn", "-sourcepath", sources + "", "-d", classes + "", build + ""
        };
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, options);
        if (status == 0) {
            classes = keep(classes, kept);
        } else {
            deleteOnExit(classes.toFile());
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

    /** A new folder beside the one to keep; elsewhere if there is none, or it can't be written. */
    private static Path folder(String kept) throws IOException {
        if (!kept.isEmpty()) {
            try {
                Files.createDirectories(Path.of(kept).getParent());
                return Files.createDirectory(Path.of(kept + "." + ProcessHandle.current().pid()));
            } catch (IOException e) {
                // Build tells what is wrong with the project's folder.
            }
        }
        return Files.createTempDirectory("lab");
    }

    /** Gives a complete folder its lasting name, at once, unless another lab was sooner. */
    private static Path keep(Path classes, String kept) {
        if (classes.toString().startsWith(kept + ".")) {
            try {
                Path lasting = Files.move(classes, Path.of(kept));
                deleteOlder(lasting.toFile());
                return lasting;
            } catch (IOException e) {
                // What the other one kept is the same.
            }
        }
        deleteOnExit(classes.toFile());
        return classes;
    }

    /** What other sources were compiled to, for a JDK of the same version. */
    private static void deleteOlder(File kept) {
        String name = kept.getName();
        String alike = name.substring(0, name.lastIndexOf('-') + 1) + "\\d+";
        for (File folder : kept.getParentFile().listFiles()) {
            if (folder.getName().matches(alike) && !folder.equals(kept)) {
                deleteOnExit(folder);
            }
        }
    }

    private static void deleteOnExit(File file) {
        file.deleteOnExit(); // before what is in it, which is deleted first
        File[] files = file.listFiles();
        if (files != null) {
            Stream.of(files).forEach(Start::deleteOnExit);
        }
    }
}
