package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double discriminatorLoss(Matrix realLogits, Matrix fakeLogits) {
            return 2 * realLogits.mean() - fakeLogits.mean();
        }

        Matrix realGradient(Matrix realLogits) {
            Matrix gradient = realLogits.copy();
            for (int i = 0; i < gradient.rows(); i++) {
                gradient.set(i, 0, 0.1 * realLogits.get(i, 0) - 0.2);
            }
            return gradient;
        }

        Matrix fakeGradient(Matrix fakeLogits) {
            Matrix gradient = fakeLogits.copy();
            for (int i = 0; i < gradient.rows(); i++) {
                gradient.set(i, 0, 0.1 * fakeLogits.get(i, 0) + 0.3);
            }
            return gradient;
        }
        """)
class DiscriminatorStepTest {
    double[] generator, discriminator;

    Object[] game(int steps, Inputs inputs) {
        generator = inputs.vector(22);
        discriminator = inputs.vector(17);
        double[][] real = inputs.matrix(4, 2), noise = inputs.matrix(6, 2);
        return new Object[] {steps, real, noise, generator, discriminator, inputs.number(0.1, 0.4)};
    }

    @Test
    @Points(2)
    void givesTheLossBeforeTheStep(Comparison both, Inputs inputs) {
        both.call("afterDiscriminatorSteps", game(1, inputs))
                .get(0)
                .assertClose(1e-4, "the loss of task 2, with the logits from before the step");
    }

    @Test
    @Points(4)
    void movesTheDiscriminator(Comparison both, Inputs inputs) {
        both.call("afterDiscriminatorSteps", game(1, inputs))
                .get(1)
                .assertClose(
                        1e-4,
                        "the discriminator's weights after one step: are there two ways"
                                + " back, one from the real logits, one from the fake?");
    }

    @Test
    @Points(3)
    void leavesNoTraceInTheGenerator(Comparison both, Inputs inputs) {
        Comparison.Pair after = both.call("afterDiscriminatorSteps", game(1, inputs));
        after.given()
                .get(3)
                .assertClose(
                        new double[22],
                        1e-9,
                        "the generator's gradients must stay 0: are the fakes detached?");
        after.get(1)
                .minus(discriminator)
                .assertProportional(1, "the discriminator has to move, and roughly the right way");
        after.given()
                .get(2)
                .assertClose(generator, 1e-6, "only the other player moves these weights");
    }

    @Test
    @Points(3)
    void startsEachStepFromZero(Comparison both, Inputs inputs) {
        both.call("afterDiscriminatorSteps", game(3, inputs))
                .get(1)
                .assertClose(
                        1e-3,
                        "the weights after three steps: if they are right after one, are"
                                + " the gradients zero before each backward?");
    }
}
