package genlab.experiment;

import genlab.data.Pictures;
import genlab.models.AdversarialLosses;
import genlab.models.Dcgan;
import genlab.nn.Adam;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Pass;
import genlab.nn.PictureShape;
import genlab.nn.Require;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.training.WeightAverage;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Ways to train a {@link Dcgan}, one change each. The loop is written out here, since one of the
 * changes is in the loop itself.
 */
public enum PictureRecipe {
    /** As the paper: batch normalisation, real and generated pictures in batches of their own. */
    DCGAN("DCGAN"),
    /** Real and generated pictures are normalised in one batch, in both players' steps. */
    ONE_BATCH("real and fake in one batch"),
    /**
     * In one batch in the discriminator's step alone: in the generator's, its pictures are judged
     * by themselves, a kind of batch that the discriminator was never trained on.
     */
    ONE_BATCH_OF_D("one batch in D's step alone"),
    /** A discriminator without normalisation. */
    PLAIN("no normalisation in D"),
    /**
     * The target of real pictures is 0.9 (one-sided label smoothing; Salimans et al., Improved
     * Techniques for Training GANs, 2016, section 3.4).
     */
    SMOOTH("label smoothing"),
    /** Samples by a moving average of the generator's weights (Yazıcı et al., 2019). */
    AVERAGE("average of the weights"),
    /** A discriminator that learns four times as fast (Heusel et al., 2017). */
    TWO_RATES("two time scales");

    private static final int CHANNELS = 16;
    private static final int LATENTS = 16;
    private static final int BATCH = 64;
    private static final double RATE = 0.002;

    private final String label;

    PictureRecipe(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }

    /**
     * Trains one and measures 1,000 of its pictures.
     *
     * @param pictures square grey ones to learn from, {@code [pictures, side * side]}
     * @param judge measures what comes out
     * @param seed of everything random
     * @param steps of each player, with 64 pictures each
     */
    public Map<String, Double> run(Matrix pictures, PictureJudge judge, long seed, int steps) {
        int side = Pictures.grey(pictures).width();
        Require.given("judge", judge);
        RandomGenerator random = Randoms.seeded(seed);
        PictureShape shape = new PictureShape(1, side, side);
        Network generator = Dcgan.generator(LATENTS, shape, CHANNELS, random);
        Layer discriminator =
                this == PLAIN
                        ? Dcgan.plain(shape, CHANNELS, random)
                        : Dcgan.discriminator(shape, CHANNELS, random);
        Adam ofG = new Adam(generator.parameters(), RATE, 0.5, 0.999);
        double rate = this == TWO_RATES ? 2 * RATE : RATE;
        Adam ofD = new Adam(discriminator.parameters(), rate, 0.5, 0.999);
        if (this == TWO_RATES) {
            ofG.learningRate(RATE / 2);
        }
        WeightAverage average = new WeightAverage(generator, this == AVERAGE ? 0.99 : 0);
        EmpiricalSampler data = EmpiricalSampler.of(pictures, random);
        Gaussian noise = Gaussian.standard(LATENTS, random);
        for (int step = 0; step < Require.atLeast("steps", 1, steps); step++) {
            Pass fake = generator.forward(Pass.constant(noise.draw(BATCH)).inTraining()).detach();
            Pass real = Pass.constant(data.draw(BATCH)).inTraining();
            learn(ofD, lossOfDiscriminator(discriminator, real, fake));
            Pass made = generator.forward(Pass.constant(noise.draw(BATCH)).inTraining());
            learn(ofG, lossOfGenerator(new Frozen(discriminator), real, made));
            average.update();
        }
        Matrix codes = Gaussian.standard(LATENTS, Randoms.seeded(1)).draw(1000);
        return average.with(() -> judge.measure(generator.forward(codes).matrix()));
    }

    private static void learn(Optimizer optimizer, Pass loss) {
        optimizer.zeroGradients();
        loss.backward();
        optimizer.step();
    }

    private Pass lossOfDiscriminator(Layer discriminator, Pass real, Pass fake) {
        if (this == ONE_BATCH || this == ONE_BATCH_OF_D) {
            Matrix sign = Matrix.filled(BATCH, 1, -1).above(Matrix.filled(BATCH, 1, 1));
            return discriminator.forward(real.above(fake)).times(sign).softplus().mean().times(2);
        }
        Pass onReal = discriminator.forward(real);
        Pass onFake = AdversarialLosses.NON_SATURATING.fake(discriminator.forward(fake));
        Pass right = AdversarialLosses.NON_SATURATING.real(onReal);
        return this == SMOOTH
                ? right.times(0.9)
                        .plus(AdversarialLosses.NON_SATURATING.fake(onReal).times(0.1))
                        .plus(onFake)
                : right.plus(onFake);
    }

    private Pass lossOfGenerator(Layer discriminator, Pass real, Pass made) {
        Pass logits =
                this == ONE_BATCH
                        ? discriminator
                                .forward(real.above(made))
                                .transpose()
                                .columns(BATCH, 2 * BATCH)
                        : discriminator.forward(made);
        return AdversarialLosses.NON_SATURATING.generator(logits);
    }
}
