package genlab.lab;

import genlab.kernel.KernelSpec;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command whose code is in a module of its own: the module is built when the command is first
 * used and runs in a process of its own, with all that follows the command's name as arguments.
 *
 * @param name what a user writes after {@code ./lab}
 * @param module folder of the module
 * @param mainClass fully qualified name of the class with the main method
 * @param description one sentence for {@code ./lab --help}
 */
record ModuleCommand(String name, String module, String mainClass, String description) {

    int run(Project project, List<String> arguments) {
        Build build = project.build();
        build.modules(List.of(module));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.LIBRARY_OPTIONS);
        command.add("-Dgenlab.root=" + project.root());
        command.add("-cp");
        command.add(
                build.classPath(module).stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(arguments);
        return Program.of(command).with("OMP_NUM_THREADS", "1").runHere();
    }
}
