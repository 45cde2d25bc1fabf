package genlab.models;

import genlab.data.Standardizer;
import genlab.nn.Adam;
import genlab.nn.Layer;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Require;
import genlab.training.Schedule;
import java.util.List;
import java.util.function.Function;

/**
 * How a model of one player learns, whatever it is. Everything has a default.
 *
 * @param <B> the builder itself, so that its own options can follow after these
 */
public abstract class ModelBuilder<B extends ModelBuilder<B>> {
    int batchSize = 128;
    Standardizer standardizer;
    private Function<List<Parameter>, Optimizer> optimizer;
    private Schedule schedule;

    ModelBuilder(double learningRate) {
        optimizer = parameters -> new Adam(parameters, learningRate);
    }

    abstract B self();

    /**
     * The learning rate of Adam, above 0; by default 0.001 for an {@link Autoencoder} and a {@link
     * Vae}, 0.002 for a {@link Diffusion} and a {@link FlowMatching}.
     */
    public B learningRate(double learningRate) {
        Require.learningRate(learningRate);
        return optimizer(parameters -> new Adam(parameters, learningRate));
    }

    /** A learning rate that changes with the step; {@link Schedule#cosine} to 0 is usual. */
    public B learningRate(Schedule learningRate) {
        schedule = Require.given("learningRate", learningRate);
        return self();
    }

    /** Another optimizer than Adam, made for the parameters it is given. */
    public B optimizer(Function<List<Parameter>, Optimizer> maker) {
        optimizer = Require.given("optimizer", maker);
        return self();
    }

    /**
     * Data go in, and samples and reconstructions come out, in a unit of their own; the networks
     * see them standardised. A {@link Likelihood} beside it must take any number, such as a
     * Gaussian one.
     */
    public B standardizer(Standardizer ofData) {
        standardizer = Require.given("standardizer", ofData);
        return self();
    }

    /** How many samples training takes a step with; 128 by default. */
    public B batchSize(int samples) {
        batchSize = Require.size("batchSize", samples);
        return self();
    }

    /** The one player. */
    Player player(Layer network, double averageDecay) {
        return Player.of("", network, optimizer, schedule, averageDecay);
    }
}
