package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files that spread grading over more processes and machines, as far as one machine can tell.
 */
@org.junit.jupiter.api.Tag("slow")
class ClusterTest {
    private static final String ASSIGNMENT = Sample.FILE.toAbsolutePath().toString();

    @TempDir private Path folder;

    @Test
    void gnuParallelGradesEachSubmissionInAProcessOfItsOwn() throws Exception {
        assumeTrue(run(Map.of(), "parallel", "--version") == 0, "GNU parallel is not installed");
        Path submissions = submissions();
        Path results = folder.resolve("results");
        String script = Path.of("cluster/parallel.sh").toAbsolutePath().toString();
        int status =
                run(
                        Map.of("LAB", lab().toString()),
                        script,
                        ASSIGNMENT,
                        submissions.toString(),
                        results.toString(),
                        "-j",
                        "2");
        assertEquals(0, status, log());
        assertEquals(16, Result.read(results.resolve("results/ada/sample.json")).score(), log());
        assertEquals(8, Result.read(results.resolve("results/bob's/sample.json")).score(), log());
        assertTrue(log().contains("results kept from before: 2"), log());
        assertTrue(Files.exists(results.resolve("notebooks/bob's/sample.ipynb")), log());
        assertTrue(Files.exists(results.resolve("summary.html")), log());
    }

    @Test
    void theSlurmScriptGradesTheLineOfItsNumber() throws Exception {
        String script = Path.of("cluster/slurm.sh").toAbsolutePath().toString();
        assertEquals(0, run(Map.of(), "bash", "-n", script), log());
        Path submissions = submissions();
        String lab = lab().toString();
        assertEquals(
                0,
                run(
                        Map.of(),
                        lab,
                        "grade",
                        ASSIGNMENT,
                        submissions.toString(),
                        "--list",
                        "submissions.txt"),
                log());
        assertEquals(
                List.of("ada/sample.ipynb", "bob's/sample.ipynb"),
                Files.readAllLines(folder.resolve("submissions.txt")));
        int status =
                run(
                        Map.of("LAB", lab, "SLURM_ARRAY_TASK_ID", "2"),
                        "bash",
                        script,
                        ASSIGNMENT,
                        submissions.toString(),
                        "results");
        assertEquals(0, status, log());
        assertEquals(
                8, Result.read(folder.resolve("results/results/bob's/sample.json")).score(), log());
    }

    @Test
    void theKubernetesJobsScriptGradesTheSubmissionOfItsIndex() throws Exception {
        String job = Files.readString(Path.of("cluster/kubernetes.yaml"));
        Matcher block = Pattern.compile("(?s) {12}- \\|\n(( {14}[^\n]*\n)+)").matcher(job);
        assertTrue(block.find(), "no script in the job");
        submissions();
        Files.writeString(
                folder.resolve("submissions.txt"), "ada/sample.ipynb\nbob's/sample.ipynb\n");
        lab();
        String script =
                block.group(1)
                        .stripIndent()
                        .replace("/course/submissions/", "/course/handed in/")
                        .replace("/course/", folder + "/")
                        .replace(" A1 ", " '" + ASSIGNMENT + "' ");
        int status = run(Map.of("JOB_COMPLETION_INDEX", "1"), "/bin/sh", "-ec", script);
        assertEquals(0, status, log());
        assertEquals(
                8, Result.read(folder.resolve("results/results/bob's/sample.json")).score(), log());
        for (String line :
                List.of(
                        "apiVersion: batch/v1",
                        "kind: Job",
                        "  completionMode: Indexed",
                        "      restartPolicy: Never",
                        "            runAsNonRoot: true")) {
            assertTrue(job.lines().anyMatch(line::equals), line);
        }
        assertTrue(!job.contains("\t"), "YAML has no tabs");
    }

    /** Two submissions, in folders with names that scripts stumble over. */
    private Path submissions() throws Exception {
        Path submissions = folder.resolve("handed in");
        Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE)
                .write(submissions.resolve("ada/sample.ipynb"));
        Sample.notebook("int none;", Sample.RIGHT_MEAN_DISTANCE)
                .write(submissions.resolve("bob's/sample.ipynb"));
        return submissions;
    }

    /** What ./lab does, without looking whether the project is built. */
    private Path lab() throws Exception {
        Images.isolated();
        Path lab = folder.resolve("lab");
        Files.writeString(
                lab,
                """
                #!/bin/sh
                # The cache is the tests' own, whatever a script asks for.
                shift
                left=$#
                while [ $left -gt 0 ]; do
                    argument=$1
                    shift
                    left=$((left - 1))
                    if [ "$argument" = --cache ]; then
                        shift
                        left=$((left - 1))
                    else
                        set -- "$@" "$argument"
                    fi
                done
                exec "%s/bin/java" -XX:TieredStopAtLevel=1 -cp "%s" genlab.grading.Grade "$@" --cache "%s"
                """
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                Path.of("target/sandbox").toAbsolutePath()));
        Files.setPosixFilePermissions(lab, PosixFilePermissions.fromString("rwxr-xr-x"));
        return lab;
    }

    private int run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().putAll(environment);
        try {
            return process.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start()
                    .waitFor();
        } catch (java.io.IOException e) {
            return 127;
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("log"));
    }
}
