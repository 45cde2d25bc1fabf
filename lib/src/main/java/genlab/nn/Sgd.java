package genlab.nn;

import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it: v = momentum v + g, w = w -
 * learningRate v (Sutskever et al., 2013, equation 1, puts the learning rate into v).
 */
public final class Sgd extends Optimizer {
    private final float momentum;

    /** Without momentum. */
    public Sgd(List<Parameter> parameters, double learningRate) {
        this(parameters, learningRate, 0);
    }

    /**
     * With momentum.
     *
     * @param learningRate the size of a step, above 0
     * @param momentum the share of the last step that is kept, in [0, 1)
     */
    public Sgd(List<Parameter> parameters, double learningRate, double momentum) {
        super(parameters, learningRate, 1);
        this.momentum = (float) share("momentum", momentum, "0.9");
    }

    @Override
    protected void change(float[] w, float[] g, float[][] memory) {
        float[] v = memory[0];
        float rate = (float) learningRate();
        for (int i = 0; i < w.length; i++) {
            v[i] = momentum * v[i] + g[i];
            w[i] -= rate * v[i];
        }
    }

    @Override
    public String toString() {
        return super.toString() + "(" + momentum + ")";
    }
}
