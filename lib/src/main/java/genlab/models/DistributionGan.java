package genlab.models;

import genlab.nn.Activation;
import genlab.nn.Criterion;
import genlab.nn.Loss;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Pass;
import genlab.nn.Sgd;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Sampler;
import genlab.sampling.Uniform;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Progress;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/**
 * The GAN of Dev Nag's program "GANs in 50 lines of PyTorch": a generator learns to turn noise into
 * numbers of a given distribution, from a discriminator that judges a whole batch at once.
 *
 * <p>Every epoch trains the discriminator D for some steps, then the generator G for some steps
 * (Goodfellow et al., "Generative Adversarial Nets", 2014, algorithm 1), both by binary cross
 * entropy:
 *
 * <pre>
 * D's step: minimise  -log D(p(x)) - log(1 - D(p(G(z))))   over D's weights, G(z) detached
 * G's step: minimise  -log D(p(G(z)))                      over G's weights
 * </pre>
 *
 * where x is a batch of real numbers, z a batch of noise and p the {@link Preprocessing} of a batch
 * to one row of features.
 */
public final class DistributionGan {
    /** Names of the columns of the {@linkplain #history() history}, beside the epoch. */
    private static final String[] COLUMNS = {
        "real error",
        "fake error",
        "generator error",
        "real mean",
        "real sd",
        "fake mean",
        "fake sd"
    };

    private final Builder settings;
    private final Network generator;
    private final Network discriminator;
    private final Optimizer generatorOptimizer;
    private final Optimizer discriminatorOptimizer;
    private final Sampler noise;
    private final Criterion criterion = Losses.binaryCrossEntropy();
    private final History history = new History("GAN", "epoch", COLUMNS);
    private int epoch;

    private DistributionGan(Builder settings, Network generator, Network discriminator, Sampler z) {
        this.settings = settings;
        this.generator = generator;
        this.discriminator = discriminator;
        this.noise = z;
        generatorOptimizer =
                new Sgd(generator.parameters(), settings.generatorLearningRate, settings.momentum);
        discriminatorOptimizer =
                new Sgd(
                        discriminator.parameters(),
                        settings.discriminatorLearningRate,
                        settings.momentum);
    }

    /**
     * Starts to describe a GAN.
     *
     * @return a builder with the program's own values
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The parameters of the program. Everything has the program's value by default. */
    public static final class Builder implements Cloneable {
        private Preprocessing preprocessing = Preprocessing.FOUR_MOMENTS;
        private int sampleSize = 500;
        private int noiseSize = 1;
        private int generatorHiddenSize = 5;
        private int discriminatorHiddenSize = 10;
        private double generatorLearningRate = 1e-3;
        private double discriminatorLearningRate = 1e-3;
        private double momentum = 0.9;
        private int discriminatorSteps = 20;
        private int generatorSteps = 20;
        private int epochs = 5000;
        private int printInterval = 100;

        private Builder() {}

        /**
         * What the discriminator is shown of a batch.
         *
         * @param preprocessing the four moments by default
         * @return this builder
         */
        public Builder preprocessing(Preprocessing preprocessing) {
            this.preprocessing = preprocessing;
            return this;
        }

        /**
         * The numbers in a batch.
         *
         * @param sampleSize at least 1, for four moments 2; 500 by default
         * @return this builder
         */
        public Builder sampleSize(int sampleSize) {
            this.sampleSize = Settings.atLeastOne("sampleSize", sampleSize);
            return this;
        }

        /**
         * The features of the generator's noise.
         *
         * @param noiseSize at least 1; 1 by default
         * @return this builder
         */
        public Builder noiseSize(int noiseSize) {
            this.noiseSize = Settings.atLeastOne("noiseSize", noiseSize);
            return this;
        }

        /**
         * The neurons in each of the two hidden layers that either network has.
         *
         * @param ofGenerator at least 1; 5 by default
         * @param ofDiscriminator at least 1; 10 by default
         * @return this builder
         */
        public Builder hidden(int ofGenerator, int ofDiscriminator) {
            generatorHiddenSize = Settings.atLeastOne("ofGenerator", ofGenerator);
            discriminatorHiddenSize = Settings.atLeastOne("ofDiscriminator", ofDiscriminator);
            return this;
        }

