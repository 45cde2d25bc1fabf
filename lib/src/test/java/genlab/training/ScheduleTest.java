package genlab.training;

import static genlab.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static void assertSchedule(Schedule schedule, double... steps0Two4Six8) {
        for (int i = 0; i < steps0Two4Six8.length; i++) {
            assertEquals(steps0Two4Six8[i], schedule.at(2L * i), 1e-12, "step " + 2 * i);
        }
    }

    @Test
    void schedulesHaveTheirClosedForms() {
        assertSchedule(Schedule.constant(0.3), 0.3, 0.3, 0.3);
        assertSchedule(Schedule.linear(1, 0, 4), 1, 0.5, 0, 0);
        assertSchedule(Schedule.linear(0, 2, 8), 0, 0.5, 1, 1.5, 2, 2);
        assertSchedule(
                Schedule.cosine(2, 1, 8),
                2,
                1 + (1 + Math.sqrt(0.5)) / 2,
                1.5,
                1.5 - Math.sqrt(0.5) / 2,
                1,
                1);
        assertSchedule(Schedule.cyclical(3, 4), 0, 3, 0, 3, 0);
        assertSchedule(Schedule.warmUp(4, Schedule.linear(1, 0, 4)), 0.2, 0.6, 1, 0.5, 0);
    }

    @Test
    void badNumbersAreNamed() {
        assertRejected("steps must be at least 1", () -> Schedule.linear(0, 1, 0));
        assertRejected("to must be at least 0", () -> Schedule.cosine(0, Double.NaN, 5));
        assertRejected("value must be at least 0", () -> Schedule.constant(-1));
        assertRejected("then must be given", () -> Schedule.warmUp(5, null));
    }
}
