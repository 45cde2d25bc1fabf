package genlab.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class StoppableTest {

    @Test
    void endsTheTaskOfAnInterruptedThread() {
        List<Long> shown = new ArrayList<>();
        Progress progress = new Stoppable("training", display(shown));
        progress.update(1);
        Thread.currentThread().interrupt();
        CancellationException stopped =
                assertThrows(CancellationException.class, () -> progress.update(2));
        assertEquals(
                "training was interrupted after step 2; what is done is kept",
                stopped.getMessage());
        assertFalse(Thread.interrupted(), "who catches it may go on");
        assertEquals(List.of(1L), shown);
    }

    private static Progress display(List<Long> shown) {
        return new Progress() {
            @Override
            public void update(long done, String detail) {
                shown.add(done);
            }

            @Override
            public void print(String line) {}

            @Override
            public void close() {}
        };
    }
}
