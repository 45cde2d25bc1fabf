package genlab.hidden.a1;

import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import genlab.assignment.Points;
import genlab.assignment.StandIns;
import org.junit.jupiter.api.Test;

@StandIns(
        Parts.OF_THE_LOSS
                + """
                Matrix crossEntropyGradient(Matrix logits, Matrix x) {
                    return logits.plus(x).times(0.1);
                }

                Matrix reparameterizeBack(Matrix logVariance, Matrix epsilon, Matrix gradient) {
                    return gradient.beside(epsilon.plus(logVariance));
                }

                Matrix divergenceGradient(Matrix mean, Matrix logVariance) {
                    return logVariance.beside(mean).times(0.1);
                }
                """)
class VaeStepTest {
    double[][] x, noise;
    double[] encoder, decoder;
    double beta, rate;

    void draw(Inputs inputs) {
        x = inputs.matrix(6, 5, 0, 1);
        latents(2, inputs);
        beta = inputs.number(0.5, 2);
        rate = inputs.number(0.1, 0.3);
    }

    void latents(int latents, Inputs inputs) {
        noise = inputs.matrix(6, latents);
        encoder = inputs.vector(24 + 10 * latents, -0.8, 0.8);
        decoder = inputs.vector(29 + 4 * latents, -0.8, 0.8);
    }

    Comparison.Pair after(int steps, double weight, Comparison both) {
        return both.call("afterVaeSteps", steps, x, noise, weight, encoder, decoder, rate);
    }

    @Test
    @Points(1)
    void givesTheLossBeforeTheStep(Comparison both, Inputs inputs) {
        draw(inputs);
        after(1, beta, both)
                .get(0)
                .assertClose(1e-3, "the negative ELBO of the batch as it was, beta and all");
    }

    @Test
    @Points(2)
    void movesTheDecoder(Comparison both, Inputs inputs) {
        draw(inputs);
        after(1, beta, both)
                .get(2)
                .assertClose(
                        1e-4,
                        "the decoder's weights: is there a backward from the logits, with the"
                                + " gradient of task 9, and then a step?");
    }

    @Test
    @Points(3)
    void movesTheEncoderThroughTheCode(Comparison both, Inputs inputs) {
        draw(inputs);
        after(1, 0, both)
                .get(1)
                .assertClose(
                        1e-4,
                        "the encoder's weights with beta = 0: does z.gradient() come back"
                                + " through task 7 to the encoder?");
    }

    @Test
    @Points(3)
    void movesTheEncoderByTheDivergence(Comparison both, Inputs inputs) {
        draw(inputs);
        latents(3, inputs);
        after(1, beta, both)
                .get(1)
                .assertClose(
                        1e-4,
                        "the encoder's weights: the gradient of the KL, task 5, comes on top, times"
                                + " beta");
    }

    @Test
    @Points(3)
    void startsEachStepFromZero(Comparison both, Inputs inputs) {
        draw(inputs);
        Comparison.Pair steps = after(3, beta, both);
        String hint =
                "the weights after three steps: if they are right after one, are the"
                        + " gradients zero before each backward?";
        steps.get(1).assertClose(1e-3, hint);
        steps.get(2).assertClose(1e-3, hint);
    }
}
