package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    @Test
    @Points(2)
    void holdsForOnePixel(Comparison both, Inputs inputs) {
        double[][] logits = inputs.matrix(3, 1), x = inputs.matrix(3, 1, 0, 1);
        both.call("crossEntropy", logits, x)
                .assertClose(1e-4, "one pixel, three images: look at the formula, sign by sign");
    }

    @Test
    @Points(3)
    void sumsOverPixels(Comparison both, Inputs inputs) {
        int batch = inputs.integer(2, 6), pixels = inputs.integer(3, 9);
        double[][] logits = inputs.matrix(batch, pixels), x = inputs.matrix(batch, pixels, 0, 1);
        both.call("crossEntropy", logits, x)
                .assertClose(1e-4, "sum over the pixels, mean over the images");
    }

    @Test
    void isAMeanOverTheBatch(Comparison both, Inputs inputs) {
        double[][] logits = inputs.matrix(3, 4), x = inputs.matrix(3, 4, 0, 1);
        both.assertMeanOverRows("crossEntropy", inputs.matrix(3, 4, 2, 4), logits, x);
    }

    @Test
    @Points(4)
    void isFiniteForLargeLogits(Comparison both, Inputs inputs) {
        double[][] logits = {{inputs.number(800, 2000)}, {-inputs.number(800, 2000)}};
        double[][] x = {{inputs.number(0.2, 0.4)}, {inputs.number(0.6, 0.9)}};
        both.call("crossEntropy", logits, x)
                .assertClose(
                        1e-4,
                        "a logit of 1000 must not pass through exp: use the form of the" + " hint");
    }

    @Test
    void isExactForOrdinaryConfidence(Comparison both, Inputs inputs) {
        for (int sign : new int[] {-1, 1}) {
            double[][] logits = {{sign * inputs.number(4, 5)}, {sign * inputs.number(6, 8)}};
            both.call("crossEntropy", logits, inputs.matrix(2, 1, 0, 1))
                    .assertClose(
                            1e-6,
                            "log(1 + exp(a)) is about a for a large a, and not just a: no short cut"
                                    + " for logits of 6");
        }
    }
}
