package genlab.bench;

import genlab.data.Digits;
import genlab.data.Minibatches;
import genlab.data.Mnist;
import genlab.models.ConvolutionalVae;
import genlab.models.Dcgan;
import genlab.models.Diffusion;
import genlab.models.DistributionGan;
import genlab.models.Gan;
import genlab.models.GanBuilder;
import genlab.models.UNet;
import genlab.models.Vae;
import genlab.models.VaeBuilder;
import genlab.nn.Convolution;
import genlab.nn.Matrix;
import genlab.nn.Pass;
import genlab.nn.PictureShape;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import genlab.sampling.Sampler;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What is measured, as the library does it. */
public enum Workload {
    /**
     * 1,000 epochs of the 50-line GAN by the library's own training loop: 20 + 20 steps, 500
     * samples, four moments.
     */
    GAN_50_LINES("gan-50-lines", 1000, 3, none -> Workload::fiftyLines),
    /** The same, spelled out of the library's parts as in notebook 04. */
    GAN_50_LINES_NOTEBOOK("gan-50-lines-notebook", 1000, 3, none -> NotebookGan::train),
    /**
     * An epoch of a VAE 784-400-20, Bernoulli likelihood, batch 128, Adam, on the 10,000 test
     * images of MNIST, or as many procedural digits where {@link Mnist#folder()} finds none.
     */
    VAE_MNIST("vae-mnist", 1, 12, images -> epochs(images, r -> dense().build(r))),
    /**
     * 300 steps of a diffusion model on a ring of eight Gaussians: 18-128-128-128-2, SiLU, batch
     * 512, Adam, an average of the weights.
     */
    DIFFUSION_RING("diffusion-ring", 300, 8, none -> onRing(r -> averaged(2).build(r)::trainStep)),
    /** 10 steps of a diffusion model of 14 x 14 pixels: a U-net of 16 and 32 channels, batch 64. */
    DIFFUSION_14("diffusion-14", 10, 8, none -> diffusionOfDigits()),
    /**
     * 300 steps of each player of a GAN on a ring of eight Gaussians: 2-128-128-2 against
     * 2-128-128-1, batch 512, Adam.
     */
    GAN_RING("gan-ring", 300, 8, none -> onRing(r -> ofPoints().build(r)::trainStep)),
    /** The same with a gradient penalty, whose gradient PyTorch finds by a double backward. */
    GAN_RING_PENALTY(
            "gan-ring-penalty",
            300,
            8,
            none -> onRing(r -> ofPoints().gradientPenalty(0.1).build(r)::trainStep)),
    /**
     * Ten times forward and backward, batch 128, through each of three convolutions: 1 to 32
     * channels of 28 x 28, size 4 and stride 2; 32 to 64 of 14 x 14, size 5 and stride 2; 64 to 64
     * of 7 x 7, size 3 and stride 1.
     */
    CONVOLUTION("convolution", 10, 8, none -> convolutions()),
    /** 20 steps of each player of a DCGAN of 28 x 28 pixels, 32 to 128 channels, batch 64, Adam. */
    DCGAN_28("dcgan-28", 20, 8, Workload::dcgan),
    /**
     * An epoch of 10,000 images of a convolutional VAE, 16 to 64 channels, 20 latents, batch 128.
     */
    CONV_VAE_28(
            "conv-vae-28",
            1,
            6,
            images -> epochs(images, r -> ConvolutionalVae.builder(grey(28), 16, 20, r).build(r)));

    private final String label;
    private final int amount;
    private final int rounds;
    private final Function<Matrix, IntConsumer> preparation;

    /** Does so many epochs or steps. */
    private IntConsumer work;

    Workload(String label, int amount, int rounds, Function<Matrix, IntConsumer> preparation) {
        this.label = label;
        this.amount = amount;
        this.rounds = rounds;
        this.preparation = preparation;
    }

    private static void fiftyLines(int epochs) {
        RandomGenerator random = Randoms.seeded(1);
        DistributionGan.builder().epochs(epochs).build(random).train(new Gaussian(4, 1.25, random));
    }

    private static VaeBuilder dense() {
        return Vae.builder(784, 20).hidden(400).batchSize(128);
    }

    private static GanBuilder ofPoints() {
        return Gan.builder(2, 2).hidden(128, 128);
    }

    private static Diffusion.Builder averaged(int features) {
        return Diffusion.builder(features).averageWeights(0.995);
    }

