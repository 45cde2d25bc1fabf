package genlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code ./lab test}: every check there is. What a check needs and hasn't got, it says itself. */
@Command(
        name = "test",
        description = {
            "Sets everything up and runs every check: format, unit tests, the kernel in Jupyter, all"
                    + " notebooks, their charts in a browser without network.",
            "",
            "Other arguments go to Maven: -Dtest=PagesTest runs only that test, -pl kernel -am only"
                    + " the checks of that module and of those that it needs. All that Maven says is"
                    + " in .lab/test.log.",
            ""
        },
        customSynopsis = "./lab test [--quick] [--help] [argument for Maven ...]",
        sortOptions = false)
final class TestCommand implements Callable<Integer> {

    private static final String SPARK = "sweep-spark";

    /** All that can be: what waits in one leaves the processors to the others. */
    private static final String MODULES_AT_A_TIME = "5";

    /** Debian's packages of what the checks need: of programs, and of modules of its Python. */
    private static final Map<String, String> PACKAGES =
            Map.of(
                    "import notebook", "jupyter-notebook",
                    "import nbconvert", "python3-nbconvert",
                    "import jupyter_kernel_test", "python3-jupyter-kernel-test");

    /** What those of grading and of the whole need besides; a students' copy has none of them. */
    private static final Map<String, String> PACKAGES_OF_THE_WHOLE =
            Map.of(
                    "chromium", "chromium",
                    "bwrap", "bubblewrap",
                    "import ensurepip", "python3-venv");

    @Option(
            names = "--quick",
            description =
                    "Only what takes less than three minutes, for while you work: format, all tests"
                            + " without the tag 'slow', and a small notebook from start to page.")
    private boolean quick;

    @Unmatched private List<String> arguments = new ArrayList<>();

    private final Project project;

    TestCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        boolean all = arguments.stream().noneMatch(word -> word.matches("(-pl|--projects).*"));
        List<String> command = new ArrayList<>(List.of("-ntp", "-T", MODULES_AT_A_TIME));
        command.add("-Dsurefire.failIfNoSpecifiedTests=false");
        if (quick) {
            command.add("-DexcludedGroups=slow");
        } else {
            bringPackages();
        }
        if (all && (quick || !build())) {
            command.addAll(List.of("-pl", "!" + SPARK));
        }
        command.addAll(arguments);
        command.add("verify");
        Setup setup = Setup.of(project);
        Path root = project.root();
        Program maven = setup.with(Maven.program(root, command));
        maven.with("GENLAB_LAB", Platform.HERE.script(root, "lab").toString());
        maven.with(Jupyter.PYTHON_VARIABLE, setup.jupyter().python().toString());
        maven.with("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Platform.HERE.onPath("chromium").ifPresent(p -> maven.with("GENLAB_CHROMIUM", p + ""));
        if (!quick && project.isInstructors()) {
            // Tests that need it wait for this file, all others needn't wait for pip.
            Path file = project.state().resolve("other-python");
            Files.deleteIfExists(file);
            CompletableFuture.runAsync(() -> bringOther(setup.jupyter(), file));
            maven.with("GENLAB_OTHER_PYTHON", file.toString());
        }
        boolean chosen = !all || arguments.stream().anyMatch(word -> word.startsWith("-Dtest="));
        try (TestOutput output = new TestOutput(chosen ? 0 : TestOutput.classes(root, quick))) {
            int status = maven.run(project.state().resolve("test.log"), output::read);
            output.tellSkipped(root);
            return status == 0 ? 0 : 1;
        }
    }

    private void bringPackages() throws IOException {
        Map<String, String> packages = new TreeMap<>(PACKAGES);
        if (project.isInstructors()) {
            packages.putAll(PACKAGES_OF_THE_WHOLE);
        }
        List<String> missing = new ArrayList<>();
        packages.forEach(
                (what, name) -> {
                    boolean there =
                            what.startsWith("import ")
                                    ? Jupyter.imports(Jupyter.DEBIANS_PYTHON, what.substring(7))
                                    : Platform.HERE.onPath(what).isPresent();
                    if (!there) {
                        missing.add(name);
                    }
                });
        if (!missing.isEmpty()) {
            Path log = project.state().resolve("packages.log");
            Debian.install(log, missing.toArray(new String[0]));
        }
    }

    /**
     * Builds what tests start and must not build beside Maven. Tells whether Spark is there: it is
     * large and optional, so its absence must not keep all else from being checked.
     */
    private boolean build() {
        List<String> modules = new ArrayList<>(List.of("sweep", SPARK));
        if (project.isInstructors()) {
            modules.add(Project.GRADING);
        }
        try {
            project.build().modules(modules);
            return true;
        } catch (Failure.Unresolved e) {
            Progress.say("Not checked: sweeps on Spark, because " + e.getMessage());
            modules.remove(SPARK);
            project.build().modules(modules);
            return false;
        }
    }

    /**
     * Brings a Python with the other kind of Jupyter, for there is the classic one and what came
     * after, and writes where it is; nothing if it can't be had.
     */
    private void bringOther(Jupyter used, Path file) {
        Optional<Jupyter> other = Optional.empty();
        try {
            other = used.classic() ? Jupyter.own(project) : Jupyter.debian(project);
            other = other.filter(found -> found.classic() != used.classic());
        } catch (IOException | RuntimeException e) {
            Progress.say(e.getMessage());
        }
        if (other.isEmpty()) {
            String what = used.classic() ? "JupyterLab" : "the classic Notebook";
            Progress.say("Not checked: notebooks in " + what + ", because it can't be had here.");
        }
        String python = other.map(found -> found.python().toString()).orElse("");
        try {
            WebFile.replace(python.getBytes(StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
