package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.Penalties;
import genlab.nn.Require;
import genlab.sampling.Gaussian;
import genlab.training.DivergedException;
import genlab.training.History;
import genlab.training.Training;

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
 * <p>A conditional one (Mirza and Osindero, 2014) is built with {@link GanBuilder#conditions} and
 * then used through {@link #given}: {@code gan.given(labels).train(images, 20)}.
 */
public final class Gan extends Model implements GenerativeModel {
    private final GanBuilder.Settings settings;
    private final Layer generator;
    private final Layer discriminator;
    private final Player generatorPlayer;
    private final Player discriminatorPlayer;

    /** What is known of each sample of the batch, or null. */
    private final Matrix conditions;

    Gan(
            GanBuilder.Settings settings,
            Layer generator,
            Layer discriminator,
            Player generatorPlayer,
            Player discriminatorPlayer,
            Trainer trainer,
            Matrix conditions) {
        super(trainer);
        this.settings = settings;
        this.generator = generator;
        this.discriminator = discriminator;
        this.generatorPlayer = generatorPlayer;
        this.discriminatorPlayer = discriminatorPlayer;
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
     * @param latentSize the number of the generator's inputs; it need not be that of the features
     * @return a builder with two hidden layers of 128 in each network and the non-saturating loss
     */
    public static GanBuilder builder(int features, int latentSize) {
        return new GanBuilder(features, latentSize);
    }

    /**
     * This model where something is known of every sample of a batch, real or generated: the i-th
     * row belongs to the i-th sample. Whatever it learns, this model learns.
     *
     * @param known {@code [batch, conditions]}, for example labels in one-hot form
     * @throws IllegalArgumentException if the model was built for another number of conditions
     */
    public Gan given(Matrix known) {
        return view(Conditioned.checked(known, settings.conditions()));
    }

    private Gan view(Matrix known) {
        return new Gan(
                settings,
                generator,
                discriminator,
                generatorPlayer,
                discriminatorPlayer,
                trainer,
                known);
    }

    /** The samples that noise is turned into, by the averaged weights if there are any. */
    @Override
    public Matrix decode(Matrix z) {
        Require.finite("z", 1, z);
        return trainer.inUnit(
                generatorPlayer.averaged(
                        () -> new Frozen(conditioned(generator)).forward(z).matrix()));
    }

    /**
     * What the discriminator says.
     *
     * @param x samples, {@code [batch, features]}
     * @return logits (of Wasserstein critics scores), {@code [batch / packing, 1]}
     */
    public Matrix judge(Matrix x) {
        Pass packed = Packing.pack(Pass.constant(standardized(x)), settings.packing());
        return conditioned(discriminator).forward(packed).matrix();
    }

    /**
     * One step of the discriminator, against as many generated samples, which are constants to it.
     *
     * @param real real samples, {@code [batch, features]}
     * @return what it found before the step
     * @throws DivergedException if the loss is not finite; the model stays as it was
     */
    public Step discriminatorStep(Matrix real) {
        return standardizedDiscriminatorStep(standardized(real));
    }

    private Step standardizedDiscriminatorStep(Matrix real) {
        Layer d = conditioned(discriminator);
        Pass x = seen(Pass.constant(real).inTraining());
        Pass y = seen(conditioned(generator).forward(noise(real.rows())).detach());
        Pass onReal = d.forward(x);
        Pass onFake = d.forward(y);
        Pass loss = settings.loss().real(onReal).plus(settings.loss().fake(onFake));
        if (settings.gradientPenalty() > 0) {
            Matrix between = Penalties.between(x.matrix(), y.matrix(), trainer.random);
            loss =
                    loss.plus(
                            Penalties.gradientPenalty(d, between)
                                    .times(settings.gradientPenalty()));
        }
        if (settings.r1() > 0) {
            loss = loss.plus(Penalties.r1(d, x.matrix()).times(settings.r1() / 2));
        }
        discriminatorPlayer.step(loss, real);
        if (settings.clipping() > 0) {
            discriminator.parameters().stream()
                    .filter(parameter -> !parameter.frozen())
                    .forEach(parameter -> parameter.clip(settings.clipping()));
        }
        return new Step(loss.value(), Double.NaN, onReal.matrix().mean(), onFake.matrix().mean());
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
        Pass fake = seen(conditioned(generator).forward(noise(count)));
        Pass logits = new Frozen(conditioned(discriminator)).forward(fake);
        Pass loss = settings.loss().generator(logits);
        generatorPlayer.step(loss, fake.matrix());
        return loss.value();
    }

    /**
     * One step of the discriminator, and after each {@linkplain GanBuilder#discriminatorSteps so
     * many} of them one of the generator.
     *
     * @param real real samples, {@code [batch, features]}
     * @return what the players found before their steps
     * @throws DivergedException if a loss is not finite; that player stays as it was
     */
    public Step trainStep(Matrix real) {
        return standardizedStep(standardized(real));
    }

    private Step standardizedStep(Matrix real) {
        Step step = standardizedDiscriminatorStep(real);
        if (discriminatorPlayer.steps() % settings.discriminatorSteps() != 0) {
            return step;
        }
        double loss = generatorStep(real.rows());
        return new Step(step.discriminatorLoss, loss, step.realScore, step.fakeScore);
    }

    /** What is left of an epoch and not a multiple of packing is left out. */
    @Override
    double[] step(Batch batch) {
        Matrix samples = batch.samples();
        int size = samples.rows() - samples.rows() % settings.packing();
        if (size == 0) {
            return new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        }
        Gan model = view(Conditioned.ofBatch(conditions, settings.conditions(), batch, size));
        Step step =
                model.standardizedStep(size == samples.rows() ? samples : samples.rows(0, size));
        return new double[] {
            step.discriminatorLoss, step.generatorLoss, step.realScore, step.fakeScore
        };
    }

    @Override
    int batchesPerStep() {
        return settings.discriminatorSteps();
    }

    @Override
    public History train(Matrix data, Training training) {
        Conditioned.checkRows(conditions, data);
        Require.that(
                data.rows() >= settings.packing(),
                "the data must have at least as many rows as packing(%d), but has %d",
                settings.packing(),
                data.rows());
        return super.train(data, training);
    }

    /** A layer from noise (and conditions) to samples. */
    public Layer generator() {
        return generator;
    }

    /** A layer from samples (and conditions) to logits or scores. */
    public Layer discriminator() {
        return discriminator;
    }

    /** What the players minimise. */
    public AdversarialLoss loss() {
        return settings.loss();
    }

    /** The number of the generator's inputs. */
    @Override
    public int latentSize() {
        return settings.latentSize();
    }

    private Pass noise(int count) {
        Matrix z = Gaussian.standard(latentSize(), trainer.random).draw(count);
        return Pass.constant(z).inTraining();
    }

    private Layer conditioned(Layer layer) {
        return Conditioned.layer(layer, settings.conditions(), conditions);
    }

    /** What the discriminator sees of samples: several side by side, and with noise. */
    private Pass seen(Pass samples) {
        Pass packed = Packing.pack(samples, settings.packing());
        if (settings.instanceNoise() == 0) {
            return packed;
        }
        Matrix like = packed.matrix();
        Gaussian noise = new Gaussian(0, settings.instanceNoise(), like.columns(), trainer.random);
        return packed.plus(noise.draw(like.rows()));
    }
}
