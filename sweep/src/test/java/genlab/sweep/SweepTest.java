package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SweepTest {
    private static final String[] SMALL = {
        "--losses",
        "non-saturating,hinge",
        "--data",
        "ring,moons",
        "--seeds",
        "1-2",
        "--steps",
        "500"
    };
    private static final int RUNS = 8;

    @TempDir private static Path undisturbed;
    private static String saidUndisturbed;

    @TempDir private Path folder;

    @BeforeAll
    static void sweep() throws IOException, InterruptedException {
        try (SweepProcess sweep = SweepProcess.start(undisturbed, with("--workers", "2"))) {
            assertEquals(0, sweep.status(), sweep.said());
            saidUndisturbed = sweep.said();
        }
        assertEquals(RUNS, SweepProcess.withoutSeconds(undisturbed).size());
    }

    private static String[] with(String... more) {
        String[] all = Arrays.copyOf(SMALL, SMALL.length + more.length);
        System.arraycopy(more, 0, all, SMALL.length, more.length);
        return all;
    }

    private int rowsSoFar() {
        return SweepProcess.withoutSeconds(folder).size();
    }

    @Test
    void tellsWhatIsDoneAndMakesThePage() throws IOException {
        assertTrue(
                saidUndisturbed.contains("0 of 8 runs are in sweep.csv; 8 to go, on 2 processes"));
        assertTrue(saidUndisturbed.contains("8 of 8 runs are in sweep.csv. The page: sweep.html"));
        String page = Files.readString(undisturbed.resolve("sweep.html"));
        for (String part :
                List.of("ring", "moons", "hinge", "Paired differences", "genlab-chart")) {
            assertTrue(page.contains(part), part);
        }
        assertFalse(page.contains("NaN ±") || page.contains(">NaN"), "moons have no modes to show");
    }

    @Test
    void aSweepThatWasKilledOrStoppedOrLostAWorkerGoesOnToTheSameRows()
            throws IOException, InterruptedException {
        killedItKeepsItsRowsAndItsWorkersEnd();
        int killed = rowsSoFar();
        assertTrue(killed >= 2 && killed < RUNS, killed + " rows");
        // As if it had been killed in the middle of a row.
        Files.writeString(folder.resolve("sweep.csv"), SweepProcess.rows(folder) + "hinge,moo");
        stoppedItTellsWhatIsThere(killed);
        aKilledWorkerCostsOnlyItsRunWhichIsTriedAgain(rowsSoFar());
        assertEquals(SweepProcess.withoutSeconds(undisturbed), SweepProcess.withoutSeconds(folder));
    }

    private void killedItKeepsItsRowsAndItsWorkersEnd() throws IOException, InterruptedException {
        try (SweepProcess sweep = SweepProcess.start(folder, with("--workers", "2"))) {
            sweep.await(() -> rowsSoFar() >= 2, "two rows");
            List<ProcessHandle> workers = sweep.workers();
            assertEquals(2, workers.size());
            sweep.kill();
            sweep.status();
            for (ProcessHandle worker : workers) {
                worker.onExit().join();
            }
        }
    }

    private void stoppedItTellsWhatIsThere(int before) throws IOException, InterruptedException {
        try (SweepProcess sweep = SweepProcess.start(folder, with("--workers", "1"))) {
            awaitARowMoreThan(before, sweep);
            sweep.interrupt();
            assertTrue(sweep.status() != 0);
            assertTrue(sweep.said().contains("the last line was cut off"), sweep.said());
            String stopped = "Stopped: " + rowsSoFar() + " of 8 runs are in sweep.csv; the same";
            assertTrue(sweep.said().contains(stopped), sweep.said());
            assertFalse(sweep.said().contains("tried once more"), sweep.said());
        }
    }

    private void aKilledWorkerCostsOnlyItsRunWhichIsTriedAgain(int before)
            throws IOException, InterruptedException {
        try (SweepProcess sweep = SweepProcess.start(folder, with("--workers", "1"))) {
            awaitARowMoreThan(before, sweep);
            sweep.workers().get(0).destroyForcibly();
            assertEquals(0, sweep.status(), sweep.said());
            assertTrue(sweep.said().contains("tried once more"), sweep.said());
        }
    }

    /** It goes on with what is missing, and has done some of that. */
    private void awaitARowMoreThan(int before, SweepProcess sweep) throws InterruptedException {
        String going = before + " of 8 runs are in sweep.csv; " + (RUNS - before) + " to go";
        sweep.await(() -> sweep.said().contains(going) && rowsSoFar() > before, going);
    }

    @Test
    void aRunWhoseWorkerBreaksDownTwiceIsReported() throws IOException, InterruptedException {
        String[] long1 = {
            "--losses", "hinge", "--data", "ring", "--seeds", "1", "--steps", "1000000"
        };
        try (SweepProcess sweep = SweepProcess.start(folder, long1)) {
            for (String seen : List.of("to go", "tried once more")) {
                sweep.await(() -> sweep.said().contains(seen) && trains(sweep.workers()), seen);
                sweep.workers().get(0).destroyForcibly();
            }
            assertEquals(1, sweep.status(), sweep.said());
            assertTrue(sweep.said().contains("every run must have its row, but 1 failed"));
            assertTrue(sweep.said().contains("hinge on ring, seed 1: its worker broke down twice"));
        }
        assertEquals(0, rowsSoFar());
    }

    /** Whether there is a worker that has left its start behind. */
    private static boolean trains(List<ProcessHandle> workers) {
        return workers.stream()
                .flatMap(worker -> worker.info().totalCpuDuration().stream())
                .anyMatch(time -> time.compareTo(Duration.ofMillis(1500)) > 0);
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() throws IOException {
        wrong(2, "loss must be one of", "--losses", "hing");
        wrong(2, "data must be one of ring, grid, moons, spiral, but was 'rung'", "--data", "rung");
        wrong(2, "such as 1-5 or 1,3,7-9, but was '5-1'", "--seeds", "5-1");
        wrong(2, "--steps must be at least 1, but was 0", "--steps", "0");
        wrong(2, "'many' is not an int", "--steps", "many");
        wrong(2, "--workers must be at least 1, but was 0", "--workers", "0");
        wrong(2, "--baseline must be one of the losses", "--baseline", "none");
        wrong(2, "--conf must come with --master", "--conf", "a=b");
        wrong(2, "'--sedes'", "--sedes", "3");
        Path nowhere = folder.resolve("nowhere").resolve("sweep.csv");
        wrong(1, "must be readable and writable, but is not", "-o", nowhere.toString());
        Path foreign = Files.writeString(folder.resolve("grades.csv"), "name,score\nA,3\n");
        wrong(1, "must be the file of a sweep", "-o", foreign.toString());
        String output = folder.resolve("new.csv").toString();
        wrong(1, "Spark must be on the class path", "--master", "-o", output);
    }

    private static void wrong(int status, String part, String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        int ended;
        try {
            ended = Sweep.run(arguments);
        } finally {
            System.setErr(before);
        }
        String said = errors.toString(StandardCharsets.UTF_8);
        assertEquals(status, ended, said);
        assertTrue(said.contains(part), said);
        assertEquals(1, said.lines().count(), said);
    }
}
