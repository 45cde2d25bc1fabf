package genlab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Jupyter that the kit uses.
 *
 * <p>The first of these that there is, so that what a student has is used as it is and never
 * changed: the one in the Python that {@code GENLAB_PYTHON} names; the one of the last start; an
 * installed one, those whose commands are on the PATH first; one that came along in {@code
 * .lab/jupyter}; one in {@code .lab/venv}, with pip; as root on Debian, the system's.
 *
 * @param python the Python that has it
 * @param server the module that serves notebooks
 * @param version the version of that module
 */
record Jupyter(Path python, String server, String version) {

    /** Where the Python to use can be named. */
    static final String PYTHON_VARIABLE = "GENLAB_PYTHON";

    /** The Python that Debian's packages are for. */
    static final Path DEBIANS_PYTHON = Path.of("/usr/bin/python3");

    private static final List<String> COMMANDS = List.of("python3", "python", "py");

    private static final Pattern SERVER = Pattern.compile("server=(\\S+) (\\S+)");

    private static final String PYTHON_ADVICE =
            "install Python 3.9 or newer (Windows: winget install Python.Python.3.13; macOS: brew"
                    + " install python; Debian and Ubuntu: apt-get install python3-venv; Fedora: dnf"
                    + " install python3-pip)";

    private static final String NO_PYTHON =
            "Jupyter must be installed, but there is no Python on PATH to install it with; %1$s and"
                    + " start again.";

    private static final String NO_JUPYTER =
            "Jupyter must be installed, but no Python on PATH has it, and installing it into %2$s"
                    + " failed (see %3$s); connect to the network and start again, or %1$s, or install"
                    + " Jupyter itself, with 'pip install notebook' or, on Debian and Ubuntu,"
                    + " 'apt-get install jupyter-notebook'.";

    /** Finds Jupyter, or installs it. */
    static Jupyter bring(Project project) throws IOException {
        String named = System.getenv(PYTHON_VARIABLE);
        if (named != null && !named.isBlank()) {
            Optional<Jupyter> jupyter = probe(project, Path.of(named), true);
            Failure.unless(
                    jupyter.isPresent(),
                    "%s must name a Python that has Jupyter, but %s has not got both nbconvert and"
                            + " notebook or jupyterlab; name another, or unset it.",
                    PYTHON_VARIABLE,
                    named);
            return jupyter.get();
        }
        Path remembered = project.state().resolve("python");
        if (Files.exists(remembered)) {
            Path python = Path.of(Files.readString(remembered).strip());
            Optional<Jupyter> known = probe(project, python, false);
            if (known.isPresent()) {
                return known.get();
            }
        }
        Jupyter jupyter = find(project);
        Files.writeString(remembered, jupyter.python + System.lineSeparator());
        return jupyter;
    }

    /**
     * Whether it serves the classic Notebook; from version 7 on, Notebook is made of JupyterLab.
     */
    boolean classic() {
        return server.equals("notebook") && version.startsWith("6.");
    }

    private static Jupyter find(Project project) throws IOException {
        Set<Path> pythons = pythons();
        List<Path> candidates = new ArrayList<>(pythons);
        candidates.add(project.state().resolve("jupyter").resolve("python")); // came along
        Optional<Jupyter> jupyter =
                candidates.stream().flatMap(p -> probe(project, p, true).stream()).findFirst();
        if (jupyter.isEmpty()) {
            jupyter = own(project);
        }
        if (jupyter.isEmpty() && Debian.canInstall()) {
            jupyter = debian(project);
        }
        String problem = pythons.isEmpty() ? NO_PYTHON : NO_JUPYTER;
        Failure.unless(jupyter.isPresent(), problem, PYTHON_ADVICE, venv(project), log(project));
        return jupyter.get();
    }

    /** The Pythons behind the Jupyter commands on the PATH come before the others. */
    private static Set<Path> pythons() {
        Set<Path> pythons = new LinkedHashSet<>();
        for (String name : List.of("jupyter-lab", "jupyter-notebook", "jupyter")) {
            Platform.HERE.onPath(name).flatMap(Jupyter::interpreter).ifPresent(pythons::add);
        }
        COMMANDS.forEach(name -> Platform.HERE.onPath(name).ifPresent(pythons::add));
        return pythons;
    }

    /** The interpreter that a script names in its first line. */
    private static Optional<Path> interpreter(Path script) {
        try (Stream<String> lines = Files.lines(script, StandardCharsets.ISO_8859_1)) {
            return lines.limit(1)
                    .filter(line -> line.startsWith("#!/") && !line.contains("/env "))
                    .map(line -> Path.of(line.substring(2).strip().split(" ")[0]))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Jupyter> probe(Project project, Path python, boolean thorough) {
        if (!Files.isExecutable(python)) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        try {
            String script = project.sources("jupyter").resolve("probe.py").toString();
            new Program(List.of(python + "", script, thorough ? "thorough" : "")).run(lines::add);
        } catch (Failure e) {
            return Optional.empty();
        }
        return lines.stream()
                .map(SERVER::matcher)
                .filter(Matcher::matches)
                .map(server -> new Jupyter(python, server.group(1), server.group(2)))
                .findFirst();
    }

    /**
     * The one in the project's virtual environment, made if it isn't there, or if pip left it
     * half-way or with other requirements; empty if pip fails.
     */
    static Optional<Jupyter> own(Project project) throws IOException {
        Path python = Platform.HERE.python(venv(project));
        Path requirements = project.sources("jupyter").resolve("requirements.txt");
        Path installed = venv(project).resolve("genlab-installed.txt");
        if (!Files.exists(installed) || Files.mismatch(installed, requirements) >= 0) {
            List<String> pip = new ArrayList<>(List.of(python + "", "-m", "pip", "install"));
            pip.addAll(List.of("--quiet", "--disable-pip-version-check"));
            pip.addAll(List.of("--retries=1", "--timeout=20", "--requirement", requirements + ""));
            if (!makeVenv(project)
                    || !new Program(pip).succeeds("Installing Jupyter with pip", log(project))) {
                return Optional.empty();
            }
            Files.copy(requirements, installed);
        }
        return probe(project, python, true);
    }

    /** The system's, installed if it isn't there; empty where that can't be done. */
    static Optional<Jupyter> debian(Project project) throws IOException {
        Optional<Jupyter> there = probe(project, DEBIANS_PYTHON, true);
        return there.isEmpty()
                        && Debian.install(log(project), "jupyter-notebook", "python3-nbconvert")
                ? probe(project, DEBIANS_PYTHON, true)
                : there;
    }

    private static boolean makeVenv(Project project) throws IOException {
        // Windows has a python.exe that only leads to a shop.
        Optional<Path> python =
                COMMANDS.stream()
                        .flatMap(name -> Platform.HERE.onPath(name).stream())
                        .filter(found -> imports(found, "ensurepip, venv"))
                        .findFirst();
        if (python.isEmpty()) {
            return false;
        }
        Progress.say("Installing Jupyter with pip into " + venv(project));
        return new Program(List.of(python.get() + "", "-m", "venv", "--clear", venv(project) + ""))
                .succeeds("Making a virtual environment", log(project));
    }

    /** Whether a Python has some modules. */
    static boolean imports(Path python, String modules) {
        return new Program(List.of(python + "", "-c", "import " + modules)).succeeds();
    }

    private static Path log(Project project) {
        return project.state().resolve("install.log");
    }

    private static Path venv(Project project) {
        return project.state().resolve("venv");
    }
}
