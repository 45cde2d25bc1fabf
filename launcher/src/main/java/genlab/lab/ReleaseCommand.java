package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lab release}: what a course gives to its students. */
@Command(
        name = "release",
        description = {
            "Makes the students' archive, target/release/genlab.zip: notebooks, library, kernel and"
                    + " student versions of the assignments; no solutions, hidden tests or grader.",
            ""
        },
        sortOptions = false)
final class ReleaseCommand implements Callable<Integer> {

    @Option(
            names = "--offline",
            description =
                    "Also genlab-offline.zip, for machines without a network: with all jars,"
                            + " plotly.js, MathJax, Maven and, made on Debian or Ubuntu, a Jupyter for"
                            + " Linux on x86-64. What exactly it holds is in its OFFLINE.txt.")
    private boolean offline;

    private final Project project;

    ReleaseCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Failure.unless(
                project.isInstructors(),
                "an instructor's copy of the kit must make the students' archive, but %s has no"
                        + " module '%s': it is a students' copy.",
                project.root(),
                Lab.ASSIGN.module());
        Path release = Files.createDirectories(project.root().resolve("target/release"));
        StudentKit kit = new StudentKit(project, release.resolve("genlab"));
        kit.make();
        kit.build(project.state().resolve("release.log"));
        write(kit, release.resolve("genlab.zip"));
        if (offline) {
            Offline.fill(project, kit);
            write(kit, release.resolve("genlab-offline.zip"));
        }
        System.out.println("Assignments in it: " + kit.assignments());
        return 0;
    }

    private static void write(StudentKit kit, Path zip) throws IOException {
        try (Progress progress = new Progress("Packing")) {
            progress.stage("Packing " + zip.getFileName());
            Archive.write(kit.folder(), zip);
        }
        System.out.printf("%s: %.1f MB%n", zip, Files.size(zip) / 1e6);
    }
}
