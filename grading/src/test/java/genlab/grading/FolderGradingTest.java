package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
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

        SortedMap<String, Result> first = grade(submissions, results);
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
        SortedMap<String, Result> second = grade(submissions, results);
        assertEquals(
                Map.of("ada/sample.ipynb", 16.0, "bob/sample.ipynb", 8.0, "eve/sample.ipynb", 8.0),
                scores(second));
        assertEquals(before, Files.getLastModifiedTime(ada));
        assertEquals(first.get("bob/sample.ipynb"), Result.read(bob));
        assertTrue(Files.exists(results.resolve("notebooks/ada/sample.ipynb")));

        Summary summary = new Summary(second);
        summary.write(results);
        assertTrue(
                summary.line().startsWith("3 submissions: mean 10.7, median 8.0"), summary.line());
        String csv = Files.readString(results.resolve("summary.csv"));
        assertTrue(csv.startsWith("submission,score,maximum"), csv);
        assertTrue(csv.contains("ada/sample.ipynb,16,"), csv);
        String page = Files.readString(results.resolve("summary.html"));
        assertTrue(page.contains("square-test"), page);
        assertFalse(page.contains("<script"), page);
    }

    /** Whatever a student hands in, the others get their results and the run its summary. */
    @Test
    void oneBadSubmissionNeverStopsTheRest(@TempDir Path folder) throws Exception {
        Path submissions = Files.createDirectories(folder.resolve("submitted"));
        Path results = folder.resolve("results");
        Notebook right = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        right.write(submissions.resolve("good.ipynb"));
        Sample.cell(right, "why").setSource("half a surrogate pair: \ud83d");
        right.write(submissions.resolve("half.ipynb"));
        String text = Files.readString(submissions.resolve("half.ipynb"));
        Files.writeString(submissions.resolve("half.ipynb"), text.replace("pair: ?", "\\ud83d"));
        right.write(submissions.resolve("n".repeat(249) + ".ipynb"));
        Path secret = folder.resolve("secret.ipynb");
        Files.copy(Sample.FILE, secret);
        Files.createSymbolicLink(submissions.resolve("stolen.ipynb"), secret);
        Files.createSymbolicLink(submissions.resolve("endless.ipynb"), Path.of("/dev/zero"));
        new ProcessBuilder("mkfifo", submissions.resolve("pipe.ipynb").toString())
                .start()
                .waitFor();
        Files.writeString(
                submissions.resolve("many.ipynb"),
                "{\"nbformat\":4,\"cells\":[],\"x\":[" + "[],".repeat(5_000_000) + "[]]}");
        Files.writeString(submissions.resolve("\u001b[2Jcolour.ipynb"), "{}");

        FolderGrading.Outcome outcome =
                new FolderGrading(Sample.grader(), submissions, results, FolderGrading.Wishes.NONE)
                        .run(Submissions.in(submissions, results, Sample.assignment()).files(), 2);
        assertEquals(List.of(), outcome.failures());
        Map<String, Double> scores = scores(outcome.results());
        assertEquals(16, scores.remove("good.ipynb"));
        assertEquals(16, scores.remove("half.ipynb"));
        assertEquals(16, scores.remove("n".repeat(249) + ".ipynb"));
        assertEquals(5, scores.size(), scores.toString());
        scores.forEach((name, score) -> assertEquals(0, score, name));
        String reasons =
                outcome.results().values().stream().map(Result::reason).toList().toString();
        assertTrue(reasons.contains("pipe.ipynb is a link or not a file at all"), reasons);
        assertTrue(reasons.contains("clear the outputs"), reasons);
        assertFalse(reasons.contains("\u001b"), reasons);

        // What is given back holds nothing that a link pointed to.
        String back = Files.readString(results.resolve("notebooks/stolen.ipynb"));
        assertFalse(back.contains("END HIDDEN TESTS"), back);
        assertTrue(back.contains("not implemented") || back.contains("YOUR CODE HERE"), back);
        new Summary(outcome.results()).write(results);
        String page = Files.readString(results.resolve("summary.html"));
        assertFalse(page.contains("\u001b"), page);
    }

    @Test
    void ofNbgradersFolderOnlyThisAssignmentIsGraded(@TempDir Path folder) throws Exception {
        Path submitted = folder.resolve("submitted");
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        for (String path :
                List.of(
                        "ada/sample/sample.ipynb",
                        "ada/A2/A2.ipynb",
                        "bob/sample/sample.ipynb",
                        "bob/sample/scratch.ipynb",
                        "eve/A2/A2.ipynb",
                        "zoe/sample/renamed.ipynb")) {
            notebook.write(submitted.resolve(path));
        }
        Files.writeString(submitted.resolve("ada/sample/timestamp.txt"), "2026-11-25 12:00:00 UTC");
        Submissions found = Submissions.in(submitted, folder, Sample.assignment());
        assertEquals(
                List.of(
                        "ada/sample/sample.ipynb",
                        "bob/sample/sample.ipynb",
                        "zoe/sample/renamed.ipynb"),
                found.files().stream().map(file -> submitted.relativize(file).toString()).toList());
        assertEquals(
                List.of(
                        "without a submission of sample: [eve]",
                        "notebooks that are not this assignment's, left out: 3"),
                found.notes());
    }

    @Test
    void whatIsHandedInInPlaceOfANotebookIsTold(@TempDir Path folder) throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        notebook.write(folder.resolve("ada.ipynb"));
        notebook.write(folder.resolve("bob/A1.ipynb"));
        Files.createDirectory(folder.resolve("eve"));
        for (String file : List.of("zoe.ipynb.txt", "photo.png", "bob/notes.txt", "eve/A1.java")) {
            Files.writeString(folder.resolve(file), "x");
        }
        assertEquals(
                List.of(
                        "not graded, since they are no notebooks (.ipynb): [eve/A1.java,"
                                + " zoe.ipynb.txt]"),
                Submissions.in(folder, folder.resolve("results"), Sample.assignment()).notes());
    }

    @Test
    void anAssignmentIsCalledByTheBeginningOfItsName() throws Exception {
        Assignment sample = Sample.assignment();
        assertTrue(sample.isCalled("sample"));
        assertFalse(sample.isCalled("sam"));
        assertFalse(sample.isCalled("sample-1"));
    }

    private static SortedMap<String, Result> grade(Path submissions, Path results)
            throws Exception {
        return new FolderGrading(Sample.grader(), submissions, results, FolderGrading.Wishes.NONE)
                .run(Submissions.in(submissions, results, Sample.assignment()).files(), 2)
                .results();
    }

    private static Map<String, Double> scores(SortedMap<String, Result> results) {
        Map<String, Double> scores = new TreeMap<>();
        results.forEach((name, result) -> scores.put(name, result.score()));
        return scores;
    }
}
