package genlab.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private long nanos;

    private String written() {
        return written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void shortTasksShowNothing() {
        try (Progress progress = new ConsoleProgress("training", 10, out, () -> nanos)) {
            nanos = 1_000_000_000L;
            progress.update(10);
        }
        assertEquals("", written());
    }

    @Test
    void longTasksShowOneLineWithTheRemainingTime() {
        try (Progress progress = new ConsoleProgress("training", 10, out, () -> nanos)) {
            nanos = 3_000_000_000L;
            progress.update(3, "loss 0.69");
            progress.update(4);
            nanos = 10_000_000_000L;
            progress.update(10);
        }
        assertEquals(
                "\rtraining: 3 of 10 (30%), 7 s to go; loss 0.69"
                        + "\rtraining: 10 of 10 (100%), took 10.0 s       "
                        + "\rtraining: 10 of 10 (100%), took 10.0 s\n",
                written());
    }

    @Test
    void aThreadThatWasOvertakenDoesNotMoveItBack() {
        try (Progress progress = new ConsoleProgress("t", 4, out, () -> nanos)) {
            nanos = 2_000_000_000L;
            progress.update(4);
            nanos = 3_000_000_000L;
            progress.update(3);
        }
        assertEquals("\rt: 4 of 4 (100%), took 2.0 s\rt: 4 of 4 (100%), took 3.0 s\n", written());
    }

    @Test
    void printedLinesStay() {
        try (Progress progress = new ConsoleProgress("t", 2, out, () -> nanos)) {
            progress.print("first");
            nanos = 2_000_000_000L;
            progress.update(1);
            progress.print("second");
        }
        String shown = "t: 1 of 2 (50%), 2 s to go";
        String wipe = "\r" + " ".repeat(shown.length()) + "\r";
        assertEquals(
                "first\n\r" + shown + wipe + "second\n\r" + shown + "\r" + shown + "\n", written());
    }
}
