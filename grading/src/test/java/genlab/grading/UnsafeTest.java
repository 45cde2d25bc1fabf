package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UnsafeTest {
    @Test
    void withoutASandboxEveryResultSaysSo() throws Exception {
        SandboxImage open = Images.open();
        try (Grader grader = new Grader(Sample.assignment(), open, Sample.LIMITS)) {
            Result result = grader.grade(Sample.FILE, OptionalLong.empty());
            assertEquals("not isolated", result.isolation());
            assertEquals(16, result.score(), result.report());
            assertTrue(result.report().contains("not isolated"), result.report());
        }
    }
}
