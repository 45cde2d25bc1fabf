package genlab.nn;

import java.util.List;

/**
 * RMSProp (Tieleman and Hinton, 2012, lecture 6.5), as PyTorch defines it: v = decay v + (1 -
 * decay) g^2, w = w - learningRate g / (sqrt(v) + 1e-8).
 */
public final class RmsProp implements Optimizer {
    private static final float EPSILON = 1e-8f;

    private final List<Parameter> parameters;
    private final float learningRate;
    private final double decay;
    private final List<float[]> squares;

    /**
     * RMSProp with PyTorch's decay of 0.99.
     *
     * @param parameters what it changes
     * @param learningRate the size of a step, above 0; 0.00005 in the Wasserstein GAN's paper
     * @throws IllegalArgumentException if the learning rate is outside its range
     */
    public RmsProp(List<Parameter> parameters, double learningRate) {
        this(parameters, learningRate, 0.99);
    }

    /**
     * RMSProp.
     *
     * @param parameters what it changes
     * @param learningRate the size of a step, above 0
     * @param decay how slowly the mean of the squared gradients forgets, in [0, 1)
     * @throws IllegalArgumentException if a setting is outside its range
     */
    public RmsProp(List<Parameter> parameters, double learningRate, double decay) {
        this.learningRate = (float) Settings.positive("learningRate", learningRate, "0.001");
        this.decay = Settings.share("decay", decay, "0.99");
        this.parameters = List.copyOf(parameters);
        this.squares = Settings.memory(parameters);
    }

    @Override
    public void step() {
        float keep = (float) decay;
        float rest = (float) (1 - decay);
        for (int p = 0; p < squares.size(); p++) {
            float[] w = parameters.get(p).value().values();
            float[] g = parameters.get(p).gradient().values();
            float[] v = squares.get(p);
            for (int i = 0; i < w.length; i++) {
                v[i] = keep * v[i] + rest * g[i] * g[i];
                w[i] -= learningRate * g[i] / ((float) Math.sqrt(v[i]) + EPSILON);
            }
        }
    }

    @Override
    public void zeroGradients() {
        parameters.forEach(Parameter::zeroGradient);
    }
}
