package genlab.hidden.a2;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    double independent(double[] p, double[] q) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double middle = (p[k] + q[k]) / 2;
            sum += p[k] == 0 ? 0 : p[k] * Math.log(p[k] / middle) / 2;
            sum += q[k] == 0 ? 0 : q[k] * Math.log(q[k] / middle) / 2;
        }
        return sum;
    }

    @Test
    @Points(4)
    void agreesForAnyProbabilities(Answers student, Inputs inputs) {
        int outcomes = inputs.integer(3, 8);
        double[] p = inputs.probabilities(outcomes), q = inputs.probabilities(outcomes);
        q[0] += 2;
        q = Arrays.stream(q).map(value -> value / 3).toArray();
        student.call("jensenShannon", p, q)
                .assertClose(
                        independent(p, q),
                        1e-6,
                        "is the middle (p + q) / 2, is there a half before each KL, are the"
                                + " logarithms natural?");
    }

    @Test
    @Points(2)
    void takesOutcomesThatNeverCome(Answers student, Inputs inputs) {
        double a = inputs.number(0.2, 0.8), b = inputs.number(0.2, 0.8);
        double[] p = {a, 1 - a, 0, 0}, q = {b, 0, 1 - b, 0};
        student.call("jensenShannon", p, q)
                .assertClose(independent(p, q), 1e-6, "0 log 0 counts as 0");
    }

    @Test
    void isTheSameInBothDirections(Answers student, Inputs inputs) {
        double[] p = inputs.probabilities(4),
                q = {0.7, 0.1, 0.1, 0.1},
                other = {0.1, 0.1, 0.1, 0.7};
        double right = independent(p, q);
        Object[] given = {
            student.call("jensenShannon", p, q),
            student.call("jensenShannon", q, p),
            student.call("jensenShannon", q, other)
        };
        Answer.of("the divergences there, back, and to another one", given)
                .assertProportional(
                        new double[] {right, right, independent(q, other)},
                        1e-3,
                        "both KLs are taken to the middle of p and q");
    }

    @Test
    void isZeroForEqualDistributionsOnly(Answers student, Inputs inputs) {
        double[] p = inputs.probabilities(5), one = {1, 0, 0, 0, 0}, other = {0, 0, 0, 0.5, 0.5};
        student.call("jensenShannon", p, p).assertClose(0, 1e-6, "equal: nothing to tell apart");
        Object[] given = {
            student.call("jensenShannon", p, one), student.call("jensenShannon", p, other)
        };
        Answer.of("the divergences from two other distributions", given)
                .assertProportional(
                        new double[] {independent(p, one), independent(p, other)},
                        1e-3,
                        "outcomes of probability 0 count, on the other distribution's side");
    }
}
