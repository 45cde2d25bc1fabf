package genlab.lab;

import genlab.kernel.KernelSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command whose code is in a module of its own: the module is built when the command is first
 * used and runs in a process of its own, with all that follows the command's name as arguments.
 *
 * @param name what a user writes after {@code ./lab}
 * @param main the class with the main method, by its package, which is named as the module's folder
 * @param description one sentence for {@code ./lab --help}
 */
record ModuleCommand(String name, String main, String description) {

    String module() {
        return main.split("\\.")[0];
    }

    int run(Project project, List<String> arguments) {
        List<String> modules = modules(arguments);
        Build build = project.build();
        build.modules(modules);
        if (name.matches("sweep|release")) {
            bringScripts(project);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.LIBRARY_OPTIONS);
        if (module().equals("grading")) {
            // As in sandboxes: much code that runs a few times, which the second compiler slows.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-Dgenlab.root=" + project.root(), "-cp"));
        command.add(
                build.classPath(modules.get(modules.size() - 1)).stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add("genlab." + main);
        command.addAll(arguments);
        return new Program(command)
                .with("OMP_NUM_THREADS", "1")
                .with("GENLAB_PLOTLY", WebFile.PLOTLY.in(project).toString())
                .with("GENLAB_MAVEN", Maven.command(Platform.HERE, project.root()).toString())
                .runHere();
    }

    /** Without plotly.js a sweep works all the same: its charts wait for a network. */
    private void bringScripts(Project project) {
        try {
            WebFile.bring(project);
        } catch (Failure | IOException e) {
            Failure.unless(name.equals("sweep"), "%s", e.getMessage());
            System.err.println("lab: charts will be drawn only with a network: " + e.getMessage());
        }
    }

    /** What must be built; the last one's class path has them all. */
    List<String> modules(List<String> arguments) {
        boolean spark = arguments.stream().anyMatch(a -> a.split("=")[0].equals("--master"));
        return spark && name.equals("sweep") ? List.of(module(), "sweep-spark") : List.of(module());
    }
}
