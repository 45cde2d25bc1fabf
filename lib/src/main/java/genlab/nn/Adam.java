package genlab.nn;

import genlab.nn.fast.Loops;
import java.util.List;

/**
 * Adam (Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1), as PyTorch
 * defines it: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, w = w - learningRate (m /
 * (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + 1e-8).
 */
public final class Adam extends Optimizer {
    private static final double EPSILON = 1e-8;

    private final double beta1;
    private final double beta2;

    /** Adam with the paper's betas, 0.9 and 0.999; a learning rate of 0.001 is usual. */
    public Adam(List<Parameter> parameters, double learningRate) {
        this(parameters, learningRate, 0.9, 0.999);
    }

    /**
     * Adam.
     *
     * @param learningRate the size of a step, above 0; for GANs 0.0002 is usual
     * @param beta1 how slowly the mean of the gradients forgets, in [0, 1); for GANs 0.5 is usual
     * @param beta2 how slowly the mean of their squares forgets, in [0, 1); 0.999 is usual
     */
    public Adam(List<Parameter> parameters, double learningRate, double beta1, double beta2) {
        super(parameters, learningRate, 2);
        this.beta1 = share("beta1", beta1, "0.9");
        this.beta2 = share("beta2", beta2, "0.999");
    }

    @Override
    protected void change(float[] w, float[] g, float[][] memory) {
        float[] m = memory[0];
        float[] v = memory[1];
        // w -= rate m / (sqrt(v) / root + epsilon), both corrections in their factors
        float rate = (float) (learningRate() / (1 - Math.pow(beta1, steps())));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(beta2, steps())));
        Loops.over(w.length, (from, to) -> change(w, g, m, v, rate, correction, from, to));
    }

    private void change(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            float rate,
            float correction,
            int from,
            int to) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float epsilon = (float) EPSILON;
        for (int i = from; i < to; i++) {
            m[i] = b1 * m[i] + rest1 * g[i];
            v[i] = b2 * v[i] + rest2 * g[i] * g[i];
            w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * correction + epsilon);
        }
    }

    @Override
    public String toString() {
        return super.toString() + "(" + beta1 + ", " + beta2 + ")";
    }
}