    private static PictureShape grey(int size) {
        return new PictureShape(1, size, size);
    }

    private static IntConsumer steps(Supplier<Matrix> batch, Consumer<Matrix> trainStep) {
        return steps -> {
            for (int step = 0; step < steps; step++) {
                trainStep.accept(batch.get());
            }
        };
    }

    private static IntConsumer onRing(Function<RandomGenerator, Consumer<Matrix>> trainStep) {
        RandomGenerator random = Randoms.seeded(1);
        GaussianMixture ring = GaussianMixture.ring(8, 2, random);
        return steps(() -> ring.draw(512), trainStep.apply(random));
    }

    private static IntConsumer epochs(Matrix images, Function<RandomGenerator, Vae> made) {
        RandomGenerator random = Randoms.seeded(1);
        Minibatches minibatches = new Minibatches(images, 128, random);
        Vae vae = made.apply(random);
        return epochs -> {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Minibatches.Batch batch : minibatches.epoch()) {
                    vae.trainStep(batch.samples());
                }
            }
        };
    }

    private static IntConsumer diffusionOfDigits() {
        RandomGenerator random = Randoms.seeded(1);
        Matrix digits = Digits.draw(64, 14, random).images();
        UNet network = new UNet(grey(14), 16, 16, random);
        return steps(() -> digits, averaged(196).network(network).build(random)::trainStep);
    }

    private static IntConsumer dcgan(Matrix images) {
        RandomGenerator random = Randoms.seeded(1);
        Sampler pictures = EmpiricalSampler.of(images, random);
        Gan gan = Dcgan.builder(grey(28), 32, 64, random).build(random);
        return steps(() -> pictures.draw(64), gan::trainStep);
    }

    private static IntConsumer convolutions() {
        RandomGenerator random = Randoms.seeded(1);
        List<Convolution> layers =
                List.of(
                        new Convolution(grey(28), 32, 4, 2, 1, random),
                        new Convolution(new PictureShape(32, 14, 14), 64, 5, 2, 2, random),
                        new Convolution(new PictureShape(64, 7, 7), 64, 3, 1, 1, random));
        List<Pass> inputs =
                layers.stream().map(l -> Pass.variable(normal(l.input(), random))).toList();
        List<Matrix> upstreams = layers.stream().map(l -> normal(l.output(), random)).toList();
        return times -> {
            for (int time = 0; time < times; time++) {
                for (int i = 0; i < layers.size(); i++) {
                    layers.get(i).zeroGradients();
                    layers.get(i).forward(inputs.get(i)).backward(upstreams.get(i));
                }
            }
        };
    }

    private static Matrix normal(PictureShape shape, RandomGenerator random) {
        return Gaussian.standard(shape.size(), random).draw(128);
    }

    /** The functions of {@code peer.py} that it is compared with. */
    List<String> pytorchPrograms() {
        return switch (this) {
            case GAN_50_LINES, GAN_50_LINES_NOTEBOOK ->
                    List.of("gan-50-lines", "gan-50-lines-lean");
            default -> List.of(label);
        };
    }

    /**
     * The images that it and its peers learn from, quickly from a tenth; null if there are none.
     */
    Matrix images(boolean quick) {
        return switch (this) {
            case VAE_MNIST, DCGAN_28, CONV_VAE_28 -> MnistImages.of(quick);
            default -> null;
        };
    }

    /** Whether it is compared with plain ND4J too. */
    boolean hasNd4j() {
        return switch (this) {
            case GAN_50_LINES, GAN_50_LINES_NOTEBOOK, VAE_MNIST, GAN_RING -> true;
            default -> false; // no double backward, and convolutions of another kind
        };
    }

    void prepare(boolean quick) {
        work = preparation.apply(images(quick));
    }

    void run(int amount) {
        work.accept(amount);
    }

    String label() {
        return label;
    }

    /** The epochs or steps that are measured. */
    int amount(boolean quick) {
        return quick ? Math.max(1, amount / 10) : amount;
    }

    /**
     * How often they are measured, for the peers too: the fastest counts. A round before them,
     * which gives HotSpot time to compile, does not count.
     */
    int rounds(boolean quick) {
        return quick ? 3 : rounds;
    }

    /** The seconds of the fastest round. */
    double seconds(boolean quick) {
        prepare(quick);
        return Clock.fastest(rounds(quick), () -> run(amount(quick)));
    }
}
