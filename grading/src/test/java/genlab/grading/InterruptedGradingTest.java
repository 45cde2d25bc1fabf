package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A grader that is ended by kill -9, twice, loses and doubles nothing. {@code
 * -Dgenlab.submissions=300 -Dgenlab.assignment=A1-autoencoder-and-vae} tries it with the load of a
 * course.
 */
@org.junit.jupiter.api.Tag("slow")
class InterruptedGradingTest {
    private static final int SUBMISSIONS = Integer.getInteger("genlab.submissions", 6);
    private static final String ASSIGNMENT = System.getProperty("genlab.assignment");

    @TempDir private Path folder;

    private static Kit kit() throws Exception {
        return Kit.of(ASSIGNMENT == null ? Sample.FILE : Kit.FOLDER.resolve(ASSIGNMENT + ".ipynb"));
    }

    private Process start() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // as ./lab grade has it
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        if (ASSIGNMENT != null) {
            command.add("-Dgenlab.assignment=" + ASSIGNMENT);
        }
        command.addAll(List.of(InterruptedGradingTest.class.getName(), folder.toString()));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** Grades what is in a folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        FolderGrading.Outcome outcome =
                new FolderGrading(
                                kit().grader(),
                                folder.resolve("in"),
                                folder.resolve("out"),
                                FolderGrading.Wishes.NONE)
                        .run(files(folder.resolve("in")), 2);
        System.exit(outcome.failures().isEmpty() ? 0 : 1);
    }

    private static List<Path> files(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private Map<Path, String> results() throws Exception {
        Map<Path, String> texts = new TreeMap<>();
        for (Path file : files(folder.resolve("out/results"))) {
            texts.put(file, Files.readString(file));
        }
        return texts;
    }

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        Kit kit = kit();
        List<Mistake> mistakes = Mistake.of(kit.assignment());
        for (int i = 0; i < SUBMISSIONS; i++) {
            Notebook notebook = kit.solved();
            Mistake mistake = mistakes.get(i % mistakes.size());
            Notebook.Cell cell = Sample.cell(notebook, mistake.cell());
            cell.setSource(mistake.in(cell.source()) + "\n// student " + i);
            notebook.write(folder.resolve("in").resolve("s" + i + ".ipynb"));
        }
        List<Map<Path, String>> before = new ArrayList<>();
        for (int part = 1; part <= 2; part++) {
            Process grader = start();
            while (grader.isAlive()
                    && files(folder.resolve("out/results")).size() < part * SUBMISSIONS / 3) {
                Thread.sleep(50);
            }
            grader.destroyForcibly().waitFor();
            before.add(results());
        }
        assertTrue(before.get(1).size() < SUBMISSIONS, "the grader was done before it was ended");
        assertEquals(0, start().waitFor());
        Map<Path, String> all = results();
        assertEquals(SUBMISSIONS, all.size());
        before.forEach(
                earlier -> earlier.forEach((file, text) -> assertEquals(text, all.get(file))));
        for (int i = 0; i < SUBMISSIONS; i += 4 + SUBMISSIONS / 10) {
            Path file = folder.resolve("in").resolve("s" + i + ".ipynb");
            assertEquals(
                    kit.grader().grade(file, OptionalLong.empty()).toJson(),
                    all.get(folder.resolve("out/results").resolve("s" + i + ".json")));
        }
    }
}
