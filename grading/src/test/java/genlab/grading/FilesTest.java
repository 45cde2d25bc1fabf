package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read that is no notebook by the book, and what is written for whom. */
@Tag("slow")
class FilesTest {
    @TempDir private Path folder;
    private Notebook right;

    @BeforeEach
    void solve() throws Exception {
        right = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
    }

    @Test
    void whatCanBeReadIsRead() throws Exception {
        String text = right.json().toString();
        String metadata = "\"metadata\":{";
        for (byte[] bytes :
                List.of(
                        text.replace(metadata, metadata + "\"scale\": NaN, ")
                                .replace("NaN, }", "NaN}")
                                .getBytes(StandardCharsets.UTF_8),
                        ("// saved by an editor\n" + text).getBytes(StandardCharsets.UTF_8),
                        ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
                        text.getBytes(StandardCharsets.UTF_16))) {
            Result result = Sample.gradeBytes(bytes);
            assertEquals(16, result.score(), result.report());
        }
    }

    @Test
    void ofALargeNotebookTheOutputsAreLeftOut() throws Exception {
        String figure = "{\"output_type\": \"display_data\", \"data\": {\"image/png\": \"";
        String text =
                right.json()
                        .toString()
                        .replaceFirst(
                                "\"outputs\":\\[]",
                                "\"outputs\":[" + figure + "x".repeat(25_000_000) + "\"}}]");
        Path file = folder.resolve("figures.ipynb");
        Files.writeString(file, text);
        Result result = Sample.grader().grade(file, OptionalLong.empty());
        assertEquals(16, result.score(), result.report());
        Sample.grader().scored(file, result, true).write(folder.resolve("scored.ipynb"));
        assertTrue(Files.size(folder.resolve("scored.ipynb")) < 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                " =1+1",
                "\t@SUM(A1)",
                "\u00a0+1",
                "\u2003-1",
                "\uff1d1+1",
                "\n=1",
                "'=1",
                "-2"
            })
    void noNameBecomesAFormula(String name) {
        String field = new Csv(List.of(name + ",\"x\"")).toString().strip();
        assertTrue(field.matches("(?s)\"'[^\"]*(\"\"[^\"]*)*\""), field);
    }

    @Test
    void namesStayApartInTheSummary() throws Exception {
        Path submissions = Files.createDirectories(folder.resolve("in"));
        for (String name :
                List.of(
                        " =HYPERLINK(1).ipynb",
                        "b.IPYNB",
                        "._c.ipynb",
                        "blank.ipynb",
                        "<b>.ipynb")) {
            right.write(submissions.resolve(name));
        }
        Sample.assignment().studentVersion().write(submissions.resolve("blank.ipynb"));
        Files.writeString(submissions.resolve("broken.ipynb"), "no notebook");
        Path results = folder.resolve("out");
        FolderGrading.Outcome outcome =
                new FolderGrading(Sample.grader(), submissions, results, FolderGrading.Wishes.NONE)
                        .run(Submissions.in(submissions, results, Sample.assignment()).files(), 2);
        assertEquals(List.of(), outcome.failures());
        assertEquals(5, outcome.results().size(), outcome.results().keySet().toString());
        Summary summary = new Summary(outcome.results());
        summary.write(results);
        // Neither the broken one nor the one that nobody touched is in the mean.
        assertTrue(summary.line().startsWith("3 submissions: mean 16.0"), summary.line());
        assertTrue(summary.line().contains("could not be read: 1"), summary.line());
        assertTrue(summary.line().contains("nothing was done: 1"), summary.line());
        String csv = Files.readString(results.resolve("summary.csv"));
        assertTrue(csv.contains("\n' =HYPERLINK(1).ipynb,16,"), csv);
        String page = Files.readString(results.resolve("summary.html"));
        assertTrue(page.contains("href=\"results/blank.json\""), page);
        assertFalse(page.contains("<b>"), page);
        assertTrue(page.contains("nobody has worked on it"), page);
        String scored = Files.readString(results.resolve("notebooks/broken.ipynb"));
        assertTrue(scored.contains("is not a notebook"), scored);
    }

    @Test
    void notesReachTheStudent() throws Exception {
        Sample.cell(right, "setup").setSource("import java.util.List;");
        Path file = folder.resolve("a.ipynb");
        right.write(file);
        Result result = Sample.grader().grade(file, OptionalLong.empty());
        Notebook scored = Sample.grader().scored(file, result, true);
        String told = Sample.cell(scored, "square-test").json().toString();
        assertTrue(told.contains("note: cell setup was edited"), told);
    }

    @Test
    void whatWasExpectedStaysHiddenIfAskedFor() throws Exception {
        Sample.cell(right, "square").setSource("double[] square(double[] x) { return x; }");
        Path file = folder.resolve("a.ipynb");
        right.write(file);
        Result result = Sample.grader().grade(file, OptionalLong.empty());
        String open = Sample.grader().scored(file, result, true).json().toString();
        String closed = Sample.grader().scored(file, result, false).json().toString();
        assertTrue(open.contains("expected: "), open);
        assertFalse(closed.contains("expected: "), closed);
        assertTrue(closed.contains("hint: every element"), closed);
        assertFalse(result.report(false).contains("expected: "));
    }

