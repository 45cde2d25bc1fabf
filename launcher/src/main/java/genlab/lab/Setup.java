package genlab.lab;

import genlab.kernel.KernelSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All that notebooks need besides the build; what is there already is left alone.
 *
 * @param jupyter the Jupyter to use
 * @param environment variables for every process that starts kernels
 */
record Setup(Jupyter jupyter, Map<String, String> environment) {

    /** Brings what is missing. */
    static Setup of(Project project) throws IOException {
        AtomicReference<Jupyter> jupyter = new AtomicReference<>();
        project.build()
                .alone(
                        () -> {
                            jupyter.set(Jupyter.bring(project));
                            WebFile.bring(project);
                            installKernel(project);
                        });
        Map<String, String> environment = new TreeMap<>();
        String before = System.getenv("JUPYTER_PATH");
        boolean alone = before == null || before.isEmpty();
        environment.put(
                "JUPYTER_PATH", project.state() + (alone ? "" : File.pathSeparator + before));
        environment.put("GENLAB_PLOTLY", WebFile.PLOTLY.in(project).toString());
        return new Setup(jupyter.get(), environment);
    }

    /** A program that starts kernels, with what they need. */
    Program with(Program program) {
        environment.forEach(program::with);
        return program;
    }

    /**
     * Writes the kernelspec into the project; Jupyter finds it through {@code JUPYTER_PATH}, and a
     * kernel of the same name that the user has stays as it is. A running server hands out what
     * else lies in that folder: plotly.js.
     */
    private static void installKernel(Project project) throws IOException {
        Path archive = project.state().resolve("kernel").resolve(KernelSpec.ARCHIVE_NAME);
        KernelSpec spec =
                new KernelSpec(
                        Path.of(System.getProperty("java.home")),
                        classPath(project, "kernel"),
                        classPath(project, "assignment"),
                        archive);
        spec.write(project.kernelSpec());
        Path source = WebFile.PLOTLY.in(project);
        Path plotly = project.kernelSpec().resolve(source.getFileName());
        if (!Files.exists(plotly) || Files.mismatch(source, plotly) >= 0) {
            Files.copy(source, plotly, StandardCopyOption.REPLACE_EXISTING);
        }
        Path archived = archive.resolveSibling("archived");
        String state = state(spec);
        if (!Files.exists(archived) || !Files.readString(archived).equals(state)) {
            Files.createDirectories(archived.getParent());
            Files.deleteIfExists(archived);
            Progress progress = new Progress("Making the kernel start faster");
            try {
                spec.createArchive();
            } finally {
                progress.close();
            }
            Files.writeString(archived, state);
        }
    }

    /**
     * The module's class path with a copy of its own jar: a later build must not change a file that
     * a running kernel loads classes from. Equal content has equal names.
     */
    private static List<Path> classPath(Project project, String module) throws IOException {
        List<Path> classPath = project.build().classPath(module);
        byte[] content = Files.readAllBytes(classPath.get(0));
        String name = module + "-" + WebFile.sha256(content).substring(0, 12) + ".jar";
        Path copy = project.state().resolve("kernel").resolve(name);
        if (!Files.exists(copy)) {
            WebFile.replace(content, copy);
        }
        classPath.set(0, copy);
        return classPath;
    }

    /** Changes whenever the archive of loaded classes must be made anew. */
    private static String state(KernelSpec spec) throws IOException {
        StringBuilder state = new StringBuilder(spec.json());
        state.append("\nJava ").append(Runtime.version()); // an update keeps the JDK's folder
        for (List<Path> paths : List.of(spec.kernelClasspath(), spec.libraryClasspath())) {
            for (Path jar : paths) {
                state.append('\n').append(jar).append(' ').append(Files.size(jar));
                state.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
            }
        }
        return state.toString();
    }
}
