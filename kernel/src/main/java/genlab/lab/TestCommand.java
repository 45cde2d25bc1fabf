package genlab.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code ./lab test}: every check there is. */
@Command(
        name = "test",
        description = {
            "Sets everything up and runs every check: format, unit tests, the kernel in Jupyter, all"
                    + " notebooks, their charts in a browser without network.",
            "",
            "Other arguments go to Maven: -Dtest=PagesTest runs only that test, -pl kernel only the"
                    + " checks of that module.",
            ""
        },
        customSynopsis = "./lab test [--help] [argument for Maven ...]",
        sortOptions = false)
final class TestCommand implements Callable<Integer> {

    private static final String SPARK = "sweep-spark";

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Option(names = "--help", usageHelp = true, description = "Shows this text.")
    private boolean help;

    private final Project project;

    TestCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Setup setup = Setup.of(project);
        Optional<Path> chromium = tool("chromium", "charts in a browser", "chromium");
        tool("bwrap", "the sandbox of the grader", "bubblewrap");
        Optional<Path> other = otherJupyter(setup.jupyter());
        Optional<Path> suite = kernelSuite();
        List<String> command = new ArrayList<>();
        command.add(Build.mavenCommand(project.root()));
        command.addAll(List.of("-B", "-ntp", "-f", project.root().resolve("pom.xml").toString()));
        command.add("-Dsurefire.failIfNoSpecifiedTests=false");
        command.addAll(arguments);
        if (arguments.stream().noneMatch(argument -> argument.matches("-pl.*|--projects.*"))) {
            command.addAll(withoutSparkIfItCantBeHad());
        }
        command.add("verify");
        Program maven =
                setup.program(command)
                        .in(project.root())
                        .with("JAVA_HOME", System.getProperty("java.home"))
                        .with("GENLAB_LAB", project.root().resolve(script()).toString())
                        .with(Jupyter.PYTHON_VARIABLE, setup.jupyter().python().toString())
                        .with("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        chromium.ifPresent(path -> maven.with("GENLAB_CHROMIUM", path.toString()));
        other.ifPresent(path -> maven.with("GENLAB_OTHER_PYTHON", path.toString()));
        suite.ifPresent(path -> maven.with("GENLAB_SUITE_PYTHON", path.toString()));
        return maven.runHere() == 0 ? 0 : 1;
    }

    /** Spark is large and optional: its absence must not keep all else from being checked. */
    private List<String> withoutSparkIfItCantBeHad() {
        try {
            project.build().modules(List.of("sweep", SPARK));
            return List.of();
        } catch (Build.Unresolved e) {
            System.out.println("Not checked: sweeps on Spark, because " + e.getMessage());
            return List.of("-pl", "!" + SPARK);
        }
    }

    private static String script() {
        return File.separatorChar == '\\' ? "lab.cmd" : "lab";
    }

    /**
     * Notebooks are read in the classic Notebook and in what is made of JupyterLab: a Python with
     * the one that the kit doesn't use here.
     */
    private Optional<Path> otherJupyter(Jupyter used) {
        Optional<Jupyter> other =
                (used.classic() ? Jupyter.own(project) : Jupyter.debian(project))
                        .filter(jupyter -> jupyter.classic() != used.classic());
        if (other.isEmpty()) {
            System.out.println(
                    used.classic()
                            ? "Not checked: notebooks in JupyterLab, because pip could not bring it."
                            : "Not checked: notebooks in the classic Notebook, because Debian's"
                                    + " jupyter-notebook is not there.");
        }
        return other.map(Jupyter::python);
    }

    /** A Python with Jupyter's own tests of kernels. */
    private Optional<Path> kernelSuite() throws IOException {
        Path debian = Path.of("/usr/bin/python3");
        if (!hasKernelSuite(debian) && Debian.canInstall()) {
            Debian.install(log(), "python3-jupyter-kernel-test");
        }
        if (hasKernelSuite(debian)) {
            return Optional.of(debian);
        }
        Optional<Path> own = Jupyter.own(project).map(Jupyter::python);
        if (own.isPresent() && !hasKernelSuite(own.get())) {
            Jupyter.pip(project, "jupyter-kernel-test>=0.4.5,<1");
        }
        own = own.filter(TestCommand::hasKernelSuite);
        if (own.isEmpty()) {
            skipped("the kernel against Jupyter's own tests", "python3-jupyter-kernel-test");
        }
        return own;
    }

    private static boolean hasKernelSuite(Path python) {
        return Program.of(python.toString(), "-c", "import jupyter_kernel_test").succeeds();
    }

    private Optional<Path> tool(String program, String checks, String debianPackage)
            throws IOException {
        if (Jupyter.onPath(program).isEmpty() && Debian.canInstall()) {
            Debian.install(log(), debianPackage);
        }
        Optional<Path> found = Jupyter.onPath(program);
        if (found.isEmpty()) {
            skipped(checks, debianPackage);
        }
        return found;
    }

    private static void skipped(String checks, String debianPackage) {
        System.out.println(
                "Not checked: "
                        + checks
                        + ", because "
                        + debianPackage
                        + " is not there; install it (on Debian and Ubuntu: apt-get install "
                        + debianPackage
                        + ").");
    }

    private Path log() {
        return project.state().resolve("install.log");
    }
}