    @Test
    void oneTaskOrAllAreGradedAgainIfAskedFor() throws Exception {
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.ipynb");
        right.write(file);
        Path results = folder.resolve("out");
        run(file, results, FolderGrading.Wishes.NONE);
        Path json = results.resolve("results/a.json");
        String wrong = Files.readString(json).replace("\"score\": 8.0", "\"score\": 3.0");
        for (String task : new String[] {"square-test", null}) {
            Files.writeString(json, wrong);
            assertEquals(3, score(run(file, results, FolderGrading.Wishes.NONE), "square-test"));
            Result again =
                    run(
                            file,
                            results,
                            new FolderGrading.Wishes(
                                    OptionalLong.empty(), task == null, task, true));
            assertEquals(8, score(again, "square-test"));
            assertEquals(task == null ? 8 : 3, score(again, "mean-distance-test"));
            assertEquals(task == null ? 16 : 11, again.score());
        }
    }

    private static Result run(Path file, Path results, FolderGrading.Wishes wishes)
            throws Exception {
        return new FolderGrading(Sample.grader(), file.getParent(), results, wishes)
                .run(List.of(file), 1)
                .results()
                .get("a.ipynb");
    }

    private static double score(Result result, String task) {
        return Sample.task(result, task).score();
    }

    /** A full disk, or a folder where a file should be: told, and nothing half is left. */
    @Test
    void whatCanNotBeWrittenIsToldAndLeavesNothing() throws Exception {
        Files.createDirectories(folder.resolve("summary.csv/in the way"));
        Summary summary =
                new Summary(new TreeMap<>(java.util.Map.of("a", Sample.gradeBytes(new byte[0]))));
        assertThrows(IOException.class, () -> summary.write(folder));
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of("summary.csv"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /** Of a notebook that needs more memory than there is, nothing is known. */
    @Test
    void aLackOfMemoryIsNoVerdict() throws Exception {
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.ipynb");
        String many = "[" + "0,".repeat(1_900_000) + "0]";
        Files.writeString(
                file, right.json().toString().replaceFirst("\\{", "{\"many\":" + many + ","));
        Process grader =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx40m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FilesTest.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(grader.getInputStream().readAllBytes());
        assertTrue(said.contains("[a.ipynb: the grader's memory was full"), said);
        assertTrue(Files.notExists(folder.resolve("in/out/results/a.json")));
    }

    /** Grades one file in a process of its own. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Grader grader = new Grader(Sample.assignment(), Images.open(), Limits.DEFAULT);
        FolderGrading.Outcome outcome =
                new FolderGrading(
                                grader,
                                file.getParent(),
                                file.resolveSibling("out"),
                                FolderGrading.Wishes.NONE)
                        .run(List.of(file), 1);
        System.out.println(outcome.results().keySet() + " " + outcome.failures());
    }

    /** Ended at any moment of its start, a sandbox leaves no process behind. */
    @Test
    void endingASandboxWhileItStartsLeavesNothing() throws Exception {
        SandboxImage image = Images.isolated();
        List<String> sockets = new ArrayList<>();
        for (int milliseconds = 0; milliseconds < 90; milliseconds += 3) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            assertThrows(
                    SandboxException.class,
                    () ->
                            new Sandbox(
                                            socket -> {
                                                sockets.add(socket.toString());
                                                return image.command(socket, Limits.DEFAULT);
                                            },
                                            Limits.DEFAULT,
                                            end)
                                    .close());
        }
        assertNothingIsLeft(sockets);
    }

    /** So does Ctrl-C, and what ends a run that takes too long: all of its processes hear it. */
    @Test
    void endingARunWhileSandboxesStartLeavesNothing() throws Exception {
        Images.isolated();
        List<String> sockets = new ArrayList<>();
        for (int milliseconds = 0; milliseconds < 60; milliseconds += 15) {
            Process run =
                    new ProcessBuilder(
                                    "setsid",
                                    Path.of(System.getProperty("java.home"), "bin", "java") + "",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Starting.class.getName())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            BufferedReader said = run.inputReader();
            sockets.add(said.readLine());
            Thread.sleep(milliseconds);
            new ProcessBuilder("kill", "-s", "TERM", "--", "-" + run.pid()).start().waitFor();
            said.lines().forEach(sockets::add);
            run.waitFor();
        }
        assertNothingIsLeft(sockets);
    }

    /** Starts sandboxes without end, and tells their sockets. */
    static final class Starting {
        public static void main(String[] arguments) throws Exception {
            SandboxImage image = Images.isolated();
            for (int i = 0; i < 4; i++) {
                new Thread(() -> start(image)).start();
            }
        }

        private static void start(SandboxImage image) {
            while (true) {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
                try {
                    new Sandbox(
                                    socket -> {
                                        System.out.println(socket);
                                        return image.command(socket, Limits.DEFAULT);
                                    },
                                    Limits.DEFAULT,
                                    end)
                            .close();
                } catch (SandboxException | IOException | IllegalStateException e) {
                    // It has no time to start.
                }
            }
        }
    }

    private static void assertNothingIsLeft(List<String> sockets) throws InterruptedException {
        // What is left keeps the path of its socket among its arguments.
        for (int i = 0; i < 6_000 && !left(sockets).isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(List.of(), left(sockets));
    }

    private static List<String> left(List<String> sockets) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .map(arguments -> String.join(" ", arguments))
                .filter(line -> sockets.stream().anyMatch(line::contains))
                .toList();
    }
}
