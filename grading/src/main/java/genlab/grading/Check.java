package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./lab check}: what an assignment lacks before students may see it. */
@Command(
        name = "lab check",
        description = {
            "Proves an assignment, cell by cell: right solutions get all points, wrong ones,"
                    + " thoughtless ones and none at all do not. What it does, grading/README.md"
                    + " tells.",
            "",
            "The status is 0 if nothing falls short.",
            ""
        },
        sortOptions = false)
public final class Check implements Callable<Integer> {
    @Mixin private AssignmentArgument argument;

    @Option(
            names = "--new",
            description =
                    "Begins an assignment of this name: a small one that is complete, to be"
                            + " changed.")
    private boolean begin;

    private Check() {}

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments what follows {@code ./lab check}
     */
    public static void main(String[] arguments) {
        System.exit(Commands.run(new Check(), arguments));
    }

    @Override
    public Integer call() throws NotebookException, IOException {
        if (begin) {
            begin(Commands.root(), argument.name());
            return 0;
        }
        Path file = argument.file();
        Assignment assignment = Assignment.read(file);
        List<String> findings = new ArrayList<>();
        try (Proof proof = new Proof(assignment)) {
            findings.addAll(proof.all());
        }
        String walls = "";
        if (findings.isEmpty()) {
            try (Grader grader =
                    new Grader(
                            assignment, Commands.image(null, assignment, false), Limits.DEFAULT)) {
                grader.requireFullPoints(file);
            } catch (SandboxException e) {
                walls = "; not tried in a sandbox: " + e.getMessage();
            } catch (NotebookException e) {
                findings.add(e.getMessage());
            }
        }
        findings.forEach(finding -> System.out.println(SafeText.printable(finding, 4_000)));
        System.out.printf(
                "%s: %d tasks, %s%s%n",
                assignment.name(),
                assignment.tasks().size(),
                findings.isEmpty() ? "nothing falls short" : findings.size() + " findings",
                walls);
        return findings.isEmpty() ? 0 : 1;
    }

    /**
     * Copies the sample with its hidden tests.
     *
     * @throws NotebookException if there is one of that name
     * @throws IOException if it can't be written
     */
    static void begin(Path root, String name) throws NotebookException, IOException {
        String unit = HiddenTests.packageName(name);
        Path hidden = root.resolve("grading/src/main/hidden");
        Path tests = hidden.resolve(unit.replace('.', '/'));
        Path notebook = root.resolve("notebooks/assignments").resolve(name + ".ipynb");
        if (!name.matches("[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9-]+)?")) {
            throw new NotebookException(
                    "a name must be like A5-flows, letters, digits and hyphens, but was " + name);
        }
        for (Path target : List.of(notebook, tests)) {
            if (Files.exists(target)) {
                throw new NotebookException(
                        "there is a " + target + " already; choose another name");
            }
        }
        try (Stream<Path> files = Files.list(hidden.resolve("genlab/hidden/sample"))) {
            for (Path file : files.sorted().toList()) {
                boolean isNotebook = file.toString().endsWith(".ipynb");
                Path target = isNotebook ? notebook : tests.resolve(file.getFileName());
                WholeFile.write(
                        target,
                        Files.readString(file)
                                .replace("genlab.hidden.sample", unit)
                                .replace("# Sample: distances of a batch", "# " + name));
                System.out.println(root.relativize(target));
            }
        }
        System.out.println("Change them to your own, and try: ./lab check " + name);
    }
}
