package genlab.lab;

import java.io.BufferedReader;
import java.io.File;
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

/**
 * The Jupyter that the kit uses.
 *
 * <p>The first of these that there is, so that what a student has is used as it is and never
 * changed: the one in the Python that {@code GENLAB_PYTHON} names; the one of the last start; an
 * installed one, those whose commands are on the PATH first; one in {@code .lab/venv}, with pip; as
 * root on Debian, the system's.
 *
 * @param python the Python that has it
 * @param server the module that serves notebooks
 * @param version the version of that module
 */
record Jupyter(Path python, String server, String version) {

    /** Where the Python to use can be named. */
    static final String PYTHON_VARIABLE = "GENLAB_PYTHON";

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private static final Pattern SERVER = Pattern.compile("server=(\\S+) (\\S+)");

    /** Finds Jupyter, or installs it. */
    static Jupyter bring(Project project) throws IOException {
        String named = System.getenv(PYTHON_VARIABLE);
        if (named != null && !named.isBlank()) {
            return probe(project, Path.of(named), true)
                    .orElseThrow(
                            () ->
                                    new Build.Failure(
                                            PYTHON_VARIABLE
                                                    + " must name a Python that has Jupyter, but "
                                                    + named
                                                    + " has not got both nbconvert and notebook or"
                                                    + " jupyterlab; name another, or unset it."));
        }
        Path remembered = project.state().resolve("python");
        if (Files.exists(remembered)) {
            Optional<Jupyter> known =
                    probe(project, Path.of(Files.readString(remembered).strip()), false);
            if (known.isPresent()) {
                return known.get();
            }
        }
        Optional<Jupyter> found = find(project);
        if (found.isEmpty()) {
            found = install(project);
        }
        Jupyter jupyter = found.orElseThrow();
        Files.writeString(remembered, jupyter.python + System.lineSeparator());
        return jupyter;
    }

    /**
     * Whether it serves the classic Notebook; from version 7 on, Notebook is made of JupyterLab.
     */
    boolean classic() {
        return server.equals("notebook") && version.startsWith("6.");
    }

    private static Optional<Jupyter> find(Project project) throws IOException {
        for (Path python : pythons(project)) {
            Optional<Jupyter> jupyter = probe(project, python, true);
            if (jupyter.isPresent()) {
                return jupyter;
            }
        }
        return Optional.empty();
    }

    /** The Pythons behind the Jupyter commands on the PATH come before the others. */
    private static Set<Path> pythons(Project project) throws IOException {
        Set<Path> pythons = new LinkedHashSet<>();
        for (String name : List.of("jupyter-lab", "jupyter-notebook", "jupyter")) {
            onPath(name).flatMap(Jupyter::interpreter).ifPresent(pythons::add);
        }
        for (String name : List.of("python3", "python")) {
            onPath(name).ifPresent(pythons::add);
        }
        if (venvIsWhole(project)) {
            pythons.add(venvPython(project));
        }
        return pythons;
    }

    /** The interpreter that a script names in its first line. */
    private static Optional<Path> interpreter(Path script) {
        try (BufferedReader reader = Files.newBufferedReader(script, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            if (line == null || !line.startsWith("#!/") || line.contains("/env ")) {
                return Optional.empty();
            }
            return Optional.of(Path.of(line.substring(2).strip().split(" ")[0]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Path> onPath(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path file = Path.of(folder, WINDOWS ? program + ".exe" : program);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<Jupyter> probe(Project project, Path python, boolean thorough) {
        if (!Files.isExecutable(python)) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        try {
            String script = project.sources("jupyter").resolve("probe.py").toString();
            Program.of(python.toString(), script, thorough ? "thorough" : "").run(lines::add);
        } catch (Build.Failure e) {
            return Optional.empty();
        }
        return lines.stream()
                .map(SERVER::matcher)
                .filter(Matcher::matches)
                .map(server -> new Jupyter(python, server.group(1), server.group(2)))
                .findFirst();
    }

    private static Optional<Jupyter> install(Project project) throws IOException {
        Optional<Jupyter> jupyter = own(project);
        if (jupyter.isEmpty() && Debian.canInstall()) {
            jupyter = debian(project);
        }
        if (jupyter.isPresent()) {
            return jupyter;
        }
        throw new Build.Failure(
                "Jupyter must be installed, but no Python on PATH has it, and installing it into "
                        + venv(project)
                        + " failed (see "
                        + log(project)
                        + "); connect to the network and start again, or install it, with 'pip"
                        + " install notebook' or, on Debian and Ubuntu, 'apt-get install"
                        + " jupyter-notebook'.");
    }

    /** The one in the project's virtual environment, made if it isn't there; empty if pip fails. */
    static Optional<Jupyter> own(Project project) {
        try {
            if (venvIsWhole(project) || makeVenv(project)) {
                return probe(project, venvPython(project), true);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The system's, installed if it isn't there; empty where that can't be done. */
    static Optional<Jupyter> debian(Project project) {
        Path python = Path.of("/usr/bin/python3");
        Optional<Jupyter> there = probe(project, python, true);
        if (there.isPresent() || !Debian.canInstall()) {
            return there;
        }
        try {
            Debian.install(log(project), "jupyter-notebook", "python3-nbconvert");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return probe(project, python, true);
    }

    private static boolean makeVenv(Project project) throws IOException {
        Optional<Path> python = onPath("python3").or(() -> onPath("python"));
        if (python.isEmpty()) {
            return false;
        }
        Build.Progress.say("Installing Jupyter with pip into " + venv(project));
        boolean made =
                Program.of(python.get().toString(), "-m", "venv", "--clear", "" + venv(project))
                                        .run("Making a virtual environment", log(project))
                                == 0
                        && pip(project, "--requirement", requirements(project).toString());
        if (made) {
            Files.copy(requirements(project), whole(project));
        }
        return made;
    }

    /** Installs packages into the project's virtual environment. */
    static boolean pip(Project project, String... packages) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                venvPython(project).toString(),
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                "--retries=1",
                                "--timeout=20"));
        command.addAll(List.of(packages));
        return Program.of(command).run("Installing Jupyter with pip", log(project)) == 0;
    }

    /**
     * Whether pip came to its end here, with the requirements of today: an environment that it left
     * half-way is made anew.
     */
    private static boolean venvIsWhole(Project project) throws IOException {
        return Files.exists(whole(project))
                && Files.mismatch(whole(project), requirements(project)) < 0;
    }

    private static Path whole(Project project) {
        return venv(project).resolve("genlab-installed.txt");
    }

    private static Path requirements(Project project) {
        return project.sources("jupyter").resolve("requirements.txt");
    }

    private static Path log(Project project) {
        return project.state().resolve("install.log");
    }

    private static Path venv(Project project) {
        return project.state().resolve("venv");
    }

    private static Path venvPython(Project project) {
        return WINDOWS
                ? venv(project).resolve("Scripts").resolve("python.exe")
                : venv(project).resolve("bin").resolve("python");
    }
}
