package genlab.nn;

import java.util.List;

/**
 * Adam (Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1), as PyTorch
 * defines it: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, w = w - learningRate (m /
 * (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + 1e-8).
 */
public final class Adam implements Optimizer {
    private static final double EPSILON = 1e-8;

    private final List<Parameter> parameters;
    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final List<float[]> means;
    private final List<float[]> squares;
    private int steps;

    /**
     * Adam with the paper's betas, 0.9 and 0.999.
     *
     * @param parameters what it changes
     * @param learningRate the size of a step, above 0; 0.001 is usual
     * @throws IllegalArgumentException if the learning rate is outside its range
     */
    public Adam(List<Parameter> parameters, double learningRate) {
        this(parameters, learningRate, 0.9, 0.999);
    }

    /**
     * Adam.
     *
     * @param parameters what it changes
     * @param learningRate the size of a step, above 0; for GANs 0.0002 is usual
     * @param beta1 how slowly the mean of the gradients forgets, in [0, 1); for GANs 0.5 is usual
     * @param beta2 how slowly the mean of their squares forgets, in [0, 1); 0.999 is usual
     * @throws IllegalArgumentException if a setting is outside its range
     */
    public Adam(List<Parameter> parameters, double learningRate, double beta1, double beta2) {
        this.learningRate = Settings.positive("learningRate", learningRate, "0.001");
        this.beta1 = Settings.share("beta1", beta1, "0.9");
        this.beta2 = Settings.share("beta2", beta2, "0.999");
        this.parameters = List.copyOf(parameters);
        this.means = Settings.memory(parameters);
        this.squares = Settings.memory(parameters);
    }

    @Override
    public void step() {
        steps++;
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        // w -= rate m / (sqrt(v) / root + epsilon), both corrections in their factors
        float rate = (float) (learningRate / (1 - Math.pow(beta1, steps)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(beta2, steps)));
        float epsilon = (float) EPSILON;
        for (int p = 0; p < means.size(); p++) {
            float[] w = parameters.get(p).value().values();
            float[] g = parameters.get(p).gradient().values();
            float[] m = means.get(p);
            float[] v = squares.get(p);
            for (int i = 0; i < w.length; i++) {
                m[i] = b1 * m[i] + rest1 * g[i];
                v[i] = b2 * v[i] + rest2 * g[i] * g[i];
                w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * correction + epsilon);
            }
        }
    }

    @Override
    public void zeroGradients() {
        parameters.forEach(Parameter::zeroGradient);
    }
}
