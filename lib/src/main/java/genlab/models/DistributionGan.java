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

    private final Settings settings;
    private final Network generator;
    private final Network discriminator;
    private final Optimizer generatorOptimizer;
    private final Optimizer discriminatorOptimizer;
    private final Sampler noise;
    private final Criterion criterion = Losses.binaryCrossEntropy();
    private final History history = new History("GAN", "epoch", COLUMNS);
    private int epoch;

    /**
     * The parameters of the program.
     *
     * @param preprocessing what the discriminator is shown of a batch
     * @param sampleSize the numbers in a batch, at least 1
     * @param noiseSize the features of the generator's noise, at least 1
     * @param generatorHiddenSize the neurons in each of the generator's two hidden layers
     * @param discriminatorHiddenSize the neurons in each of the discriminator's two hidden layers
     * @param generatorLearningRate the size of the generator's steps, above 0
     * @param discriminatorLearningRate the size of the discriminator's steps, above 0
     * @param momentum the share of its last step that either optimizer keeps, in [0, 1)
     * @param discriminatorSteps how often the discriminator is trained in an epoch, at least 1
     * @param generatorSteps how often the generator is trained in an epoch, at least 1
     * @param epochs the length of the training, at least 1
     * @param printInterval a line is printed every so many epochs; 0 for none
     */
    public record Settings(
            Preprocessing preprocessing,
            int sampleSize,
            int noiseSize,
            int generatorHiddenSize,
            int discriminatorHiddenSize,
            double generatorLearningRate,
            double discriminatorLearningRate,
            double momentum,
            int discriminatorSteps,
            int generatorSteps,
            int epochs,
            int printInterval) {
        /** The program's own values. */
        public static final Settings DEFAULT =
                new Settings(
                        Preprocessing.FOUR_MOMENTS,
                        500,
                        1,
                        5,
                        10,
                        1e-3,
                        1e-3,
                        0.9,
                        20,
                        20,
                        5000,
                        100);

        /**
         * Checks the values.
         *
         * @param preprocessing what the discriminator is shown of a batch
         * @param sampleSize the numbers in a batch, at least 1
         * @param noiseSize the features of the generator's noise, at least 1
         * @param generatorHiddenSize the neurons in each of the generator's two hidden layers
         * @param discriminatorHiddenSize the neurons in each of the discriminator's two hidden
         *     layers
         * @param generatorLearningRate the size of the generator's steps, above 0
         * @param discriminatorLearningRate the size of the discriminator's steps, above 0
         * @param momentum the share of its last step that either optimizer keeps, in [0, 1)
         * @param discriminatorSteps how often the discriminator is trained in an epoch, at least 1
         * @param generatorSteps how often the generator is trained in an epoch, at least 1
         * @param epochs the length of the training, at least 1
         * @param printInterval a line is printed every so many epochs; 0 for none
         * @throws IllegalArgumentException if one is outside its range
         */
        public Settings {
            atLeast(1, "sampleSize", sampleSize);
            atLeast(1, "noiseSize", noiseSize);
            atLeast(1, "generatorHiddenSize", generatorHiddenSize);
            atLeast(1, "discriminatorHiddenSize", discriminatorHiddenSize);
            atLeast(1, "discriminatorSteps", discriminatorSteps);
            atLeast(1, "generatorSteps", generatorSteps);
            atLeast(1, "epochs", epochs);
            atLeast(0, "printInterval", printInterval);
            if (preprocessing == Preprocessing.FOUR_MOMENTS) {
                atLeast(2, "sampleSize, for four moments,", sampleSize);
            }
        }

        private static void atLeast(int smallest, String name, int value) {
            if (value < smallest) {
                throw new IllegalArgumentException(
                        name + " must be at least " + smallest + ", but was " + value);
            }
        }

        /**
         * The same settings with another preprocessing.
         *
         * @param value what the discriminator is shown of a batch
         * @return a copy
         */
        public Settings withPreprocessing(Preprocessing value) {
            return new Settings(
                    value,
                    sampleSize,
                    noiseSize,
                    generatorHiddenSize,
                    discriminatorHiddenSize,
                    generatorLearningRate,
                    discriminatorLearningRate,
                    momentum,
                    discriminatorSteps,
                    generatorSteps,
                    epochs,
                    printInterval);
        }

        /**
         * The same settings with batches of another size.
         *
         * @param value the numbers in a batch, at least 1
         * @return a copy
         */
        public Settings withSampleSize(int value) {
            return new Settings(
                    preprocessing,
                    value,
                    noiseSize,
                    generatorHiddenSize,
                    discriminatorHiddenSize,
                    generatorLearningRate,
                    discriminatorLearningRate,
                    momentum,
                    discriminatorSteps,
                    generatorSteps,
                    epochs,
                    printInterval);
        }

        /**
         * The same settings with other learning rates.
         *
         * @param ofGenerator the size of the generator's steps, above 0
         * @param ofDiscriminator the size of the discriminator's steps, above 0
         * @return a copy
         */
        public Settings withLearningRates(double ofGenerator, double ofDiscriminator) {
            return new Settings(
                    preprocessing,
                    sampleSize,
                    noiseSize,
                    generatorHiddenSize,
                    discriminatorHiddenSize,
                    ofGenerator,
                    ofDiscriminator,
                    momentum,
                    discriminatorSteps,
                    generatorSteps,
                    epochs,
                    printInterval);
        }

        /**
         * The same settings with other numbers of steps in an epoch.
         *
         * @param ofDiscriminator how often the discriminator is trained, at least 1
         * @param ofGenerator how often the generator is trained, at least 1
         * @return a copy
         */
        public Settings withSteps(int ofDiscriminator, int ofGenerator) {
            return new Settings(
                    preprocessing,
                    sampleSize,
                    noiseSize,
                    generatorHiddenSize,
                    discriminatorHiddenSize,
                    generatorLearningRate,
                    discriminatorLearningRate,
                    momentum,
                    ofDiscriminator,
                    ofGenerator,
                    epochs,
                    printInterval);
        }

        /**
         * The same settings with another length of training.
         *
         * @param value the number of epochs, at least 1
         * @return a copy
         */
        public Settings withEpochs(int value) {
            return new Settings(
                    preprocessing,
                    sampleSize,
                    noiseSize,
                    generatorHiddenSize,
                    discriminatorHiddenSize,
                    generatorLearningRate,
                    discriminatorLearningRate,
                    momentum,
                    discriminatorSteps,
                    generatorSteps,
                    value,
                    printInterval);
        }
    }

    /**
     * An untrained GAN: a generator noise-5-5-1 with tanh in its hidden layers, a discriminator
     * features-10-10-1 with a sigmoid on every layer, and noise uniform in [0, 1).
     *
     * @param settings its sizes and how to train it
     * @param random where the initial weights and the noise come from
     */
    public DistributionGan(Settings settings, RandomGenerator random) {
        this(
                settings,
                Network.mlp(
                        Activation.TANH,
                        Activation.IDENTITY,
                        random,
                        settings.noiseSize(),
                        settings.generatorHiddenSize(),
                        settings.generatorHiddenSize(),
                        1),
                Network.mlp(
                        Activation.SIGMOID,
                        Activation.SIGMOID,
                        random,
                        settings.preprocessing().outputSize(settings.sampleSize()),
                        settings.discriminatorHiddenSize(),
                        settings.discriminatorHiddenSize(),
                        1),
                new Uniform(settings.noiseSize(), random));
    }

    /** A GAN with given networks, which the tests compare with the reference figures. */
    DistributionGan(Settings settings, Network generator, Network discriminator, Sampler noise) {
        this.settings = settings;
        this.generator = generator;
        this.discriminator = discriminator;
        this.noise = noise;
        generatorOptimizer =
                new Sgd(
                        generator.parameters(),
                        settings.generatorLearningRate(),
                        settings.momentum());
        discriminatorOptimizer =
                new Sgd(
                        discriminator.parameters(),
                        settings.discriminatorLearningRate(),
                        settings.momentum());
    }

    /**
     * Trains for {@code settings.epochs()} epochs, prints a line every {@code
     * settings.printInterval()} epochs and shows the progress. Called again, it goes on from where
     * it was. If it is stopped, {@link #history()} has all epochs up to there.
     *
     * @param real the distribution to learn: draws {@code [n, 1]}
     * @return the history
     * @throws DivergedException if a loss is no longer a finite number, or the generator's batch
     *     has lost all of its spread
     * @throws IllegalArgumentException if the real batches are not {@code [n, 1]} or not finite
     * @throws CancellationException if the thread is interrupted
     */
    public History train(Sampler real) {
        try (Progress progress = Progress.of("training", settings.epochs())) {
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
        for (int done = 1; done <= settings.epochs(); done++) {
            if (Thread.interrupted()) {
                throw new CancellationException(
                        "training was interrupted after epoch "
                                + epoch
                                + "; train again to go on from there");
            }
            epoch++;
            trainEpoch(real);
            if (settings.printInterval() > 0 && epoch % settings.printInterval() == 0) {
                progress.print(line());
            }
            progress.update(done);
        }
        return history;
    }

    private void trainEpoch(Sampler real) {
        int n = settings.sampleSize();
        double realError = 0;
        double fakeError = 0;
        double generatorError = 0;
        Matrix realBatch = null;
        Matrix fakeBatch = null;
        for (int step = 0; step < settings.discriminatorSteps(); step++) {
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
        for (int step = 0; step < settings.generatorSteps(); step++) {
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
        return discriminator.forward(settings.preprocessing().forward(batch));
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
                + settings.generatorLearningRate()
                + " for the generator, "
                + settings.discriminatorLearningRate()
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
        Sampler input = new Uniform(settings.noiseSize(), random);
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
