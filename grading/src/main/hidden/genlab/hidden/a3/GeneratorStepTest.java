package genlab.hidden.a3;

import genlab.assignment.Answer;
import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import org.junit.jupiter.api.Test;

class GeneratorStepTest {
    @Test
    @Points(5)
    void generatorAfterThreeSteps(Comparison both, Inputs inputs) {
        Object[] input = {inputs.integer(1, 9999), 3, inputs.vector(15, 0, 1), 0};
        both.call("playGenerator", input)
                .field("generator")
                .assertClose(
                        1e-4,
                        "look at the target, at what is detached, and draw new noise for"
                                + " each step");
    }

    @Test
    @Points(2)
    void discriminatorIsLeftAlone(Answers student, Answers solution, Inputs inputs) {
        Object[] input = {inputs.integer(1, 9999), 1, inputs.vector(5, 0, 1), 0};
        Answer played = student.call("playGenerator", input);
        Answer expected = solution.call("playGenerator", input);
        input[1] = 0;
        Answer before = solution.call("playGenerator", input);
        played.field("discriminator")
                .assertClose(
                        before.field("discriminator"), 1e-6, "only the generator makes a step");
        double[] start = before.field("generator").vector();
        played.field("generator")
                .minus(start)
                .assertProportional(
                        expected.field("generator").minus(start),
                        1,
                        "the generator has to move, and roughly the right way");
    }

    @Test
    @Points(2)
    void givesTheErrorBeforeTheStep(Comparison both, Inputs inputs) {
        Object[] input = {inputs.integer(1, 9999), 2, inputs.vector(10, 0, 1), 0};
        both.call("playGenerator", input)
                .field("errors")
                .assertClose(1e-4, "the error of the batch that this step started from");
    }

    @Test
    @Points(3)
    void clearsWhatOthersLeft(Comparison both, Inputs inputs) {
        Object[] input = {inputs.integer(1, 9999), 2, inputs.vector(10, 0, 1), inputs.number(1, 3)};
        both.call("playGenerator", input)
                .field("generator")
                .assertClose(
                        1e-4,
                        "gradients were not 0 when the step began: they add up until"
                                + " somebody clears them");
    }
}
