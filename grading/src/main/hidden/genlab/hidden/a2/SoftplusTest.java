package genlab.hidden.a2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class SoftplusTest {
    @Test
    @Points(3)
    void agreesForOrdinaryLogits(Comparison both, Inputs inputs) {
        for (double from = -5; from < 5; from += 2.5) {
            double a = inputs.number(from, from + 2.5);
            both.call("softplus", a).assertClose(1e-6, "the natural logarithm of 1 + e^a");
        }
    }

    @Test
    @Points(2)
    void isFiniteForLargeLogits(Comparison both, Inputs inputs) {
        for (double a : new double[] {inputs.number(800, 5000), inputs.number(6, 8)}) {
            both.call("softplus", a)
                    .assertClose(
                            1e-6,
                            "e^a overflows for a large a: take it out first; but for an"
                                    + " a of 6 or 8 it is a little more than a");
        }
    }

    @Test
    void isExactForVeryNegativeLogits(Answers student, Inputs inputs) {
        double a = inputs.number(-60, -45);
        double scaled = student.call("softplus", a).number() * Math.exp(-a);
        assertEquals(1, scaled, 1e-6, "softplus(a) / e^a for a very negative a: use log1p");
    }
}
