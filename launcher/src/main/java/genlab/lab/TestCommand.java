package genlab.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
            "Other arguments go to Maven: -Dtest=PagesTest runs only that test, -pl kernel -am only"
                    + " the checks of that module and of what it needs.",
            ""
        },
        customSynopsis = "./lab test [--help] [argument for Maven ...]",
        sortOptions = false)
final class TestCommand implements Callable<Integer> {

    private static final String SPARK = "sweep-spark";

    /** Those that measure time are on their own all the same: the pom files tell the order. */
    private static final String MODULES_AT_A_TIME = "2";

    private static final Path DEBIANS_PYTHON = Path.of("/usr/bin/python3");

    private static final String SUITE = "jupyter_kernel_test";

    /** Debian's packages of programs that the checks need. */
    private static final Map<String, String> PROGRAMS =
            Map.of("chromium", "chromium", "bwrap", "bubblewrap");

    /** Debian's packages of modules that its Python needs for the checks. */
    private static final Map<String, String> MODULES =
            Map.of(
                    "ensurepip",
                    "python3-venv",
                    "notebook",
                    "jupyter-notebook",
                    "nbconvert",
                    "python3-nbconvert",
                    SUITE,
                    "python3-jupyter-kernel-test");

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    private final Project project;
    private volatile boolean withSpark;

    TestCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        bring();
        Setup setup = Setup.of(project);
        Optional<Path> chromium = tool("chromium", "charts in a browser");
        tool("bwrap", "the sandbox of the grader");
        Optional<Path> other = otherJupyter(setup.jupyter());
        Optional<Path> suite = kernelSuite();
        List<String> command = new ArrayList<>();
        command.add(Build.mavenCommand(project.root()));
        command.addAll(List.of("-B", "-ntp", "-f", project.root().resolve("pom.xml").toString()));
        command.add("-Dsurefire.failIfNoSpecifiedTests=false");
        command.addAll(arguments);
        command.addAll(List.of("-T", MODULES_AT_A_TIME));
        if (everything() && !withSpark) {
            command.addAll(List.of("-pl", "!" + SPARK));
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

    /** Whether the arguments choose no modules. */
    private boolean everything() {
        return arguments.stream().noneMatch(argument -> argument.matches("-pl.*|--projects.*"));
    }

    /** What comes from elsewhere and takes time, side by side; what is there already takes none. */
    private void bring() throws IOException {
        List<CompletableFuture<Void>> beside = new ArrayList<>();
        if (everything()) {
            beside.add(CompletableFuture.runAsync(this::bringSpark));
        }
        if (Debian.canInstall()) {
            beside.add(CompletableFuture.runAsync(() -> Jupyter.own(project)));
            bringPackages();
        }
        try {
            beside.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof Build.Failure failure ? failure : e;
        }
    }

    private void bringPackages() throws IOException {
        List<String> missing = new ArrayList<>();
        PROGRAMS.forEach(
                (program, name) -> {
                    if (Jupyter.onPath(program).isEmpty()) {
                        missing.add(name);
                    }
                });
        MODULES.forEach(
                (module, name) -> {
                    if (!imports(DEBIANS_PYTHON, module)) {
                        missing.add(name);
                    }
                });
        if (!missing.isEmpty()) {
            Path log = project.state().resolve("packages.log");
            Debian.install(log, missing.toArray(new String[0]));
        }
    }

    /** Spark is large and optional: its absence must not keep all else from being checked. */
    private void bringSpark() {
        try {
            project.build().modules(List.of("sweep", SPARK));
            withSpark = true;
        } catch (Build.Unresolved e) {
            Build.Progress.say("Not checked: sweeps on Spark, because " + e.getMessage());
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
            Build.Progress.say(
                    used.classic()
                            ? "Not checked: notebooks in JupyterLab, because pip could not bring it."
                            : "Not checked: notebooks in the classic Notebook, because Debian's"
                                    + " jupyter-notebook is not there.");
        }
        return other.map(Jupyter::python);
    }

    /** A Python with Jupyter's own tests of kernels. */
    private Optional<Path> kernelSuite() throws IOException {
        if (imports(DEBIANS_PYTHON, SUITE)) {
            return Optional.of(DEBIANS_PYTHON);
        }
        Optional<Path> own = Jupyter.own(project).map(Jupyter::python);
        if (own.isPresent() && !imports(own.get(), SUITE)) {
            Jupyter.pip(project, "jupyter-kernel-test>=0.4.5,<1");
        }
        own = own.filter(python -> imports(python, SUITE));
        if (own.isEmpty()) {
            skipped("the kernel against Jupyter's own tests", MODULES.get(SUITE));
        }
        return own;
    }

    private static boolean imports(Path python, String module) {
        return Program.of(python.toString(), "-c", "import " + module).succeeds();
    }

    private static Optional<Path> tool(String program, String checks) {
        Optional<Path> found = Jupyter.onPath(program);
        if (found.isEmpty()) {
            skipped(checks, PROGRAMS.get(program));
        }
        return found;
    }

    private static void skipped(String checks, String debianPackage) {
        Build.Progress.say(
                "Not checked: "
                        + checks
                        + ", because "
                        + debianPackage
                        + " is not there; install it (on Debian and Ubuntu: apt-get install "
                        + debianPackage
                        + ").");
    }
}
