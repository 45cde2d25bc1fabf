package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.data.Standardizer;
import genlab.nn.Activation;
import genlab.nn.Criterion;
import genlab.nn.Layer;
import genlab.nn.Losses;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Pass;
import genlab.nn.Require;
import genlab.nn.Sgd;
import genlab.preprocessing.Preprocessing;
import genlab.sampling.Sampler;
import genlab.sampling.Uniform;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
public final class DistributionGan extends Model implements GenerativeModel {
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
    private final Layer generator;
    private final Layer discriminator;
    private final Player generatorPlayer;
    private final Player discriminatorPlayer;
    private final Sampler noise;
    private final Criterion criterion = Losses.binaryCrossEntropy();
    private int discriminatorSteps;

    private DistributionGan(
            Settings settings,
            Layer generator,
            Layer discriminator,
            Sampler noise,
            Player generatorPlayer,
            Player discriminatorPlayer,
            Trainer trainer) {
        super(trainer);
        this.settings = settings;
        this.generator = generator;
        this.discriminator = discriminator;
        this.noise = noise;
        this.generatorPlayer = generatorPlayer;
        this.discriminatorPlayer = discriminatorPlayer;
    }

    private record Settings(
            Preprocessing preprocessing,
            int sampleSize,
            int discriminatorSteps,
            int generatorSteps,
            int epochs,
            int printInterval) {}

    /** Starts to describe a GAN, with the program's values. */
    public static Builder builder() {
        return new Builder();
    }

    /** The parameters of the program. Everything has the program's value by default. */
    public static final class Builder {
        private static final int HIDDEN_OF_GENERATOR = 5;
        private static final int HIDDEN_OF_DISCRIMINATOR = 10;
        private static final double MOMENTUM = 0.9;

        private Preprocessing preprocessing = Preprocessing.FOUR_MOMENTS;
        private int sampleSize = 500;
        private double generatorLearningRate = 1e-3;
        private double discriminatorLearningRate = 1e-3;
        private int discriminatorSteps = 20;
        private int generatorSteps = 20;
        private int epochs = 5000;
        private int printInterval = 100;
        private Standardizer standardizer;

        private Builder() {}

        /** What the discriminator sees of a batch; the four moments by default. */
        public Builder preprocessing(Preprocessing ofBatch) {
            preprocessing = Require.given("preprocessing", ofBatch);
            return this;
        }

        /** How many numbers a batch has, 500 by default; at least 2 for the moments. */
        public Builder sampleSize(int numbers) {
            sampleSize = Require.size("sampleSize", numbers);
            return this;
        }

        /** The learning rates of SGD, 0.001 each by default. */
        public Builder learningRates(double ofGenerator, double ofDiscriminator) {
            generatorLearningRate = Require.learningRate(ofGenerator);
            discriminatorLearningRate = Require.learningRate(ofDiscriminator);
            return this;
        }

        /** How many steps each player takes in an epoch, 20 each by default. */
        public Builder steps(int ofDiscriminator, int ofGenerator) {
            discriminatorSteps = Require.size("ofDiscriminator", ofDiscriminator);
            generatorSteps = Require.size("ofGenerator", ofGenerator);
            return this;
        }

        /**
         * Numbers go in, and come out, in a unit of their own; the networks see them standardised.
         */
        public Builder standardizer(Standardizer ofData) {
            standardizer = Require.given("standardizer", ofData);
            return this;
        }

        /** How many epochs {@link DistributionGan#train(Sampler)} takes, 5,000 by default. */
        public Builder epochs(int number) {
            epochs = Require.size("epochs", number);
            return this;
        }

        /** After how many epochs a line is printed, 100 by default; 0 for none. */
        public Builder printInterval(int number) {
            printInterval = Require.atLeast("printInterval", 0, number);
            return this;
        }

        /**
         * Makes the model: a generator 1-5-5-1 with tanh and a discriminator with two hidden layers
         * of 10 with sigmoids, as in the program.
         *
         * @param random where initial weights and noise come from
         */
        public DistributionGan build(RandomGenerator random) {
            int g = HIDDEN_OF_GENERATOR;
            int d = HIDDEN_OF_DISCRIMINATOR;
            int features = preprocessing.outputSize(sampleSize);
            Layer generator = Network.mlp(Activation.TANH, Activation.IDENTITY, random, 1, g, g, 1);
            Layer discriminator =
                    Network.mlp(Activation.SIGMOID, Activation.SIGMOID, random, features, d, d, 1);
            return build(generator, discriminator, new Uniform(1, random), random);
        }

