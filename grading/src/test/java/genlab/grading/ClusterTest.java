package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for GNU parallel, which starts the command once for each submission. */
class ClusterTest {

    @Test
    void gnuParallelGradesEachSubmissionInAProcessOfItsOwn(@TempDir Path folder) throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v parallel").start().waitFor() == 0,
                "GNU parallel is not installed");
        Images.isolated();
        Path lab = folder.resolve("lab");
        Files.writeString(
                lab,
                """
                #!/bin/sh
                shift
                exec "%s/bin/java" -cp "%s" genlab.grading.Grade "$@" --cache target/sandbox
                """
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(lab, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path submissions = folder.resolve("handed in");
        Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE)
                .write(submissions.resolve("ada/sample.ipynb"));
        Sample.notebook("int none;", Sample.RIGHT_MEAN_DISTANCE)
                .write(submissions.resolve("bob's/sample.ipynb"));
        Path results = folder.resolve("results");
        ProcessBuilder script =
                new ProcessBuilder(
                        "cluster/parallel.sh",
                        Sample.FILE.toString(),
                        submissions.toString(),
                        results.toString(),
                        "-j",
                        "2");
        script.environment().put("LAB", lab.toString());
        Path log = folder.resolve("log");
        int status =
                script.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        String output = Files.readString(log);
        assertEquals(0, status, output);
        assertEquals(16, Result.read(results.resolve("results/ada/sample.json")).score(), output);
        assertEquals(8, Result.read(results.resolve("results/bob's/sample.json")).score(), output);
        assertTrue(output.contains("results kept from before: 2"), output);
        assertTrue(Files.exists(results.resolve("notebooks/bob's/sample.ipynb")), output);
        assertTrue(Files.exists(results.resolve("summary.html")), output);
    }
}
