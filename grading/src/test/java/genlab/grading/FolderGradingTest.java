package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderGradingTest {

    @Test
    void gradesAllGoesOnAndSumsUp(@TempDir Path folder) throws Exception {
        Path submissions = Files.createDirectories(folder.resolve("submitted"));
        Path results = folder.resolve("results");
        Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE)
                .write(submissions.resolve("ada/sample.ipynb"));
        Sample.notebook("System.exit(0);", Sample.RIGHT_MEAN_DISTANCE)
                .write(submissions.resolve("bob/sample.ipynb"));
        Files.createDirectories(submissions.resolve("eve"));
        Files.writeString(submissions.resolve("eve/sample.ipynb"), "<script>alert(1)</script>");
        Files.createDirectories(submissions.resolve("ada/.ipynb_checkpoints"));
        Files.writeString(submissions.resolve("ada/.ipynb_checkpoints/sample.ipynb"), "{}");

        TreeMap<String, Result> first = grade(submissions, results);
        assertEquals(
                Map.of("ada/sample.ipynb", 16.0, "bob/sample.ipynb", 8.0, "eve/sample.ipynb", 0.0),
                scores(first));

        // A result that is there is kept, one that was cut off or is of another text is not.
        Path ada = results.resolve("results/ada/sample.json");
        FileTime before = FileTime.fromMillis(0);
        Files.setLastModifiedTime(ada, before);
        Path bob = results.resolve("results/bob/sample.json");
        Files.writeString(bob, Files.readString(bob).substring(0, 200));
        Sample.notebook(Sample.RIGHT_SQUARE, "int nothing;")
                .write(submissions.resolve("eve/sample.ipynb"));
        TreeMap<String, Result> second = grade(submissions, results);
        assertEquals(
                Map.of("ada/sample.ipynb", 16.0, "bob/sample.ipynb", 8.0, "eve/sample.ipynb", 8.0),
                scores(second));
        assertEquals(before, Files.getLastModifiedTime(ada));
        assertEquals(first.get("bob/sample.ipynb"), Result.read(bob));
        assertTrue(Files.exists(results.resolve("notebooks/ada/sample.ipynb")));

        Summary summary = Summary.of(second);
        summary.write(results);
        assertEquals(3, summary.table().rowCount());
        assertTrue(
                summary.line().startsWith("3 submissions: mean 10.7, median 8.0"), summary.line());
        String csv = Files.readString(results.resolve("summary.csv"));
        assertTrue(csv.startsWith("submission,score,maximum"), csv);
        assertTrue(csv.contains("ada/sample.ipynb,16.0"), csv);
        String page = Files.readString(results.resolve("summary.html"));
        assertTrue(page.contains("square-test"), page);
        assertFalse(page.contains("<script"), page);
    }

    private static TreeMap<String, Result> grade(Path submissions, Path results) throws Exception {
        return new FolderGrading(Sample.grader(), submissions, results, OptionalLong.empty())
                .run(2);
    }

    private static Map<String, Double> scores(TreeMap<String, Result> results) {
        Map<String, Double> scores = new TreeMap<>();
        results.forEach((name, result) -> scores.put(name, result.score()));
        return scores;
    }
}
