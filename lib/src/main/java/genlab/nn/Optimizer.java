package genlab.nn;

import java.util.List;
import java.util.stream.Stream;

/**
 * Changes parameters along their gradients, to make a loss smaller. Frozen parameters stay as they
 * are.
 *
 * <p>An optimizer holds the parameters it was made for, and what it remembers of their gradients.
 * To write one, extend this class with the change of a single parameter.
 */
public abstract class Optimizer {
    private final List<Parameter> parameters;
    private final List<float[][]> memories;
    private double learningRate;
    private double weightDecay;
    private long steps;

    /**
     * An optimizer.
     *
     * @param learningRate the size of a step, above 0
     * @param memories how many numbers it remembers for each element
     */
    protected Optimizer(List<Parameter> parameters, double learningRate, int memories) {
        for (Parameter parameter : Require.given("parameters", parameters)) {
            Require.given("parameter", parameter);
        }
        this.parameters = List.copyOf(parameters);
        learningRate(learningRate);
        this.memories =
                this.parameters.stream()
                        .map(parameter -> new float[memories][parameter.value().values().length])
                        .toList();
    }

    /** Makes one step with the gradients as they are, and leaves them as they are. */
    public final void step() {
        steps++;
        for (int p = 0; p < memories.size(); p++) {
            Parameter parameter = parameters.get(p);
            if (!parameter.frozen()) {
                float[] w = parameter.value().values();
                if (weightDecay > 0) {
                    float kept = (float) (1 - learningRate * weightDecay);
                    for (int i = 0; i < w.length; i++) {
                        w[i] *= kept;
                    }
                }
                change(w, parameter.gradient().values(), memories.get(p));
            }
        }
    }

    /**
     * Changes one parameter.
     *
     * @param w its elements, to be changed
     * @param g the gradient
     * @param memory what this optimizer remembers of the parameter, zeros at first
     */
    protected abstract void change(float[] w, float[] g, float[][] memory);

    /** Sets the gradients of its parameters to zero. */
    public final void zeroGradients() {
        parameters.forEach(Parameter::zeroGradient);
    }

    /** How many steps it has made, the present one included. */
    public final long steps() {
        return steps;
    }

    /** The size of a step. */
    public final double learningRate() {
        return learningRate;
    }

    /**
     * Changes the size of the steps from now on.
     *
     * @throws IllegalArgumentException if it is not above 0, or above 10, where nothing learns
     */
    public final void learningRate(double newRate) {
        learningRate = Require.learningRate(newRate);
    }

    /**
     * Shrinks every weight by learningRate times this share in each step, apart from the gradient
     * (Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019).
     *
     * @param share at least 0; 0.01 is usual
     */
    public final Optimizer weightDecay(double share) {
        weightDecay = Require.between("weightDecay", 0, 1, share);
        return this;
    }

    /** The settings, to compare two optimizers by. */
    @Override
    public String toString() {
        return getClass().getSimpleName()
                + (weightDecay > 0 ? ", weight decay " + weightDecay : "");
    }

    /** What it remembers, not a copy: to save it, or to go on from it. */
    public final Stream<float[]> memory() {
        return memories.stream().flatMap(Stream::of);
    }

    /** Goes on as after so many steps. */
    public final void resume(long stepsMade) {
        Require.that(stepsMade >= 0, "stepsMade must be at least 0, but was %d", stepsMade);
        steps = stepsMade;
    }

    static double share(String name, double value, String usual) {
        boolean right = value >= 0 && value < 1;
        Require.that(right, "%s must be in [0, 1), but was %s; try %s", name, value, usual);
        return value;
    }
}
