package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every assignment of the kit stands what {@code ./lab check} asks of it. */
@org.junit.jupiter.api.Tag("slow")
class AssignmentsTest {
    static Stream<Path> assignments() throws Exception {
        return Kit.assignments();
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void nothingFallsShort(Path file) throws Exception {
        Assignment assignment = Assignment.read(file);
        try (Proof proof = new Proof(assignment)) {
            List<String> findings = proof.all();
            if (assignment.name().equals("sample")) {
                findings =
                        findings.stream().filter(finding -> !finding.startsWith("all: ")).toList();
            }
            assertEquals("", String.join("\n", findings));
        }
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theInstructorsVersionGetsAllPointsInTheSandbox(Path file) throws Exception {
        Result result = Kit.of(file).grader().grade(file, OptionalLong.of(1));
        assertEquals(result.maximum(), result.score(), result.report());
        assertEquals(List.of(), result.notes());
        assertTrue(
                result.tasks().stream().allMatch(task -> task.problem() == null), result.report());
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void theStudentVersionGetsNoneAndSaysWhy(Path file, @TempDir Path folder) throws Exception {
        Kit kit = Kit.of(file);
        Path student = folder.resolve("student.ipynb");
        kit.assignment().studentVersion().write(student);
        Result result = kit.grader().grade(student, OptionalLong.empty());
        assertEquals(0, result.score(), result.report());
        assertEquals(0, result.manual(), result.report());
        assertEquals(List.of(), result.notes());
        for (Result.Task task : result.tasks()) {
            for (Result.Test test : task.tests()) {
                assertTrue(test.message().contains("is not implemented yet"), test.message());
            }
        }
    }
}
