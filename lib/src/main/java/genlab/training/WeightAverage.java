package genlab.training;

import genlab.nn.Layer;
import genlab.nn.Parameter;
import genlab.nn.Require;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The moving average of a network's weights, average = decay average + (1 - decay) weight after
 * each step: smoother than the weights themselves (Polyak and Juditsky, 1992; for GANs Yazıcı et
 * al., The Unusual Effectiveness of Averaging in GAN Training, 2019). In the first steps the decay
 * is smaller, (1 + steps) / (10 + steps), so that the untrained weights are soon forgotten.
 */
public final class WeightAverage {
    private final double decay;
    private final List<Parameter> parameters;
    private final List<float[]> averages;
    private long steps;

    /**
     * An average that starts from the weights as they are.
     *
     * @param network whose weights
     * @param decay in [0, 1); 0.999 is usual
     */
    public WeightAverage(Layer network, double decay) {
        Require.that(
                decay >= 0 && decay < 1, "decay must be in [0, 1), but was %s; try 0.999", decay);
        this.decay = decay;
        parameters = Require.given("network", network).parameters();
        averages = parameters.stream().map(p -> p.value().values().clone()).toList();
    }

    /** Takes the weights as they are into the average. */
    public void update() {
        steps++;
        float kept = (float) Math.min(decay, (1.0 + steps) / (10.0 + steps));
        for (int p = 0; p < averages.size(); p++) {
            float[] average = averages.get(p);
            float[] w = parameters.get(p).value().values();
            for (int i = 0; i < average.length; i++) {
                average[i] = kept * average[i] + (1f - kept) * w[i];
            }
        }
    }

    /** Does something with the network while it has the averaged weights. */
    public synchronized <T> T with(Supplier<T> action) {
        Require.given("action", action);
        swap();
        try {
            return action.get();
        } finally {
            swap();
        }
    }

    private void swap() {
        for (int p = 0; p < averages.size(); p++) {
            float[] average = averages.get(p);
            float[] w = parameters.get(p).value().values();
            for (int i = 0; i < average.length; i++) {
                float own = w[i];
                w[i] = average[i];
                average[i] = own;
            }
        }
    }

    /** The averages, not a copy: to save them, or to go on from them. */
    public Stream<float[]> values() {
        return averages.stream();
    }

    /** How many steps went into it. */
    public long steps() {
        return steps;
    }

    /** Goes on as after so many steps. */
    public void resume(long stepsMade) {
        Require.that(stepsMade >= 0, "stepsMade must be at least 0, but was %d", stepsMade);
        steps = stepsMade;
    }

    @Override
    public String toString() {
        return "average of the weights, decay " + decay;
    }
}
