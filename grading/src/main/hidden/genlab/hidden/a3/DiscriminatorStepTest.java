package genlab.hidden.a3;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class DiscriminatorStepTest {
    double[] real(Inputs inputs) {
        return inputs.vector(15, 1, 7);
    }

    double[] noise(Inputs inputs) {
        return inputs.vector(15, 0, 1);
    }

    @Test
    @Points(5)
    void discriminatorAfterThreeSteps(Comparison both, Inputs inputs) {
        Object[] input = {
            inputs.integer(1, 9999), 3, real(inputs), noise(inputs), 0, inputs.number(0.6, 0.9)
        };
        both.call("playDiscriminator", input)
                .field("discriminator")
                .assertClose(
                        1e-4,
                        "real towards game.realTarget(), fake towards 0, a new batch of"
                                + " each, and one step() for both errors");
    }

    @Test
    @Points(2)
    void errors(Comparison both, Inputs inputs) {
        Object[] input = {
            inputs.integer(1, 9999), 1, real(inputs), noise(inputs), 0, inputs.number(0.6, 0.9)
        };
        both.call("playDiscriminator", input)
                .field("errors")
                .assertClose(
                        1e-4,
                        "first the error on real, then the error on fake, both before"
                                + " the step");
    }

    @Test
    @Points(4)
    void generatorIsLeftAlone(Answers student, Answers solution, Inputs inputs) {
        Object[] input = {inputs.integer(1, 9999), 1, real(inputs), noise(inputs), 0, 0.9};
        Answer played = student.call("playDiscriminator", input);
        Answer expected = solution.call("playDiscriminator", input);
        played.field("generator")
                .assertClose(
                        expected.field("generator"), 1e-6, "only the discriminator makes a step");
        played.field("generatorGradients")
                .assertClose(
                        expected.field("generatorGradients"),
                        1e-6,
                        "something was added to the generator's gradients: where does the way back end?");
        input[1] = 0;
        double[] before = solution.call("playDiscriminator", input).field("discriminator").vector();
        played.field("discriminator")
                .minus(before)
                .assertProportional(
                        expected.field("discriminator").minus(before),
                        1,
                        "the discriminator has to move, and roughly the right way");
    }

    @Test
    @Points(3)
    void clearsWhatOthersLeft(Comparison both, Inputs inputs) {
        double leftover = inputs.number(1, 3);
        Object[] input = {inputs.integer(1, 9999), 2, real(inputs), noise(inputs), leftover, 0.9};
        both.call("playDiscriminator", input)
                .field("discriminator")
                .assertClose(
                        1e-4,
                        "gradients were not 0 when the step began: whose job is it to"
                                + " clear them, and when?");
    }
}
