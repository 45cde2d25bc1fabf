package genlab.lab;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Jupyter that the kit uses: one that is installed already, otherwise one in {@code .lab/venv},
 * otherwise, as root on Debian, the system's.
 *
 * @param python the Python that has it
 * @param server the module that serves notebooks
 */
record Jupyter(Path python, String server) {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** Finds Jupyter, or installs it. */
    static Jupyter bring(Project project) throws IOException {
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

    private static Optional<Jupyter> find(Project project) {
        for (Path python : pythons(project)) {
            Optional<Jupyter> jupyter = probe(project, python, true);
            if (jupyter.isPresent()) {
                return jupyter;
            }
        }
        return Optional.empty();
    }

    /** The Pythons behind the Jupyter commands on the PATH come before the others. */
    private static Set<Path> pythons(Project project) {
        Set<Path> pythons = new LinkedHashSet<>();
        for (String name : List.of("jupyter-lab", "jupyter-notebook", "jupyter")) {
            onPath(name).flatMap(Jupyter::interpreter).ifPresent(pythons::add);
        }
        for (String name : List.of("python3", "python")) {
            onPath(name).ifPresent(pythons::add);
        }
        pythons.add(venvPython(project));
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
                .filter(line -> line.startsWith("server="))
                .map(line -> new Jupyter(python, line.substring("server=".length())))
                .findFirst();
    }

    private static Optional<Jupyter> install(Project project) throws IOException {
        Path log = project.state().resolve("install.log");
        if (venv(project, log)) {
            Optional<Jupyter> jupyter = probe(project, venvPython(project), true);
            if (jupyter.isPresent()) {
                return jupyter;
            }
        }
        if (Debian.canInstall()) {
            Debian.install(log, "jupyter-notebook", "python3-nbconvert");
            Optional<Jupyter> jupyter = probe(project, Path.of("/usr/bin/python3"), true);
            if (jupyter.isPresent()) {
                return jupyter;
            }
        }
        throw new Build.Failure(
                "Jupyter must be installed, but no Python on PATH has it, and installing it into "
                        + project.state().resolve("venv")
                        + " failed (see "
                        + log
                        + "); connect to the network and start again, or install it, with 'pip"
                        + " install notebook' or, on Debian and Ubuntu, 'apt-get install"
                        + " jupyter-notebook'.");
    }

    private static boolean venv(Project project, Path log) throws IOException {
        Optional<Path> python = onPath("python3").or(() -> onPath("python"));
        if (python.isEmpty()) {
            return false;
        }
        Path venv = project.state().resolve("venv");
        System.out.println("Installing Jupyter with pip into " + venv);
        return Program.of(python.get().toString(), "-m", "venv", "--clear", venv.toString())
                                .run("Making a virtual environment", log)
                        == 0
                && Program.of(
                                        venvPython(project).toString(),
                                        "-m",
                                        "pip",
                                        "install",
                                        "--quiet",
                                        "--disable-pip-version-check",
                                        "--retries=1",
                                        "--timeout=20",
                                        "--requirement",
                                        project.sources("jupyter")
                                                .resolve("requirements.txt")
                                                .toString())
                                .run("Installing Jupyter with pip", log)
                        == 0;
    }

    private static Path venvPython(Project project) {
        Path venv = project.state().resolve("venv");
        return WINDOWS
                ? venv.resolve("Scripts").resolve("python.exe")
                : venv.resolve("bin").resolve("python");
    }
}
