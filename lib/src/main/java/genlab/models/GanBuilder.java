package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.LeakyRelu;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.Penalties;
import genlab.nn.Require;
import genlab.nn.SpectralDense;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a {@link Gan} is made of. Everything has a default, of each network two hidden layers of
 * 128: the generator's rectifiers, the discriminator's leaky rectifiers of slope 0.2. The learning
 * rate is that of both players, whose Adam has beta1 = 0.5.
 */
public final class GanBuilder extends ModelBuilder<GanBuilder> {
    private final int features;
    private final int latentSize;
    private Layer output;
    private Layer generator;
    private Layer discriminator;
    private AdversarialLoss loss = AdversarialLosses.NON_SATURATING;
    private double clipping;
    private double gradientPenalty;
    private double r1;
    private boolean spectralNormalization;
    private double instanceNoise;
    private int packing = 1;
    private int conditions;
    private int discriminatorSteps = 1;
    private Function<List<Parameter>, Optimizer> discriminatorOptimizer = optimizer;
    private double averageDecay;

    GanBuilder(int features, int latentSize) {
        super(0.001, 0.5, 128, 128);
        this.features = Require.size("features", features);
        this.latentSize = Require.size("latentSize", latentSize);
    }

    @Override
    GanBuilder self() {
        return this;
    }

    /** What doesn't change once a model is built. */
    record Settings(
            int latentSize,
            AdversarialLoss loss,
            double clipping,
            double gradientPenalty,
            double r1,
            double instanceNoise,
            int packing,
            int conditions,
            int discriminatorSteps) {}

    /**
     * The activation of the generator's last layer: none by default; {@link Activation#SIGMOID} for
     * pixels in [0, 1].
     */
    public GanBuilder output(Layer activation) {
        output = Require.given("activation", activation);
        return this;
    }

    /** A generator of your own: it takes the noise (and the conditions), and gives samples. */
    public GanBuilder generator(Layer own) {
        generator = Require.given("generator", own);
        return this;
    }

    /**
     * A discriminator of your own: it takes samples (and the conditions), and gives one logit for
     * each.
     */
    public GanBuilder discriminator(Layer own) {
        discriminator = Require.given("discriminator", own);
        return this;
    }

    /** What the players minimise; non-saturating by default. */
    public GanBuilder loss(AdversarialLoss players) {
        loss = Require.given("loss", players);
        return this;
    }

    /**
     * Clips every weight of the discriminator after each of its steps to a largest absolute value,
     * for example 0.01, to keep it from being steep (Arjovsky, Chintala and Bottou, 2017, algorithm
     * 1).
     */
    public GanBuilder weightClipping(double limit) {
        clipping = Require.notNegative("limit", limit);
        return this;
    }

    /**
     * Adds {@link Penalties#gradientPenalty} between real and generated samples to the
     * discriminator's loss; its usual weight is 10.
     */
    public GanBuilder gradientPenalty(double weight) {
        gradientPenalty = Require.notNegative("weight", weight);
        return this;
    }

    /**
     * Adds gamma / 2 times {@link Penalties#r1} to the discriminator's loss; gamma is for example
     * 0.1 for points in the plane, 10 for images.
     */
    public GanBuilder r1(double gamma) {
        r1 = Require.notNegative("gamma", gamma);
        return this;
    }

    /**
     * Gives the discriminator {@linkplain SpectralDense spectrally normalised} layers. Not for a
     * discriminator of your own.
     */
    public GanBuilder spectralNormalization() {
        spectralNormalization = true;
        return this;
    }

    /**
     * Adds normal noise to all that the discriminator sees, so that real and generated samples
     * overlap (Sønderby et al., Amortised MAP Inference for Image Super-resolution, 2017); its
     * standard deviation is in the units of the data, for example 0.1.
     */
    public GanBuilder instanceNoise(double standardDeviation) {
        instanceNoise = Require.notNegative("standardDeviation", standardDeviation);
        return this;
    }

    /**
     * Lets the discriminator judge so many samples together, so that it sees when they are too much
     * alike (Lin et al., PacGAN, 2018). Not together with conditions. A batch must be a multiple of
     * it, a discriminator of your own take so many samples beside each other.
     */
    public GanBuilder packing(int samples) {
        packing = Require.size("samples", samples);
        return this;
    }

