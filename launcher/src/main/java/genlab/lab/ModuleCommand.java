package genlab.lab;

import static java.util.Locale.ROOT;

import genlab.kernel.KernelSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command whose code is in a module of its own: the module is built when the command is first
 * used and runs in a process of its own, with all that follows the command's name as arguments.
 *
 * @param name what a user writes after {@code ./lab}
 * @param module folder of the module
 * @param description one sentence for {@code ./lab --help}
 * @param extensions modules that are needed only with certain options, by the option: each depends
 *     on the command's own
 * @param charts whether it writes pages with charts
 */
record ModuleCommand(
        String name,
        String module,
        String description,
        Map<String, String> extensions,
        boolean charts) {

    /** The class with the main method: {@code genlab.grading.Grade} for {@code grade}. */
    private String mainClass() {
        return "genlab."
                + module
                + "."
                + name.substring(0, 1).toUpperCase(ROOT)
                + name.substring(1);
    }

    int run(Project project, List<String> arguments) {
        List<String> modules = modules(arguments);
        Build build = project.build();
        build.modules(modules);
        if (charts) {
            bringPlotly(project);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.LIBRARY_OPTIONS);
        command.add("-Dgenlab.root=" + project.root());
        command.add("-cp");
        command.add(
                build.classPath(modules.get(modules.size() - 1)).stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass());
        command.addAll(arguments);
        return Program.of(command)
                .with("OMP_NUM_THREADS", "1")
                .with("GENLAB_PLOTLY", WebFile.PLOTLY.in(project).toString())
                .runHere();
    }

    /** Without it the command works all the same: its charts wait for a network. */
    private static void bringPlotly(Project project) {
        try {
            WebFile.bring(project);
        } catch (Failure | IOException e) {
            System.err.println("lab: charts will be drawn only with a network: " + e.getMessage());
        }
    }

    /** What must be built; the last one's class path has them all. */
    List<String> modules(List<String> arguments) {
        List<String> modules = new ArrayList<>(List.of(module));
        extensions.forEach(
                (option, extension) -> {
                    if (arguments.stream().anyMatch(a -> a.split("=")[0].equals(option))) {
                        modules.add(extension);
                    }
                });
        return modules;
    }
}
