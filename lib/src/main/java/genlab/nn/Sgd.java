package genlab.nn;

import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it: v = momentum v + g, w = w -
 * learningRate v (Sutskever et al., 2013, equation 1, puts the learning rate into v).
 */
public final class Sgd implements Optimizer {
    private final List<Parameter> parameters;
    private final float learningRate;
    private final float momentum;
    private final List<float[]> velocities;

    /**
     * Without momentum.
     *
     * @param parameters what it changes
     * @param learningRate the size of a step, above 0
     * @throws IllegalArgumentException if the learning rate is outside its range
     */
    public Sgd(List<Parameter> parameters, double learningRate) {
        this(parameters, learningRate, 0);
    }

    /**
     * With momentum.
     *
     * @param parameters what it changes
     * @param learningRate the size of a step, above 0
     * @param momentum the share of the last step that is kept, in [0, 1)
     * @throws IllegalArgumentException if a setting is outside its range
     */
    public Sgd(List<Parameter> parameters, double learningRate, double momentum) {
        this.parameters = List.copyOf(parameters);
        this.learningRate = (float) Settings.positive("learningRate", learningRate, "0.001");
        this.momentum = (float) Settings.share("momentum", momentum, "0.9");
        this.velocities = Settings.memory(parameters);
    }

    @Override
    public void step() {
        for (int p = 0; p < velocities.size(); p++) {
            float[] w = parameters.get(p).value().values();
            float[] g = parameters.get(p).gradient().values();
            float[] v = velocities.get(p);
            for (int i = 0; i < w.length; i++) {
                v[i] = momentum * v[i] + g[i];
                w[i] -= learningRate * v[i];
            }
        }
    }

    @Override
    public void zeroGradients() {
        parameters.forEach(Parameter::zeroGradient);
    }
}
