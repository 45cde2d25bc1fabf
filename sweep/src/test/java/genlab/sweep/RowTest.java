package genlab.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.experiment.GanRecipe;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Run RUN = new Run(GanRecipe.HINGE, DataSet.RING, 3, 500);

    @Test
    void lineAndRowAreTheSame() {
        Row row = new Row(RUN, Row.Status.OK, 8, 0.987, 0.1 + 0.2, -1e-7, 0.5, 1.25, "");
        assertEquals(
                "hinge,ring,3,500,ok,8,0.987,0.30000000000000004,-1.0E-7,0.5,1.25,", row.line());
        assertEquals(row, Row.parse(row.line()));
    }

    @Test
    void aReasonMayHoldAnything() {
        String reason = "loss is \"NaN\", at step 3;\n'lower' it, # ,,";
        Row row = Row.diverged(RUN, 2, reason);
        assertEquals(1, row.line().lines().count());
        assertEquals(reason.replace("\n", " "), Row.parse(row.line()).reason());
        assertEquals(row.line(), Row.parse(row.line()).line());
    }

    @Test
    void aRunIsItsLine() {
        assertEquals(RUN, Run.parse(RUN.line()));
    }

    @Test
    void wrongFieldsAreNamed() {
        wrong("has 3", "hinge,ring,3");
        wrong(
                "status must be one of ok, diverged, but was 'fine'",
                "hinge,ring,3,500,fine,8,1,1,1,1,1,");
        wrong("data must be one of", "hinge,rung,3,500,ok,8,1,1,1,1,1,");
        wrong("\"x\"", "hinge,ring,x,500,ok,8,1,1,1,1,1,");
    }

    private static void wrong(String part, String line) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Row.parse(line)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
