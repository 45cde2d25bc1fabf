package genlab.nn;

import java.util.List;

/**
 * RMSProp (Tieleman and Hinton, 2012, lecture 6.5), as PyTorch defines it: v = decay v + (1 -
 * decay) g^2, w = w - learningRate g / (sqrt(v) + 1e-8).
 */
public final class RmsProp extends Optimizer {
    private static final float EPSILON = 1e-8f;

    private final double decay;

    /** RMSProp with PyTorch's decay of 0.99; the Wasserstein GAN's paper takes a rate of 5e-5. */
    public RmsProp(List<Parameter> parameters, double learningRate) {
        this(parameters, learningRate, 0.99);
    }

    /**
     * RMSProp.
     *
     * @param learningRate the size of a step, above 0
     * @param decay how slowly the mean of the squared gradients forgets, in [0, 1)
     */
    public RmsProp(List<Parameter> parameters, double learningRate, double decay) {
        super(parameters, learningRate, 1);
        this.decay = share("decay", decay, "0.99");
    }

    @Override
    protected void change(float[] w, float[] g, float[][] memory) {
        float[] v = memory[0];
        float keep = (float) decay;
        float rest = (float) (1 - decay);
        float rate = (float) learningRate();
        for (int i = 0; i < w.length; i++) {
            v[i] = keep * v[i] + rest * g[i] * g[i];
            w[i] -= rate * g[i] / ((float) Math.sqrt(v[i]) + EPSILON);
        }
    }

    @Override
    public String toString() {
        return super.toString() + "(" + decay + ")";
    }
}