        /** A GAN with given networks, which the tests compare with the reference figures. */
        DistributionGan build(
                Layer generator, Layer discriminator, Sampler noise, RandomGenerator random) {
            Require.that(
                    preprocessing != Preprocessing.FOUR_MOMENTS || sampleSize >= 2,
                    "sampleSize, for four moments, must be at least 2, but was %d",
                    sampleSize);
            Settings settings =
                    new Settings(
                            preprocessing,
                            sampleSize,
                            discriminatorSteps,
                            generatorSteps,
                            epochs,
                            printInterval);
            Sgd ofG = new Sgd(generator.parameters(), generatorLearningRate, MOMENTUM);
            Sgd ofD = new Sgd(discriminator.parameters(), discriminatorLearningRate, MOMENTUM);
            Player ofGenerator = new Player("generator ", ofG);
            Player ofDiscriminator = new Player("discriminator ", ofD);
            List<Player> players = List.of(ofGenerator, ofDiscriminator);
            String told = settings.toString().replace("Settings", "");
            Trainer trainer =
                    new Trainer("GAN", told, random, sampleSize, standardizer, players)
                            .columns(COLUMNS)
                            .with("generator", generator)
                            .with("discriminator", discriminator);
            return new DistributionGan(
                    settings,
                    generator,
                    discriminator,
                    noise,
                    ofGenerator,
                    ofDiscriminator,
                    trainer);
        }
    }

    /**
     * Trains for the {@linkplain Builder#epochs epochs} of the program, and prints a line now and
     * then as it does.
     *
     * @param real where real numbers come from, {@code [n, 1]}
     * @return a row for each epoch: the errors of its last steps, and what the last batches were
     *     like
     * @throws DivergedException if an error is not finite, or the generator gives the same number
     *     throughout
     */
    public History train(Sampler real) {
        return train(real, Training.steps(settings.epochs).every(1));
    }

    @Override
    String unit(boolean inEpochs) {
        return "epoch";
    }

    @Override
    int batchesPerStep() {
        return settings.discriminatorSteps;
    }

    /** A step of the discriminator; after the last of an epoch also the generator's. */
    @Override
    double[] step(Batch batch) {
        Matrix real = batch.samples();
        Pass realError = criterion.of(judge(Pass.constant(real)), 1);
        Pass fake = generator.forward(noise.draw(settings.sampleSize)).detach();
        Pass fakeError = criterion.of(judgeGenerated(fake), 0);
        discriminatorPlayer.step(realError.plus(fakeError), real);
        discriminatorSteps++;
        if (discriminatorSteps % settings.discriminatorSteps != 0) {
            double[] nothingYet = new double[7];
            Arrays.fill(nothingYet, Double.NaN);
            return nothingYet;
        }
        double generatorError = 0;
        for (int step = 0; step < settings.generatorSteps; step++) {
            Pass generated = generator.forward(noise.draw(settings.sampleSize));
            Pass error = criterion.of(judgeGenerated(generated), 1);
            generatorError = error.value();
            generatorPlayer.step(error, real);
        }
        return new double[] {
            realError.value(),
            fakeError.value(),
            generatorError,
            real.mean(),
            real.standardDeviation(),
            fake.matrix().mean(),
            fake.matrix().standardDeviation()
        };
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
                    "the generator has collapsed: "
                            + e.getMessage()
                            + "; lower the learning rates with learningRates(...)");
        }
    }

    /** The line that the program prints. */
    @Override
    String lineAfter(int epoch) {
        if (settings.printInterval == 0 || epoch % settings.printInterval != 0) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "Epoch "
                        + epoch
                        + ": D (%.4f real, %.4f fake) G (%.4f); "
                        + "real (mean %.2f, sd %.2f), fake (mean %.2f, sd %.2f)",
                Arrays.stream(COLUMNS).map(history()::last).toArray());
    }

    /** Uniform noise, as in the program. */
    @Override
    public Matrix sample(int count, RandomGenerator random) {
        return decode(new Uniform(1, random).draw(count));
    }

    @Override
    public Matrix decode(Matrix z) {
        Require.finite("z", 1, z);
        return trainer.inUnit(generator.forward(z).matrix());
    }

    @Override
    public int latentSize() {
        return 1;
    }

    /** The trained generator as a source of numbers. */
    public Sampler sampler(RandomGenerator random) {
        Require.given("random", random);
        return count -> sample(count, random);
    }

    /** A layer from noise to numbers. */
    public Layer generator() {
        return generator;
    }

    /** A layer from a preprocessed batch to the probability that it is real. */
    public Layer discriminator() {
        return discriminator;
    }
}
