package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double softplus(double a) {
            return (a + a * a) / 2;
        }
        """)
class DiscriminatorLossTest {
    @Test
    @Points(3)
    void agreesForAnyTwoBatches(Comparison both, Inputs inputs) {
        double[][] real = inputs.matrix(inputs.integer(2, 4), 1);
        double[][] fake = inputs.matrix(inputs.integer(5, 8), 1);
        both.call("discriminatorLoss", real, fake)
                .assertClose(
                        1e-5, "two means, added: each is divided by the size of its own batch");
    }

    @Test
    @Points(2)
    void judgesTheRealBatch(Comparison both, Inputs inputs) {
        double[][] real = {{inputs.number(1, 3)}}, none = {{-60}};
        both.call("discriminatorLoss", real, none)
                .assertClose(
                        1e-5,
                        "one real sample, and a fake one that costs nothing: -log D, the"
                                + " smaller the higher the logit");
    }

    @Test
    @Points(2)
    void judgesTheFakeBatch(Comparison both, Inputs inputs) {
        double[][] fake = {{inputs.number(1, 3)}}, none = {{60}};
        both.call("discriminatorLoss", none, fake)
                .assertClose(
                        1e-5,
                        "one fake sample, and a real one that costs nothing: -log(1 -"
                                + " D), the larger the higher the logit");
    }

    @Test
    @Points(2)
    void isFiniteForWhoIsSureAndWrong(Comparison both, Inputs inputs) {
        double[][] real = {{-inputs.number(800, 2000)}}, fake = {{inputs.number(800, 2000)}};
        both.call("discriminatorLoss", real, fake)
                .assertClose(
                        1e-5,
                        "a logit of 800 on the wrong side costs 800: no logarithm of a probability,"
                                + " which is 0 here");
    }

    @Test
    void isAMeanOverEachBatch(Comparison both, Inputs inputs) {
        double[][] real = inputs.matrix(3, 1), fake = inputs.matrix(3, 1);
        both.assertMeanOverRows("discriminatorLoss", inputs.matrix(3, 1, 1, 3), real, fake);
    }
}