        /**
         * The size of the optimizers' steps.
         *
         * @param ofGenerator above 0; 0.001 by default
         * @param ofDiscriminator above 0; 0.001 by default
         * @return this builder
         */
        public Builder learningRates(double ofGenerator, double ofDiscriminator) {
            generatorLearningRate = ofGenerator;
            discriminatorLearningRate = ofDiscriminator;
            return this;
        }

        /**
         * The share of its last step that either optimizer keeps.
         *
         * @param momentum in [0, 1); 0.9 by default
         * @return this builder
         */
        public Builder momentum(double momentum) {
            this.momentum = momentum;
            return this;
        }

        /**
         * How often either network is trained in an epoch.
         *
         * @param ofDiscriminator at least 1; 20 by default
         * @param ofGenerator at least 1; 20 by default
         * @return this builder
         */
        public Builder steps(int ofDiscriminator, int ofGenerator) {
            discriminatorSteps = Settings.atLeastOne("ofDiscriminator", ofDiscriminator);
            generatorSteps = Settings.atLeastOne("ofGenerator", ofGenerator);
            return this;
        }

        /**
         * The length of the training.
         *
         * @param epochs at least 1; 5,000 by default
         * @return this builder
         */
        public Builder epochs(int epochs) {
            this.epochs = Settings.atLeastOne("epochs", epochs);
            return this;
        }

        /**
         * How often a line is printed.
         *
         * @param epochs every so many epochs; 100 by default, 0 for never
         * @return this builder
         */
        public Builder printInterval(int epochs) {
            this.printInterval = (int) Settings.atLeastZero("epochs", epochs);
            return this;
        }

        /**
         * Makes an untrained GAN: a generator noise-5-5-1 with tanh in its hidden layers, a
         * discriminator features-10-10-1 with a sigmoid on every layer, and noise uniform in [0,
         * 1).
         *
         * @param random where the initial weights and the noise come from
         * @return an untrained model
         * @throws IllegalArgumentException if a learning rate or the momentum is outside its range,
         *     or a batch too small for four moments
         */
        public DistributionGan build(RandomGenerator random) {
            int g = generatorHiddenSize;
            Network generator =
                    Network.mlp(Activation.TANH, Activation.IDENTITY, random, noiseSize, g, g, 1);
            int features = preprocessing.outputSize(sampleSize);
            int d = discriminatorHiddenSize;
            Network discriminator =
                    Network.mlp(Activation.SIGMOID, Activation.SIGMOID, random, features, d, d, 1);
            return build(generator, discriminator, new Uniform(noiseSize, random));
        }

