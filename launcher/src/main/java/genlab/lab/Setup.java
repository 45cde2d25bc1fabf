package genlab.lab;

import genlab.kernel.KernelSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * All that notebooks need besides the build; what is there already is left alone.
 *
 * @param project where it is
 * @param jupyter the Jupyter to use
 */
record Setup(Project project, Jupyter jupyter) {

    /** Brings what is missing. */
    static Setup of(Project project) throws IOException {
        Jupyter jupyter =
                project.build()
                        .alone(
                                () -> {
                                    Jupyter found = Jupyter.bring(project);
                                    WebFile.bring(project);
                                    installKernel(project);
                                    return found;
                                });
        return new Setup(project, jupyter);
    }

    /** A program that starts kernels, with what they need. */
    Program with(Program program) {
        String before = System.getenv().getOrDefault("JUPYTER_PATH", "");
        String more = before.isEmpty() ? "" : File.pathSeparator + before;
        return program.with("JUPYTER_PATH", project.state() + more)
                .with("GENLAB_PLOTLY", WebFile.PLOTLY.in(project).toString());
    }

    /** The folder of the kernelspec. */
    static Path kernel(Project project) {
        return project.state().resolve("kernels").resolve("java");
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
        Path folder = kernel(project);
        spec.write(folder);
        Path source = WebFile.PLOTLY.in(project);
        Path plotly = folder.resolve(source.getFileName());
        if (!Files.exists(plotly) || Files.mismatch(source, plotly) >= 0) {
            Files.copy(source, plotly, StandardCopyOption.REPLACE_EXISTING);
        }
        Path archived = archive.resolveSibling("archived");
        String state = state(spec);
        if (!Files.exists(archived) || !Files.readString(archived).equals(state)) {
            Files.createDirectories(archived.getParent());
            Files.deleteIfExists(archived);
            try (Progress progress = new Progress("Making the kernel ready")) {
                progress.stage("Making the kernel start faster");
                spec.createArchive();
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
        // An update of the JDK keeps its folder.
        StringBuilder state = new StringBuilder(spec.json() + Runtime.version());
        for (List<Path> paths : List.of(spec.kernelClasspath(), spec.libraryClasspath())) {
            for (Path jar : paths) {
                state.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
            }
        }
        return state.toString();
    }
}
