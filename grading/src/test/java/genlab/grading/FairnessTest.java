package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right solutions in notebooks that are not as they were given out, and what is told of others. */
@org.junit.jupiter.api.Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class FairnessTest {
    private static final String SQUARE_IN_PARTS =
            """
            double[] square(double[] x) {
                double[] y = new double[x.length];
                for (int i = 0; i < y.length; i++) y[i] = times(x[i], x[i]);
                return y;
            }
            """;
    private static final String WAIT = "java.util.concurrent.locks.LockSupport.park();";
    private static final String HELPER = "double times(double a, double b) { return a * b; }\n";

    private static void assertFull(Result result) {
        assertEquals(16, result.score(), result.report());
    }

    @Test
    void aLongSolutionIsASolution() throws Exception {
        String comment = "// and so on, and so on\n".repeat(2_000);
        assertFull(
                Sample.grade(
                        Sample.notebook(
                                comment + Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE)));
    }

    @Test
    void methodsInsideAClassAreNotTheTasksMethods() throws Exception {
        String old = "class Old { static double[] square(double[] x) { return null; } }\n";
        assertFull(
                Sample.grade(
                        Sample.notebook(Sample.RIGHT_SQUARE + old, Sample.RIGHT_MEAN_DISTANCE)));
        String inside =
                "class Mine { "
                        + Sample.RIGHT_SQUARE.replace("double[] sq", "static double[] sq")
                        + "}";
        Result hidden = Sample.grade(Sample.notebook(inside, Sample.RIGHT_MEAN_DISTANCE));
        assertEquals(0, Sample.task(hidden, "square-test").score(), hidden.report());
    }

    @Test
    void whatALaterCellDeclaresAgainLeavesEarlierTasksAlone() throws Exception {
        String later = "double times(double a, double b) { return a + b; }\n";
        assertFull(
                Sample.grade(
                        Sample.notebook(
                                HELPER + SQUARE_IN_PARTS, later + Sample.RIGHT_MEAN_DISTANCE)));
    }

    @Test
    void aChangedArgumentCostsSomethingAndIsTold() throws Exception {
        String overwriting =
                """
                double[] square(double[] x) {
                    for (int i = 0; i < x.length; i++) x[i] *= x[i];
                    return x;
                }
                """;
        Result result = Sample.grade(Sample.notebook(overwriting, Sample.RIGHT_MEAN_DISTANCE));
        Result.Task task = Sample.task(result, "square-test");
        assertTrue(task.score() > 0 && task.score() < 8, result.report());
        assertTrue(task.report(true).contains("argument 1 of square was changed"), result.report());
    }

    @Test
    void afterACallWithoutAnAnswerOtherInputsAreTriedAndTheRestIsCalledNotTried() throws Exception {
        String endless = "while (x.length > 1) " + WAIT + "\n";
        Result result =
                Sample.grade(
                        Sample.notebook(
                                Sample.RIGHT_SQUARE.replace("double[] y", endless + "double[] y"),
                                Sample.RIGHT_MEAN_DISTANCE));
        assertEquals(2, Sample.task(result, "square-test").score(), result.report());
        assertEquals(8, Sample.task(result, "mean-distance-test").score(), result.report());
    }

    @Test
    void aFunctionThatNeverAnswersIsNotTriedForEver() throws Exception {
        Limits hurried = Limits.DEFAULT.withTimes(Duration.ofSeconds(60), Duration.ofSeconds(1));
        try (StudentAnswers answers =
                new StudentAnswers(Images.isolated(), hurried, text -> text)) {
            Assignment.Step loop =
                    new Assignment.Step(
                            "a",
                            "int f(int x) { while (true) " + WAIT + " }",
                            Assignment.Kind.SOLUTION);
            answers.follow(List.of(loop), List.of("a"));
            for (String told : List.of("no answer", "no answer", "no answer", "was not tried")) {
                AssertionError e = assertThrows(AssertionError.class, () -> answers.call("f", 1));
                assertTrue(e.getMessage().contains(told), e.getMessage());
            }
        }
    }

    @Test
    void theStartOfASandboxIsNotTheSubmissionsTime() throws Exception {
        Limits usual = Limits.DEFAULT;
        Limits limits =
                new Limits(
                        usual.start(),
                        usual.cell(),
                        usual.call(),
                        Duration.ofSeconds(8),
                        usual.heapMegabytes(),
                        usual.memoryMegabytes(),
                        usual.diskMegabytes(),
                        usual.threads(),
                        usual.outputBytes());
        Assignment.Step slow =
                new Assignment.Step("a", "Thread.sleep(9_000);", Assignment.Kind.OWN);
        Assignment.Step own =
                new Assignment.Step("b", "int f(int x) { return x; }", Assignment.Kind.SOLUTION);
        try (StudentAnswers answers = new StudentAnswers(Images.isolated(), limits, text -> text)) {
            answers.follow(List.of(slow, own), List.of("b"));
            assertEquals(1.0, answers.call("f", 1).value());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HELPER, "import static java.lang.Math.multiplyHigh;\n" + HELPER})
    void cellsOfAStudentsOwnAreTakenAlong(String own) throws Exception {
        Notebook notebook = Sample.notebook(SQUARE_IN_PARTS, Sample.RIGHT_MEAN_DISTANCE);
        Notebook added = Kit.insert(notebook, 3, own + "while (true) { }\n");
        assertFull(Sample.grade(added));
    }

    @Test
    void whatIsAddedToTheSetUpCellIsTakenAlong() throws Exception {
        Notebook notebook = Sample.notebook(SQUARE_IN_PARTS, Sample.RIGHT_MEAN_DISTANCE);
        Notebook.Cell setup = Sample.cell(notebook, "setup");
        setup.setSource(setup.source() + "\nimport java.util.function.*;\n" + HELPER);
        assertFull(Sample.grade(notebook));
    }

    @Test
    void whereAVariableIsSetIsNamed() throws Exception {
        Notebook notebook =
                Sample.notebook(
                        Sample.RIGHT_SQUARE.replace("x[i] * x[i]", "FACTOR * x[i] * x[i]"),
                        Sample.RIGHT_MEAN_DISTANCE);
        Result result = Sample.grade(Kit.insert(notebook, 3, "int FACTOR = 1;"));
        assertTrue(
                result.report().contains("FACTOR is set in a cell of your own"), result.report());
    }

    @Test
    void aSplitCellCountsAsAWhole() throws Exception {
        Notebook notebook = Sample.notebook(HELPER, Sample.RIGHT_MEAN_DISTANCE);
        JsonObject half = Sample.cell(notebook, "square").json().deepCopy();
        half.addProperty("source", SQUARE_IN_PARTS);
        Kit.insert(notebook, 4, half);
        assertFull(Sample.grade(notebook.copy()));
    }

    @Test
    void aSolutionPastedIntoAnotherCellIsFoundByItsMethod() throws Exception {
        Notebook notebook = Sample.notebook("", Sample.RIGHT_MEAN_DISTANCE);
        Notebook stub = Sample.assignment().studentVersion();
        Sample.cell(notebook, "square").setSource(Sample.cell(stub, "square").source());
        Result result = Sample.grade(Kit.insert(notebook, 3, Sample.RIGHT_SQUARE));
        assertFull(result);
        assertTrue(result.report().contains("taken from a cell of your own"), result.report());
    }

    @Test
    void aTouchedCellBeatsACopiedStub() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        Notebook stub = Sample.assignment().studentVersion();
        Kit.insert(notebook, 5, Sample.cell(stub, "square").json().deepCopy());
        assertFull(Sample.grade(notebook.copy()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void square(double[] x) { }",
                "record SelfCheck(int a) {}\nrecord Matrix(int a) {}\nint none;"
            })
    void aMistakeThatBreaksOtherCellsCostsItsOwnTaskOnly(String square) throws Exception {
        String distance = Sample.cell(Notebook.read(Sample.FILE), "mean-distance").source();
        Result result = Sample.grade(Sample.notebook(square, distance));
        assertEquals(8, Sample.task(result, "mean-distance-test").score(), result.report());
    }

    @Test
    void anArgumentThatAnotherTasksMethodChangesCostsThatTaskOnly() throws Exception {
        String overwriting =
                "double[] square(double[] x) {"
                        + " for (int i = 0; i < x.length; i++) x[i] *= x[i]; return x; }";
        String distance = Sample.cell(Notebook.read(Sample.FILE), "mean-distance").source();
        Result result =
                Sample.grade(
                        Sample.notebook(
                                overwriting,
                                distance.replace("return sum", "square(centre); return sum")));
        assertTrue(Sample.task(result, "square-test").score() < 8, result.report());
        assertEquals(8, Sample.task(result, "mean-distance-test").score(), result.report());
    }

    @Test
    void whatATaskLeavesBehindCostsNoOther() throws Exception {
        String leaves = "byte[][] kept = new byte[1][];\n";
        String left = "if (kept[0] == null) kept[0] = new byte[300_000_000];\n";
        assertFull(
                Sample.grade(
                        Sample.notebook(
                                leaves
                                        + Sample.RIGHT_SQUARE.replace(
                                                "double[] y", left + "double[] y"),
                                Sample.RIGHT_MEAN_DISTANCE.replace(
                                        "double sum",
                                        "byte[] room = new byte[300_000_000];\ndouble sum"))));
    }

    @Test
    void aCellMayBeTimed() throws Exception {
        assertFull(
                Sample.grade(
                        Sample.notebook(
                                "%%time\n" + Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE)));
    }

    @Test
    void aLineThatFailsLeavesTheMethodsBehindIt() throws Exception {
        Result result =
                Sample.grade(
                        Sample.notebook(
                                "display(1);\n" + Sample.RIGHT_SQUARE,
                                "int none = 1 / 0;\n" + Sample.RIGHT_MEAN_DISTANCE));
        assertFull(result);
        assertTrue(result.report().contains("line 1: "), result.report());
    }

    @Test
    void printsOfTwoTasksDoNotAddUp() throws Exception {
        String noise = "for (int n = 0; n < 100; n++) System.out.println(\"x\".repeat(50_000));\n";
        assertFull(
                Sample.grade(
                        Sample.notebook(
                                Sample.RIGHT_SQUARE.replace("double[] y", noise + "double[] y"),
                                Sample.RIGHT_MEAN_DISTANCE.replace(
                                        "double sum", noise + "double sum"))));
    }

    @Test
    void messagesNameWhatHelps() throws Exception {
        Result undefined =
                Sample.grade(
                        Sample.notebook(
                                SQUARE_IN_PARTS,
                                "double meanDistance(Matrix a, double[] b) { return square(b)[0]; }"));
        assertTrue(undefined.report().contains("not defined: method times"), undefined.report());
        assertFalse(undefined.report().contains("not defined: ;"), undefined.report());

        Result quotes =
                Sample.grade(
                        Sample.notebook(
                                "String s = \u201cone\u201d;\n" + Sample.RIGHT_SQUARE,
                                Sample.RIGHT_MEAN_DISTANCE.replace(
                                        "double sum", "double\u00a0sum")));
        assertTrue(quotes.report().contains("U+201C"), quotes.report());
        assertTrue(quotes.report().contains("no-break space"), quotes.report());
        assertTrue(
                quotes.report().contains("was not tried: cell square has a problem"),
                quotes.report());

        Result wrong =
                Sample.grade(Sample.notebook("double[] square(double[] x) { return x; }", ""));
        String inputs = Sample.task(wrong, "square-test").tests().get(0).message();
        assertFalse(inputs.lines().findFirst().get().contains("..."), inputs);
    }

    @Test
    void lineEndsAreNoEdits() throws Exception {
        Notebook notebook = Sample.notebook(Sample.RIGHT_SQUARE, Sample.RIGHT_MEAN_DISTANCE);
        for (Notebook.Cell cell : notebook.cells()) {
            cell.setSource(cell.source().replace("\n", "\r\n"));
        }
        Result result = Sample.grade(notebook);
        assertFull(result);
        assertEquals(List.of(), result.notes());
    }

    @Test
    void aSandboxThatBeginsAnewKnowsNoCellOfBefore() throws Exception {
        try (Sandbox sandbox = Sample.sandbox()) {
            assertEquals(List.of(), sandbox.cell("double half(double x) { return x / 2; }"));
            assertEquals(2.0, sandbox.call("half", List.of(4.0)).get("value"));
            sandbox.beginAnew();
            assertEquals(
                    "there is no method half", sandbox.call("half", List.of(4.0)).get("error"));
            assertEquals(List.of(), sandbox.cell("double half(double x) { return -x; }"));
            assertEquals(-4.0, sandbox.call("half", List.of(4.0)).get("value"));
        }
    }
}
