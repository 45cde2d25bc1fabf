package genlab.hidden.a2;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        """
        double nonSaturatingLoss(Matrix fakeLogits) {
            return 2 * fakeLogits.mean() + 1;
        }

        Matrix nonSaturatingGradient(Matrix fakeLogits) {
            Matrix gradient = fakeLogits.copy();
            for (int i = 0; i < gradient.rows(); i++) {
                gradient.set(i, 0, 0.1 * fakeLogits.get(i, 0) - 0.2);
            }
            return gradient;
        }
        """)
class GeneratorStepTest {
    double[] generator, discriminator;

    Object[] game(int steps, Inputs inputs) {
        generator = inputs.vector(22);
        discriminator = inputs.vector(17);
        double[][] noise = inputs.matrix(5, 2);
        return new Object[] {steps, noise, generator, discriminator, inputs.number(0.2, 0.5)};
    }

    @Test
    @Points(2)
    void givesTheLossBeforeTheStep(Comparison both, Inputs inputs) {
        both.call("afterGeneratorSteps", game(1, inputs))
                .get(0)
                .assertClose(
                        1e-4,
                        "the non-saturating loss of task 4, with the logits from before"
                                + " the step");
    }

    @Test
    @Points(5)
    void movesTheGenerator(Comparison both, Inputs inputs) {
        both.call("afterGeneratorSteps", game(1, inputs))
                .get(1)
                .assertClose(
                        1e-4,
                        "the generator's weights after one step: is nothing detached on"
                                + " the way, and is it the non-saturating gradient?");
    }

    @Test
    @Points(2)
    void leavesTheDiscriminatorAlone(Comparison both, Inputs inputs) {
        Comparison.Pair after = both.call("afterGeneratorSteps", game(2, inputs));
        after.given()
                .get(2)
                .assertClose(discriminator, 1e-6, "the discriminator's weights must stay");
        after.get(1)
                .minus(generator)
                .assertProportional(
                        1,
                        "the generator has to move, and roughly the right way: does a gradient"
                                + " reach it?");
    }

    @Test
    @Points(3)
    void startsEachStepFromZero(Comparison both, Inputs inputs) {
        both.call("afterGeneratorSteps", game(3, inputs))
                .get(1)
                .assertClose(
                        1e-3,
                        "the weights after three steps: if they are right after one, are"
                                + " the gradients zero before each backward?");
    }
}
