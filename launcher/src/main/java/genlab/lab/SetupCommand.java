package genlab.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./lab setup}: all that the notebooks need, and nothing is opened. */
@Command(
        name = "setup",
        description = {
            "Sets everything up, as ./lab does, and opens nothing.",
            "",
            "The kernel is then in .lab/kernels/java, from where it may be copied to a folder that"
                    + " another Jupyter looks into.",
            ""
        })
final class SetupCommand implements Callable<Integer> {

    private final Project project;

    SetupCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Jupyter jupyter = Setup.of(project).jupyter();
        System.out.printf(
                "Ready: the kernel in %s; %s %s of %s.%n",
                Setup.kernel(project), jupyter.server(), jupyter.version(), jupyter.python());
        return 0;
    }
}
