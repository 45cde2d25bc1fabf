package genlab.models;

import genlab.data.Minibatches;
import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Loss;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Parameter;
import genlab.nn.ParameterFile;
import genlab.nn.Pass;
import genlab.nn.Penalties;
import genlab.nn.SpectralDense;
import genlab.sampling.Gaussian;
import genlab.sampling.Sampler;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A generative adversarial network: the generator turns noise into samples, the discriminator tells
 * them from real ones, and each learns from the other (Goodfellow et al., Generative Adversarial
 * Networks, 2014).
 *
 * <pre>{@code
 * RandomGenerator random = Randoms.seeded(1);
 * Gan gan = Gan.builder(2, 2).hidden(128, 128).build(random);    // non-saturating, Adam
 * History history = gan.train(GaussianMixture.ring(8, 2.0, random), 3000);
 * Matrix generated = gan.sample(1000, random);
 * }</pre>
 *
 * <p>A conditional one (Mirza and Osindero, 2014) is built with {@link Builder#conditions} and then
 * used through {@link #given}: {@code gan.given(labels).train(images, 20)}.
 */
public final class Gan {
    private final Builder settings;
    private final Layer generator;
    private final Layer discriminator;
    private final RandomGenerator random;
    private final Gaussian noise;
    private final Trainer generatorTrainer;
    private final Trainer discriminatorTrainer;

    /** What is known of each sample of the batch, or null. */
    private final Matrix conditions;

    private Gan(
            Builder settings,
            Layer generator,
            Layer discriminator,
            RandomGenerator random,
            Trainer generatorTrainer,
            Trainer discriminatorTrainer,
            Matrix conditions) {
        this.settings = settings;
        this.generator = generator;
        this.discriminator = discriminator;
        this.random = random;
        this.noise = Gaussian.standard(settings.noiseSize, random);
        this.generatorTrainer = generatorTrainer;
        this.discriminatorTrainer = discriminatorTrainer;
        this.conditions = conditions;
    }

    /**
     * What a training step found.
     *
     * @param discriminatorLoss the discriminator's loss before its step, penalties included
     * @param generatorLoss the generator's loss before its step; NaN if it took none
     * @param realScore the mean of the discriminator's output for real samples: of logits, or of
     *     scores
     * @param fakeScore the mean of its output for generated samples
     */
    public record Step(
            double discriminatorLoss, double generatorLoss, double realScore, double fakeScore) {}

    /**
     * Starts to describe a model.
     *
     * @param features the number of features of a sample, for example 2 for points in the plane
     * @param noiseSize the number of the generator's inputs; it need not be that of the features
     * @return a builder with two hidden layers of 128 in each network and the non-saturating loss
     */
    public static Builder builder(int features, int noiseSize) {
        return new Builder(features, noiseSize);
    }

    /** What a model is made of. Everything has a default. */
    public static final class Builder implements Cloneable {
        private final int features;
        private final int noiseSize;
        private int[] hidden = {128, 128};
        private Layer generatorActivation = Activation.RELU;
        private Layer discriminatorActivation = Activation.leakyRelu(0.2);
        private Layer output = Activation.IDENTITY;
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
        private Function<List<Parameter>, Optimizer> generatorOptimizer = adam(0.001);
        private Function<List<Parameter>, Optimizer> discriminatorOptimizer = adam(0.001);
        private int batchSize = 128;

        private Builder(int features, int noiseSize) {
            this.features = Settings.atLeastOne("features", features);
            this.noiseSize = Settings.atLeastOne("noiseSize", noiseSize);
        }

        private static Function<List<Parameter>, Optimizer> adam(double learningRate) {
            return parameters -> new Adam(parameters, learningRate, 0.5, 0.999);
        }

        /**
         * The hidden layers of the generator; the discriminator has them in reverse.
         *
         * @param sizes their sizes; none makes both linear
         * @return this builder
         */
        public Builder hidden(int... sizes) {
            hidden = sizes.clone();
            return this;
        }

        /**
         * The activation of the hidden layers of both networks.
         *
         * @param activation by default the rectifier in the generator and the leaky one with slope
         *     0.2 in the discriminator
         * @return this builder
         */
        public Builder activation(Layer activation) {
            generatorActivation = activation;
            discriminatorActivation = activation;
            return this;
        }

        /**
         * The activation of the generator's last layer.
         *
         * @param output none by default; {@link Activation#SIGMOID} for pixels in [0, 1]
         * @return this builder
         */
        public Builder output(Layer output) {
            this.output = output;
            return this;
        }

        /**
         * A generator of your own.
         *
         * @param generator takes the noise (and the conditions), gives samples
         * @return this builder
         */
        public Builder generator(Layer generator) {
            this.generator = generator;
            return this;
        }

        /**
         * A discriminator of your own.
         *
         * @param discriminator takes samples (and the conditions), gives one logit for each
         * @return this builder
         */
        public Builder discriminator(Layer discriminator) {
            this.discriminator = discriminator;
            return this;
        }

        /**
         * What the players minimise.
         *
         * @param loss one of {@link AdversarialLosses}, or your own; non-saturating by default
         * @return this builder
         */
        public Builder loss(AdversarialLoss loss) {
            this.loss = loss;
            return this;
        }

        /**
         * Clips every weight of the discriminator after each of its steps, to keep it from being
         * steep (Arjovsky, Chintala and Bottou, 2017, algorithm 1).
         *
         * @param limit the largest absolute value of a weight, for example 0.01
         * @return this builder
         */
        public Builder weightClipping(double limit) {
            this.clipping = Settings.atLeastZero("limit", limit);
            return this;
        }

        /**
         * Adds {@link Penalties#gradientPenalty} between real and generated samples to the
         * discriminator's loss.
         *
         * @param weight usually 10
         * @return this builder
         */
        public Builder gradientPenalty(double weight) {
            this.gradientPenalty = Settings.atLeastZero("weight", weight);
            return this;
        }

        /**
         * Adds gamma / 2 times {@link Penalties#r1} to the discriminator's loss.
         *
         * @param gamma for example 0.1 for points in the plane, 10 for images
         * @return this builder
         */
        public Builder r1(double gamma) {
            this.r1 = Settings.atLeastZero("gamma", gamma);
            return this;
        }

        /**
         * Gives the discriminator {@linkplain SpectralDense spectrally normalised} layers. Not for
         * a discriminator of your own.
         *
         * @return this builder
         */
        public Builder spectralNormalization() {
            spectralNormalization = true;
            return this;
        }

        /**
         * Adds normal noise to all that the discriminator sees, so that real and generated samples
         * overlap (Sønderby et al., Amortised MAP Inference for Image Super-resolution, 2017).
         *
         * @param standardDeviation in the units of the data, for example 0.1
         * @return this builder
         */
        public Builder instanceNoise(double standardDeviation) {
            this.instanceNoise = Settings.atLeastZero("standardDeviation", standardDeviation);
            return this;
        }

        /**
         * Lets the discriminator judge several samples together, so that it sees when they are too
         * much alike (Lin et al., PacGAN, 2018). Not together with conditions.
         *
         * @param samples how many; 1 by default. A batch must be a multiple of it, a discriminator
         *     of your own take so many samples beside each other
         * @return this builder
         */
        public Builder packing(int samples) {
            this.packing = Settings.atLeastOne("samples", samples);
            return this;
        }

        /**
         * Makes the model a conditional one, that is {@linkplain Gan#given given} something with
         * every sample.
         *
         * @param conditions how many numbers, for example 10 for labels in one-hot form
         * @return this builder
         */
        public Builder conditions(int conditions) {
            this.conditions = Settings.atLeastOne("conditions", conditions);
            return this;
        }

        /**
         * How many steps the discriminator takes before each step of the generator.
         *
         * @param steps 1 by default; 5 is usual for Wasserstein critics
         * @return this builder
         */
        public Builder discriminatorSteps(int steps) {
            this.discriminatorSteps = Settings.atLeastOne("steps", steps);
            return this;
        }

        /**
         * The learning rate of Adam (with beta1 = 0.5) for both players.
         *
         * @param learningRate above 0; 0.001 by default
         * @return this builder
         */
        public Builder learningRate(double learningRate) {
            return optimizer(adam(learningRate));
        }

        /**
         * Another optimizer for both players.
         *
         * @param optimizer makes one for the parameters it is given
         * @return this builder
         */
        public Builder optimizer(Function<List<Parameter>, Optimizer> optimizer) {
            return generatorOptimizer(optimizer).discriminatorOptimizer(optimizer);
        }

        /**
         * Another optimizer for the generator.
         *
         * @param optimizer makes one for the parameters it is given
         * @return this builder
         */
        public Builder generatorOptimizer(Function<List<Parameter>, Optimizer> optimizer) {
            this.generatorOptimizer = optimizer;
            return this;
        }

        /**
         * Another optimizer for the discriminator.
         *
         * @param optimizer makes one for the parameters it is given
         * @return this builder
         */
        public Builder discriminatorOptimizer(Function<List<Parameter>, Optimizer> optimizer) {
            this.discriminatorOptimizer = optimizer;
            return this;
        }

        /**
         * How many samples {@link Gan#train(Matrix, int)} takes a step with.
         *
         * @param batchSize at least 1; 128 by default
         * @return this builder
         */
        public Builder batchSize(int batchSize) {
            this.batchSize = Settings.atLeastOne("batchSize", batchSize);
            return this;
        }

        /**
         * Makes the model.
         *
         * @param random where initial weights, the order of training samples and noise come from
         * @return an untrained model
         * @throws IllegalStateException if two of the settings exclude each other
         */
        public Gan build(RandomGenerator random) {
            if (packing > 1 && conditions > 0) {
                throw new IllegalStateException(
                        "packing and conditions can't be combined; leave one of them out");
            }
            if (packing > 1 && batchSize % packing != 0) {
                throw new IllegalStateException(
                        "batchSize must be a multiple of packing("
                                + packing
                                + "), but was "
                                + batchSize);
            }
            if (spectralNormalization && discriminator != null) {
                throw new IllegalStateException(
                        "spectralNormalization() can't change a discriminator of your own; build it"
                                + " of SpectralDense layers");
            }
            int[] sizes = Settings.sizes(noiseSize + conditions, hidden, features);
            Layer g =
                    generator != null
                            ? generator
                            : Network.mlp(generatorActivation, output, random, sizes);
            int inputs = packing * (features + conditions);
            sizes = Settings.sizes(inputs, Settings.reversed(hidden), 1);
            Layer d = discriminator != null ? discriminator : discriminator(random, sizes);
            return new Gan(
                    copy(),
                    g,
                    d,
                    random,
                    new Trainer("generator loss", generatorOptimizer.apply(g.parameters())),
                    new Trainer("discriminator loss", discriminatorOptimizer.apply(d.parameters())),
                    null);
        }

        private Layer discriminator(RandomGenerator random, int... sizes) {
            Network plain =
                    Network.mlp(discriminatorActivation, Activation.IDENTITY, random, sizes);
            if (!spectralNormalization) {
                return plain;
            }
            List<Layer> layers = new ArrayList<>();
            for (Layer layer : plain.layers()) {
                layers.add(layer instanceof Dense dense ? new SpectralDense(dense) : layer);
            }
            return new Network(layers.toArray(Layer[]::new));
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /**
     * This model where something is known of every sample of a batch, real or generated: the i-th
     * row belongs to the i-th sample. Whatever it learns, this model learns.
     *
     * @param conditions {@code [batch, conditions]}, for example labels in one-hot form
     * @return a view of this model
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Gan given(Matrix conditions) {
        Settings.checkConditions(conditions, settings.conditions);
        return view(conditions);
    }

    /**
     * This model where something is known of every sample of a batch.
     *
     * @param conditions {@code [batch, conditions]}
     * @return a view of this model
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Gan given(INDArray conditions) {
        return given(Matrix.of(conditions));
    }

    private Gan view(Matrix conditions) {
        return new Gan(
                settings,
                generator,
                discriminator,
                random,
                generatorTrainer,
                discriminatorTrainer,
                conditions);
    }

    /**
     * The samples that noise is turned into.
     *
     * @param z {@code [batch, noiseSize]}
     * @return {@code [batch, features]}
     */
    public Matrix generate(Matrix z) {
        return conditioned(generator).forward(z).matrix();
    }

    /**
     * The samples that noise is turned into.
     *
     * @param z {@code [batch, noiseSize]}
     * @return {@code [batch, features]}
     */
    public Matrix generate(INDArray z) {
        return generate(Matrix.of(z));
    }

    /**
     * Generates samples from standard normal noise.
     *
     * @param count how many; for a {@linkplain #given conditional} model as many as conditions
     * @param random where the noise comes from
     * @return {@code [count, features]}
     */
    public Matrix sample(int count, RandomGenerator random) {
        return generate(Gaussian.standard(settings.noiseSize, random).draw(count));
    }

    /**
     * What the discriminator says.
     *
     * @param x samples, {@code [batch, features]}
     * @return logits (of Wasserstein critics scores), {@code [batch / packing, 1]}
     */
    public Matrix judge(Matrix x) {
        return conditioned(discriminator).forward(Packing.pack(x, settings.packing)).matrix();
    }

    /**
     * What the discriminator says.
     *
     * @param x samples, {@code [batch, features]}
     * @return logits (of Wasserstein critics scores), {@code [batch / packing, 1]}
     */
    public Matrix judge(INDArray x) {
        return judge(Matrix.of(x));
    }

    /**
     * One step of the discriminator, against as many generated samples, which are constants to it.
     *
     * @param real real samples, {@code [batch, features]}
     * @return what it found before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public Step discriminatorStep(Matrix real) {
        Layer d = conditioned(discriminator);
        Matrix x = noisy(Packing.pack(real, settings.packing));
        Matrix y = noisy(Packing.pack(generate(noise.draw(real.rows())), settings.packing));
        Pass onReal = d.forward(x);
        Pass onFake = d.forward(y);
        List<Loss> losses = new ArrayList<>();
        losses.add(settings.loss.real(onReal));
        losses.add(settings.loss.fake(onFake));
        if (settings.gradientPenalty > 0) {
            Matrix between = Penalties.between(x, y, random);
            losses.add(Penalties.gradientPenalty(d, between).times(settings.gradientPenalty));
        }
        if (settings.r1 > 0) {
            losses.add(Penalties.r1(d, x).times(settings.r1 / 2));
        }
        double loss = losses.stream().mapToDouble(Loss::value).sum();
        discriminatorTrainer.step(loss, () -> losses.forEach(Loss::backward));
        if (settings.clipping > 0) {
            discriminator.parameters().forEach(parameter -> parameter.clip(settings.clipping));
        }
        return new Step(loss, Double.NaN, onReal.matrix().mean(), onFake.matrix().mean());
    }

    /**
     * One step of the generator, down the gradient that comes back through the discriminator, which
     * is frozen meanwhile: that changes no figure, but saves the time for gradients that nobody
     * wants.
     *
     * @param count how many samples it generates for it
     * @return its loss before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public double generatorStep(int count) {
        Pass fake = conditioned(generator).forward(noise.draw(count));
        Pass seen = noisy(Packing.pack(fake, settings.packing));
        Loss loss = settings.loss.generator(conditioned(discriminator).forward(seen));
        List<Parameter> frozen = discriminator.parameters();
        frozen.forEach(parameter -> parameter.freeze(true));
        try {
            generatorTrainer.step(loss.value(), loss::backward);
        } finally {
            frozen.forEach(parameter -> parameter.freeze(false));
        }
        return loss.value();
    }

    /**
     * One step of the discriminator, and after each {@linkplain Builder#discriminatorSteps so many}
     * of them one of the generator.
     *
     * @param real real samples, {@code [batch, features]}
     * @return what the players found before their steps
     * @throws DivergedException if a loss is not finite; the model stays as it was
     */
    public Step trainStep(Matrix real) {
        Step step = discriminatorStep(real);
        if (discriminatorTrainer.steps() % settings.discriminatorSteps != 0) {
            return step;
        }
        double loss = generatorStep(real.rows());
        return new Step(step.discriminatorLoss, loss, step.realScore, step.fakeScore);
    }

    /**
     * One step of the discriminator, and after each {@linkplain Builder#discriminatorSteps so many}
     * of them one of the generator.
     *
     * @param real real samples, {@code [batch, features]}
     * @return what the players found before their steps
     * @throws DivergedException if a loss is not finite; the model stays as it was
     */
    public Step trainStep(INDArray real) {
        return trainStep(Matrix.of(real));
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @return for each epoch the means of both losses and of the scores
     */
    public History train(Matrix data, int epochs) {
        return train(data, epochs, epoch -> {});
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @return for each epoch the means of both losses and of the scores
     */
    public History train(INDArray data, int epochs) {
        return train(Matrix.of(data), epochs);
    }

    /**
     * Trains with every sample once an epoch, in random order, and shows the progress. What is left
     * of an epoch and not a multiple of {@linkplain Builder#packing packing} is left out.
     *
     * @param data {@code [samples, features]}
     * @param epochs how many times
     * @param afterEpoch is called with the number of each epoch, from 1, when it is over: to
     *     measure or draw
     * @return for each epoch the means of both losses and of the scores
     */
    public History train(Matrix data, int epochs, IntConsumer afterEpoch) {
        History history = history("epoch");
        Minibatches minibatches = new Minibatches(data, settings.batchSize, random);
        Means means = new Means();
        try (Progress progress = Progress.of("training", (long) epochs * minibatches.batches())) {
            long done = 0;
            for (int epoch = 1; epoch <= epochs; epoch++) {
                for (Minibatches.Batch batch : minibatches.epoch()) {
                    int size = batch.size() - batch.size() % settings.packing;
                    if (size > 0) {
                        int[] rows = Arrays.copyOf(batch.indices(), size);
                        Gan model = conditions == null ? this : view(conditions.rows(rows));
                        Matrix real = size == batch.size() ? batch.samples() : data.rows(rows);
                        means.add(model.trainStep(real));
                    }
                    progress.update(++done);
                }
                history.add(epoch, means.take());
                afterEpoch.accept(epoch);
            }
        }
        return history;
    }

    /**
     * Trains with fresh samples in every step, and shows the progress.
     *
     * @param data where real samples come from
     * @param steps how many steps of the generator
     * @return for each hundredth part of the training the means of both losses and of the scores
     */
    public History train(Sampler data, int steps) {
        return train(data, steps, Math.max(1, steps / 100), step -> {});
    }

    /**
     * Trains with fresh samples in every step, and shows the progress.
     *
     * @param data where real samples come from
     * @param steps how many steps of the generator
     * @param every after how many of them the history gets a row
     * @param afterRow is called with the number of steps done whenever it does: to measure or draw
     * @return the means of both losses and of the scores
     */
    public History train(Sampler data, int steps, int every, IntConsumer afterRow) {
        Settings.atLeastOne("every", every);
        History history = history("step");
        Means means = new Means();
        try (Progress progress = Progress.of("training", Settings.atLeastOne("steps", steps))) {
            for (int step = 1; step <= steps; step++) {
                for (int i = 0; i < settings.discriminatorSteps; i++) {
                    means.add(trainStep(data.draw(settings.batchSize)));
                }
                progress.update(step);
                if (step % every == 0) {
                    history.add(step, means.take());
                    afterRow.accept(step);
                }
            }
        }
        return history;
    }

    private static History history(String step) {
        return new History(
                "GAN", step, "discriminator loss", "generator loss", "real score", "fake score");
    }

    /** Means of steps; the generator may have taken fewer of them. */
    private static final class Means {
        private final double[] sums = new double[4];
        private final int[] counts = new int[4];

        void add(Step step) {
            add(0, step.discriminatorLoss);
            add(1, step.generatorLoss);
            add(2, step.realScore);
            add(3, step.fakeScore);
        }

        private void add(int column, double value) {
            if (!Double.isNaN(value)) {
                sums[column] += value;
                counts[column]++;
            }
        }

        double[] take() {
            double[] means = new double[sums.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = sums[i] / counts[i];
            }
            Arrays.fill(sums, 0);
            Arrays.fill(counts, 0);
            return means;
        }
    }

    /**
     * The generator.
     *
     * @return a layer from noise (and conditions) to samples
     */
    public Layer generator() {
        return generator;
    }

    /**
     * The discriminator.
     *
     * @return a layer from samples (and conditions) to logits or scores
     */
    public Layer discriminator() {
        return discriminator;
    }

    /**
     * The number of the generator's inputs.
     *
     * @return at least 1
     */
    public int noiseSize() {
        return settings.noiseSize;
    }

    /**
     * Saves what both networks have learned.
     *
     * @param file the file; an older one is replaced
     * @throws IOException if it can't be written
     */
    public void save(Path file) throws IOException {
        ParameterFile.save(file, new Network(generator, discriminator));
    }

    /**
     * Loads what a model built in the same way has learned.
     *
     * @param file a file that {@link #save} wrote
     * @throws IOException if it can't be read or belongs to another model; this one stays as it was
     */
    public void load(Path file) throws IOException {
        ParameterFile.load(file, new Network(generator, discriminator));
    }

    private Layer conditioned(Layer layer) {
        return Conditioned.layer(layer, settings.conditions, conditions);
    }

    private Matrix noisy(Matrix x) {
        if (settings.instanceNoise == 0) {
            return x;
        }
        Matrix result = x.copy();
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (settings.instanceNoise * random.nextGaussian());
        }
        return result;
    }

    private Pass noisy(Pass x) {
        return settings.instanceNoise == 0 ? x : x.then(noisy(x.matrix()), gradient -> gradient);
    }
}