        /** A GAN with given networks, which the tests compare with the reference figures. */
        DistributionGan build(Network generator, Network discriminator, Sampler noise) {
            if (preprocessing == Preprocessing.FOUR_MOMENTS && sampleSize < 2) {
                throw new IllegalArgumentException(
                        "sampleSize, for four moments, must be at least 2, but was " + sampleSize);
            }
            return new DistributionGan(copy(), generator, discriminator, noise);
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
     * Trains for as many epochs as it was built for, prints lines and shows the progress. Called
     * again, it goes on from where it was. If it is stopped, {@link #history()} has all epochs up
     * to there.
     *
     * @param real the distribution to learn: draws {@code [n, 1]}
     * @return the history
     * @throws DivergedException if a loss is no longer a finite number, or the generator's batch
     *     has lost all of its spread
     * @throws IllegalArgumentException if the real batches are not {@code [n, 1]} or not finite
     * @throws CancellationException if the thread is interrupted
     */
    public History train(Sampler real) {
        try (Progress progress = Progress.of("training", settings.epochs)) {
            return train(real, progress);
        }
    }

    /**
     * Trains as {@link #train(Sampler)}, with lines and progress shown elsewhere or, by {@link
     * Progress#NONE}, not at all.
     *
     * @param real the distribution to learn: draws {@code [n, 1]}
     * @param progress where the lines and the progress are shown; it stays open
     * @return the history
     */
    public History train(Sampler real, Progress progress) {
        for (int done = 1; done <= settings.epochs; done++) {
            if (Thread.interrupted()) {
                throw new CancellationException(
                        "training was interrupted after epoch "
                                + epoch
                                + "; train again to go on from there");
            }
            epoch++;
            trainEpoch(real);
            if (settings.printInterval > 0 && epoch % settings.printInterval == 0) {
                progress.print(line());
            }
            progress.update(done);
        }
        return history;
    }

    private void trainEpoch(Sampler real) {
        int n = settings.sampleSize;
        double realError = 0;
        double fakeError = 0;
        double generatorError = 0;
        Matrix realBatch = null;
        Matrix fakeBatch = null;
        for (int step = 0; step < settings.discriminatorSteps; step++) {
            discriminatorOptimizer.zeroGradients();
            realBatch = real.draw(n);
            Loss realLoss = criterion.of(judge(Pass.constant(realBatch)), 1);
            realError = finite("real error", realLoss, realBatch);
            realLoss.backward();
            Pass fake = generator.forward(noise.draw(n)).detach();
            fakeBatch = fake.matrix();
            Loss fakeLoss = criterion.of(judgeGenerated(fake), 0);
            fakeError = finite("fake error", fakeLoss, realBatch);
            fakeLoss.backward();
            discriminatorOptimizer.step();
        }
        for (int step = 0; step < settings.generatorSteps; step++) {
            generatorOptimizer.zeroGradients();
            Pass fake = generator.forward(noise.draw(n));
            Loss loss = criterion.of(judgeGenerated(fake), 1);
            generatorError = finite("generator error", loss, realBatch);
            loss.backward();
            generatorOptimizer.step();
        }
        history.add(
                epoch,
                realError,
                fakeError,
                generatorError,
                realBatch.mean(),
                realBatch.standardDeviation(),
                fakeBatch.mean(),
                fakeBatch.standardDeviation());
    }

    /** The discriminator's verdict on a whole batch: {@code [1, 1]}, its probability to be real. */
    private Pass judge(Pass batch) {
        return discriminator.forward(settings.preprocessing.forward(batch));
    }

    /** The discriminator's verdict on a batch of the generator. */
    private Pass judgeGenerated(Pass batch) {
        try {
            return judge(batch);
        } catch (IllegalArgumentException e) {
            throw new DivergedException(
                    "the generator has collapsed at epoch "
                            + epoch
                            + ": "
                            + e.getMessage()
                            + "; "
                            + lowerRates());
        }
    }

    /** The value of a loss, if it is a finite number. */
    private double finite(String name, Loss loss, Matrix realBatch) {
        if (!Double.isFinite(loss.value())) {
            if (!Double.isFinite(realBatch.mean())) {
                throw new IllegalArgumentException(
                        "real numbers must be finite, but the mean of a batch was "
                                + realBatch.mean()
                                + "; remove what is not a number from the data");
            }
            DivergedException.check(name, loss.value(), "epoch " + epoch, lowerRates());
        }
        return loss.value();
    }

    private String lowerRates() {
        return "lower the learning rates (now "
                + settings.generatorLearningRate
                + " for the generator, "
                + settings.discriminatorLearningRate
                + " for the discriminator)";
    }

    /** The line that the program prints. */
    private String line() {
        return String.format(
                Locale.ROOT,
                "Epoch %d: D (%.4f real, %.4f fake) G (%.4f); "
                        + "real (mean %.2f, sd %.2f), fake (mean %.2f, sd %.2f)",
                epoch,
                history.last("real error"),
                history.last("fake error"),
                history.last("generator error"),
                history.last("real mean"),
                history.last("real sd"),
                history.last("fake mean"),
                history.last("fake sd"));
    }

    /**
     * The trained generator as a source of new samples; the discriminator has no part in it.
     *
     * @param random where the noise comes from
     * @return draws {@code [n, 1]}
     */
    public Sampler sampler(RandomGenerator random) {
        Network trained = generator;
        Sampler input = new Uniform(settings.noiseSize, random);
        return count -> trained.forward(input.draw(count)).matrix();
    }

    /**
     * What was measured so far, a row an epoch: the errors of the last discriminator and generator
     * step, and mean and standard deviation (sd) of the last real and generated batch that the
     * discriminator learned from.
     *
     * @return columns epoch, real error, fake error, generator error, real mean, real sd, fake
     *     mean, fake sd
     */
    public History history() {
        return history;
    }

    /**
     * The generator.
     *
     * @return the network itself, which training changes
     */
    public Network generator() {
        return generator;
    }

    /**
     * The discriminator.
     *
     * @return the network itself, which training changes
     */
    public Network discriminator() {
        return discriminator;
    }
}
