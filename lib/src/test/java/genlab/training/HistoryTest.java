package genlab.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void isATable() {
        History history = new History("run", "epoch", "loss", "mean");
        assertThrows(IllegalStateException.class, () -> history.last("loss"));
        history.add(1, 0.7, 2);
        history.add(2, 0.6, 3);

        assertEquals(List.of("epoch", "loss", "mean"), history.table().columnNames());
        assertEquals(2, history.table().rowCount());
        assertEquals(2, history.table().intColumn("epoch").get(1));
        assertEquals(0.6, history.last("loss"));
        assertThrows(IllegalArgumentException.class, () -> history.last("los"));
    }

    @Test
    void rejectsIncompleteRows() {
        History history = new History("run", "epoch", "loss", "mean");
        var error = assertThrows(IllegalArgumentException.class, () -> history.add(1, 0.5));
        assertEquals(
                "a row must have 2 values, but was given 1; the columns are [epoch, loss, mean]",
                error.getMessage());
        assertEquals(0, history.table().rowCount());
    }

    @Test
    void stopsWhereANumberIsNotFinite() {
        DivergedException.check("loss", 0.5, "epoch 1", "");
        var error =
                assertThrows(
                        DivergedException.class,
                        () ->
                                DivergedException.check(
                                        "discriminator loss",
                                        Double.NaN,
                                        "epoch 412",
                                        "lower learningRate (now 0.1)"));
        assertEquals(
                "discriminator loss is NaN at epoch 412; lower learningRate (now 0.1)",
                error.getMessage());
    }
}
