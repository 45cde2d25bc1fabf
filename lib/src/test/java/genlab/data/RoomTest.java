package genlab.data;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Matrix;
import genlab.sampling.Randoms;
import org.junit.jupiter.api.Test;

class RoomTest {
    private final Room room = Room.of(".#G", ".#.", "...");

    @Test
    void wallsAndBordersStopAStep() {
        assertEquals(0, room.move(0, 0)); // wall to the right
        assertEquals(0, room.move(0, 1));
        assertEquals(0, room.move(0, 3));
        assertEquals(3, room.move(0, 2));
        assertEquals(7, room.move(6, 0));
        assertEquals(6, room.move(7, 1));
        assertEquals(2, room.move(5, 3));
        assertEquals(7, room.move(7, 3)); // wall above
        assertEquals(8, room.move(8, 0));
    }

    @Test
    void stepsGoRoundTheWall() {
        int[] steps = {6, 5, 1, 4, 3, 2};
        assertArrayEquals(new int[] {0, 3, 5, 6, 7, 8}, room.starts());
        for (int i = 0; i < steps.length; i++) {
            assertEquals(steps[i], room.steps(room.starts()[i]));
        }
        assertEquals(0, room.steps(room.goal()));
    }

    @Test
    void theMapShowsWhatIsDoneInEachCell() {
        assertEquals("↓ # G\n↓ # ↑\n→ → ↑", room.map(room::bestAction));
        assertEquals("← # G\n← # ←\n← ← ←", room.map(cell -> 1));
    }

    @Test
    void theSpotIsWhereTheAgentIs() {
        Matrix night = room.picture(5, true, 0, Randoms.seeded(1));
        Matrix day = room.picture(5, false, 0, Randoms.seeded(1));
        int brightest = 0;
        int darkest = 0;
        for (int pixel = 0; pixel < 36; pixel++) {
            brightest = night.get(0, pixel) > night.get(0, brightest) ? pixel : brightest;
            darkest = day.get(0, pixel) < day.get(0, darkest) ? pixel : darkest;
        }
        // cell 5 is the right one of the middle row: rows 2 and 3, columns 4 and 5 of six
        for (int pixel : new int[] {brightest, darkest}) {
            assertEquals(1, pixel / 6 / 2);
            assertEquals(2, pixel % 6 / 2);
        }
    }

    @Test
    void cloudsAreElsewhereInEachPicture() {
        assertEquals("[20, 36]", room.pictures(20, 0.4, Randoms.seeded(1)).shape());
        double clear = spread(0);
        double cloudy = spread(0.4);
        assertTrue(cloudy > 3 * clear, clear + " and " + cloudy);
    }

    /** How much the pixel varies that is farthest from the agent. */
    private double spread(double clouds) {
        Matrix pixels = Matrix.zeros(200, 1);
        var random = Randoms.seeded(1);
        for (int i = 0; i < 200; i++) {
            pixels.set(i, 0, room.picture(6, false, clouds, random).get(0, 5));
        }
        return pixels.standardDeviation();
    }

    @Test
    void aRoomWithoutAWayIsRejected() {
        assertRejected("every free cell", () -> Room.of(".#G", ".#.", "##."));
        assertRejected("rows must have one G", () -> Room.of("GG", ".."));
        assertRejected("a row must be 2 of the letters", () -> Room.of("G..", "..."));
        assertRejected("rows must have a free cell", () -> Room.of("G#", "##"));
        assertRejected("cell must be free, but 1 is a wall", () -> room.steps(1));
    }
}