    /**
     * Makes the model a conditional one, that is {@linkplain Gan#given given} something with every
     * sample: so many numbers, for example 10 for labels in one-hot form.
     */
    public GanBuilder conditions(int numbers) {
        conditions = Require.size("conditions", numbers);
        return this;
    }

    /**
     * How many steps the discriminator takes before each step of the generator: 1 by default; 5 is
     * usual for Wasserstein critics.
     */
    public GanBuilder discriminatorSteps(int steps) {
        discriminatorSteps = Require.size("steps", steps);
        return this;
    }

    /**
     * The learning rates of Adam for the two players: two time scales (Heusel et al., GANs Trained
     * by a Two Time-Scale Update Rule, 2017).
     */
    public GanBuilder learningRates(double ofGenerator, double ofDiscriminator) {
        return optimizers(adam(ofGenerator), adam(ofDiscriminator));
    }

    /** Other optimizers than Adam, made for the parameters they are given. */
    public GanBuilder optimizers(
            Function<List<Parameter>, Optimizer> ofGenerator,
            Function<List<Parameter>, Optimizer> ofDiscriminator) {
        optimizer = Require.given("ofGenerator", ofGenerator);
        discriminatorOptimizer = Require.given("ofDiscriminator", ofDiscriminator);
        return this;
    }

    @Override
    public GanBuilder optimizer(Function<List<Parameter>, Optimizer> maker) {
        return optimizers(Require.given("optimizer", maker), maker);
    }

    /**
     * Samples by a moving average of the generator's weights; training goes on with the weights
     * themselves.
     *
     * @param decay in (0, 1); 0.999 is usual
     */
    public GanBuilder averageWeights(double decay) {
        Require.that(decay > 0 && decay < 1, "decay must be in (0, 1), but was %s", decay);
        averageDecay = decay;
        return this;
    }

    /**
     * Makes the model.
     *
     * @param random where initial weights, the order of training samples and noise come from
     * @throws IllegalArgumentException if two of the settings exclude each other
     */
    public Gan build(RandomGenerator random) {
        check();
        int inputs = latentSize + conditions;
        int judged = packing * (features + conditions);
        Layer last = output == null ? Activation.IDENTITY : output;
        Layer g =
                generator != null
                        ? generator
                        : mlp(inputs, false, features, Activation.RELU, last, random);
        Layer d = discriminator != null ? discriminator : newDiscriminator(judged, random);
        Networks.tried("generator", g, inputs, features);
        Networks.triedLogits("discriminator", d, judged, 1);
        Player ofGenerator = Player.of("generator ", g, optimizer, schedule, averageDecay);
        Player ofDiscriminator =
                Player.of("discriminator ", d, discriminatorOptimizer, schedule, 0);
        Settings settings =
                new Settings(
                        latentSize,
                        loss,
                        clipping,
                        gradientPenalty,
                        r1,
                        instanceNoise,
                        packing,
                        conditions,
                        discriminatorSteps);
        Trainer trainer =
                trainer("GAN", text(settings), random, List.of(ofGenerator, ofDiscriminator))
                        .columns("discriminator loss", "generator loss", "real score", "fake score")
                        .with("generator", g)
                        .with("discriminator", d);
        return new Gan(settings, g, d, ofGenerator, ofDiscriminator, trainer, null);
    }

    private static String text(Settings settings) {
        return Player.text(settings.loss)
                + settings.toString().replaceFirst("loss=[^,]*, ", "").replace("Settings", "");
    }

    private void check() {
        Require.that(
                packing == 1 || conditions == 0,
                "packing and conditions can't be combined; leave one of them out");
        Require.that(
                batchSize % packing == 0,
                "batchSize must be a multiple of packing(%d), but was %d",
                packing,
                batchSize);
        Require.that(
                !spectralNormalization || discriminator == null,
                "spectralNormalization() can't change a discriminator of your own; build it of"
                        + " SpectralDense layers");
        checkHidden(generator != null && discriminator != null);
        Require.that(
                output == null || generator == null,
                "output(...) has no effect beside a generator of your own; leave it out");
    }

    private Layer newDiscriminator(int inputs, RandomGenerator random) {
        Network plain = mlp(inputs, true, 1, new LeakyRelu(0.2), Activation.IDENTITY, random);
        return spectralNormalization
                ? new Network(
                        plain.layers().stream()
                                .map(l -> l instanceof Dense dense ? new SpectralDense(dense) : l)
                                .toArray(Layer[]::new))
                : plain;
    }
}
