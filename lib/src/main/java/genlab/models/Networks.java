package genlab.models;

import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Require;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;

/** Tries the networks that users bring. */
final class Networks {
    private static final int TRIED = 64;
    private static final double FAR = 10;

    private Networks() {}

    /**
     * Tries a network with a few numbers, before anything is learned.
     *
     * @throws IllegalArgumentException if it takes or gives another number of features
     */
    static Layer tried(String name, Layer network, int inputs, int outputs) {
        Matrix given = outputOf(name, network, inputs);
        Require.that(
                given.rows() == TRIED && given.columns() == outputs,
                "the %s must give %d number(s) for each sample, but gave %s for a batch of %d",
                name,
                outputs,
                given.shape(),
                TRIED);
        return network;
    }

    /**
     * The same for a network that must give logits.
     *
     * @throws IllegalArgumentException if it gives probabilities instead
     */
    static Layer triedLogits(String name, Layer network, int inputs, int outputs) {
        Matrix given = outputOf(name, tried(name, network, inputs, outputs), inputs);
        Require.that(
                given.min() < 0 || given.max() > 1 || given.min() == given.max(),
                "the %s must give logits, any numbers, but gives probabilities, numbers between 0"
                        + " and 1; leave out its last sigmoid",
                name);
        return network;
    }

    private static Matrix outputOf(String name, Layer network, int inputs) {
        Matrix x = Gaussian.standard(inputs, Randoms.seeded(0)).draw(TRIED).times(FAR);
        try {
            return network.forward(x).matrix();
        } catch (IllegalArgumentException e) {
            throw Require.error(
                    "the %s must take %d numbers for each sample, but failed: %s",
                    name, inputs, e.getMessage());
        }
    }
}
