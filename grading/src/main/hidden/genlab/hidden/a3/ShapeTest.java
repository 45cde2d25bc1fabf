package genlab.hidden.a3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ShapeTest {
    static final List<String> BOTH = List.of("gradientOfSkewness", "gradientOfKurtosis");

    /** Far from zero, where differences are coarse and a formula is not. */
    double[] batch(Inputs inputs) {
        double[] x = inputs.vector(inputs.integer(6, 20));
        for (int i = 0; i < x.length; i++) x[i] = 1e6 + Math.exp(0.5 * x[i]);
        return x;
    }

    /** A function's answer about a batch, given its moments. */
    Answer ask(Answers someone, String function, double[] x, Answers solution) {
        return someone.call(function, x, solution.call("fourMoments", x).vector());
    }

    double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    /** What is left of a gradient without its parts along ones and along x - mean. */
    double[] rest(Answer gradient, double[] x) {
        double mean = Arrays.stream(x).average().getAsDouble();
        double[] differences = Arrays.stream(x).map(number -> number - mean).toArray();
        double[] rest = gradient.minus(new double[x.length]).vector();
        double level = Arrays.stream(rest).average().getAsDouble();
        double slope = dot(rest, differences) / dot(differences, differences);
        for (int i = 0; i < rest.length; i++) rest[i] -= level + slope * differences[i];
        return rest;
    }

    /** The part of z² or z³ must be right, and nothing may be left along a direction. */
    void standsUprightOn(
            Function<double[], double[]> direction,
            String hint,
            Answers student,
            Answers solution,
            Inputs inputs) {
        double[] x = batch(inputs);
        for (String function : BOTH) {
            Answer given = ask(student, function, x, solution);
            Answer right = ask(solution, function, x, solution);
            Answer.of(function + ", its curved part", rest(given, x))
                    .assertProportional(rest(right, x), 1e-3, "the direct effect of x[i] on z[i]");
            double[] along = direction.apply(x), gradient = given.vector();
            double size = Math.sqrt(dot(gradient, gradient) * dot(along, along));
            assertEquals(0, dot(gradient, along) / size, 1e-6, function + hint);
        }
    }

    @Test
    @Points(4)
    void ofTheSkewness(Answers student, Answers solution, Inputs inputs) {
        double[] x = batch(inputs);
        ask(student, "gradientOfSkewness", x, solution)
                .assertClose(
                        ask(solution, "gradientOfSkewness", x, solution),
                        1e-6,
                        "compare with numericalGradient; mean and deviation depend on x[i] too");
    }

    @Test
    @Points(4)
    void ofTheKurtosis(Answers student, Answers solution, Inputs inputs) {
        double[] x = batch(inputs);
        ask(student, "gradientOfKurtosis", x, solution)
                .assertClose(
                        ask(solution, "gradientOfKurtosis", x, solution),
                        1e-6,
                        "compare with numericalGradient; is it the whole kurtosis that you use, or the excess?");
    }

    @Test
    @Points(2)
    void runsThroughTheMean(Answers student, Answers solution, Inputs inputs) {
        standsUprightOn(
                x -> Arrays.stream(x).map(number -> 1).toArray(),
                " must add up to 0, since a shift of the batch changes nothing:"
                        + " does your derivative of z have the part that runs through the mean?",
                student,
                solution,
                inputs);
    }

    @Test
    @Points(2)
    void runsThroughTheDeviation(Answers student, Answers solution, Inputs inputs) {
        standsUprightOn(
                x -> {
                    double mean = Arrays.stream(x).average().getAsDouble();
                    return Arrays.stream(x).map(number -> number - mean).toArray();
                },
                " times z must add up to 0, since stretching the batch changes nothing:"
                        + " does your derivative of z have the part that runs through s?",
                student,
                solution,
                inputs);
    }

    @Test
    @Points(2)
    void ofAConstantBatchIsZero(Answers student, Answers solution, Inputs inputs) {
        double[] x = new double[inputs.integer(3, 9)];
        Arrays.fill(x, inputs.number(0.1, 5));
        double[] other = batch(inputs);
        for (String function : BOTH) {
            ask(student, function, x, solution)
                    .assertClose(new double[x.length], 1e-9, "isConstant, as before");
            ask(student, function, other, solution)
                    .assertClose(
                            ask(solution, function, other, solution),
                            1e-6,
                            "zeros, but for a constant batch only");
        }
    }
}
