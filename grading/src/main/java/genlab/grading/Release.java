package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lab release}: what a course gives to its students. */
@Command(
        name = "lab release",
        description = {
            "Makes the students' archive, target/release/genlab.zip: notebooks, library, kernel and"
                    + " student versions of the assignments; no solutions, hidden tests or grader.",
            ""
        },
        sortOptions = false)
public final class Release implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Option(
            names = "--offline",
            description =
                    "Also genlab-offline.zip, for machines without a network: with all jars,"
                            + " plotly.js, MathJax, Maven and, made on Debian or Ubuntu, a Jupyter for"
                            + " Linux on x86-64. What exactly it holds is in its OFFLINE.txt.")
    private boolean offline;

    private Release() {}

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments what follows {@code ./lab release}
     */
    public static void main(String[] arguments) {
        System.exit(Commands.run(new Release(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path release = Commands.root().resolve("target").resolve("release");
        StudentKit kit = new StudentKit(Commands.root(), release.resolve("genlab"));
        kit.make();
        kit.build();
        pack(kit, release.resolve("genlab.zip"));
        if (offline) {
            Offline.fill(kit);
            pack(kit, release.resolve("genlab-offline.zip"));
        }
        return 0;
    }

    private static void pack(StudentKit kit, Path zip) throws IOException {
        kit.pack(zip);
        System.out.printf("%s: %.1f MB%n", zip, Files.size(zip) / 1e6);
    }
}
