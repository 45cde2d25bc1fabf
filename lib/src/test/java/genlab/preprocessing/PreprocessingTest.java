package genlab.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import genlab.Golden;
import genlab.nn.GradientCheck;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingTest {
    private static final Map<String, Preprocessing> NAMES =
            Map.of(
                    "raw", Preprocessing.RAW,
                    "data_and_variances", Preprocessing.DATA_AND_VARIANCES,
                    "data_and_diffs", Preprocessing.DATA_AND_DIFFS,
                    "four_moments", Preprocessing.FOUR_MOMENTS);

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(
                Golden.read("preprocess.json").get("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheReference(JsonNode figures) {
        Preprocessing preprocessing = NAMES.get(figures.get("preprocess").asText());
        Matrix upstream = Golden.matrix(figures.get("upstream"));
        Matrix gradient = Golden.column(figures.get("grad_x"));
        String kind = figures.get("kind").asText();
        String what = preprocessing + " of " + kind + " data";

        Pass x = Pass.variable(Golden.column(figures.get("x")));
        Pass y = preprocessing.forward(x);
        y.backward(upstream);
        assertNear(Golden.matrix(figures.get("y")), y.matrix(), 1e-4, what);

        // The nearly constant data are 2 ± 0.001: rounding them to float32 alone changes the exact
        // gradient of the moments by 1.5e-4. No gradient depends on where the data lie, so around
        // 0, where float32 is finer, it must be as close as the others.
        double rounding = kind.equals("nearly_constant") ? 1e-4 : 0;
        assertNear(gradient, x.gradient(), 1e-4 + rounding, what);
        Pass moved = Pass.variable(around0(figures.get("x")));
        preprocessing.forward(moved).backward(upstream);
        assertNear(gradient, moved.gradient(), 1e-4, what + " around 0");
    }

    private static void assertNear(Matrix expected, Matrix actual, double tolerance, String what) {
        double error = Golden.relativeError(expected, actual);
        assertTrue(error <= tolerance, () -> what + ": relative error " + error);
    }

    private static Matrix around0(JsonNode numbers) {
        double[][] rows =
                StreamSupport.stream(numbers.spliterator(), false)
                        .map(number -> new double[] {number.asDouble() - 2})
                        .toArray(double[][]::new);
        return Matrix.ofRows(rows);
    }

    @ParameterizedTest
    @EnumSource
    void outputHasTheSizeAnnounced(Preprocessing preprocessing) {
        Matrix x = new Gaussian(4, 1.25, Randoms.seeded(1)).draw(20);

        Matrix y = preprocessing.forward(x).matrix();

        assertEquals("[1, " + preprocessing.outputSize(20) + "]", y.shape());
    }

    @ParameterizedTest
    @EnumSource
    void leavingOutTheRawDataLeavesTheRightHalf(Preprocessing preprocessing) {
        Matrix x = new Gaussian(4, 1.25, Randoms.seeded(1)).draw(20);
        Map<Preprocessing, Preprocessing> whole =
                Map.of(
                        Preprocessing.VARIANCES, Preprocessing.DATA_AND_VARIANCES,
                        Preprocessing.DIFFS, Preprocessing.DATA_AND_DIFFS);
        if (whole.containsKey(preprocessing)) {
            Matrix both = whole.get(preprocessing).forward(x).matrix();
            assertNear(both.columns(20, 40), preprocessing.forward(x).matrix(), 0, "right");
        }
    }

    /** The other ones count the mean as a constant: their gradient is not that of the output. */
    @ParameterizedTest
    @EnumSource(names = {"RAW", "FOUR_MOMENTS"})
    void gradientIsThatOfTheOutput(Preprocessing preprocessing) {
        Matrix x = new Gaussian(4, 1.25, Randoms.seeded(2)).draw(12);
        Matrix factors = Gaussian.standard(preprocessing.outputSize(12), Randoms.seeded(3)).draw(1);

        double error =
                GradientCheck.relativeError(preprocessing, x, y -> weighted(y, factors), 1e-2);

        assertTrue(error < 1e-3, "relative error " + error);
    }

    private static Pass weighted(Pass y, Matrix factors) {
        double sum = 0;
        for (int i = 0; i < factors.values().length; i++) {
            sum += factors.values()[i] * y.matrix().values()[i];
        }
        return y.scalar(sum, factors);
    }

    @Test
    void momentsOfKnownNumbers() {
        // -1, 0, 1, 0: variance 1/2, symmetric, z⁴ is 4, 0, 4, 0
        Matrix y =
                Preprocessing.FOUR_MOMENTS
                        .forward(Matrix.ofRows(new double[][] {{4}, {5}, {6}, {5}}))
                        .matrix();

        assertEquals(5, y.get(0, 0), 1e-6);
        assertEquals(Math.sqrt(0.5), y.get(0, 1), 1e-6);
        assertEquals(0, y.get(0, 2), 1e-6);
        assertEquals(2 - 3, y.get(0, 3), 1e-6);
    }

    @Test
    void dataNeedsNoWayBack() {
        Matrix x = new Gaussian(4, 1.25, Randoms.seeded(1)).draw(20);
        assertFalse(Preprocessing.FOUR_MOMENTS.forward(x).needsGradient());
    }

    @Test
    void aConstantBatchHasNoMoments() {
        for (float value : new float[] {0, 5, -1e-3f, 3e7f}) {
            float[] numbers = new float[500];
            Arrays.fill(numbers, value);
            Matrix batch = Matrix.wrap(500, 1, numbers);
            var error =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Preprocessing.FOUR_MOMENTS.forward(batch));
            assertTrue(
                    error.getMessage()
                            .startsWith(
                                    "a batch must vary to have four moments, but all of its 500"
                                            + " numbers are "
                                            + value),
                    error.getMessage());
        }
    }

    @Test
    void rejectsRowsOfSeveralNumbers() {
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Preprocessing.RAW.forward(Matrix.zeros(1, 500)));
        assertEquals(
                "a batch to preprocess must be [n, 1], one number a row, but was [1, 500];"
                        + " transpose it",
                error.getMessage());
    }
}
