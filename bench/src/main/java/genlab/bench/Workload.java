package genlab.bench;

import genlab.data.Digits;
import genlab.data.Minibatches;
import genlab.data.Mnist;
import genlab.models.Diffusion;
import genlab.models.DistributionGan;
import genlab.models.Gan;
import genlab.models.UNet;
import genlab.models.Vae;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.Gaussian;
import genlab.sampling.GaussianMixture;
import genlab.sampling.Randoms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is measured, as the library does it. */
public enum Workload {
    /**
     * 1,000 epochs of the 50-line GAN by the library's own training loop: 20 + 20 steps, 500
     * samples, four moments.
     */
    GAN_50_LINES("gan-50-lines", 1000, 3) {
        @Override
        void run(int epochs) {
            RandomGenerator random = Randoms.seeded(1);
            DistributionGan.builder()
                    .epochs(epochs)
                    .build(random)
                    .train(new Gaussian(4, 1.25, random));
        }
    },
    /** The same, spelled out of the library's parts as in notebook 04. */
    GAN_50_LINES_NOTEBOOK("gan-50-lines-notebook", 1000, 3) {
        @Override
        void run(int epochs) {
            NotebookGan.train(epochs);
        }
    },
    /**
     * An epoch of a VAE 784-400-20, Bernoulli likelihood, batch 128, Adam, on the 10,000 test
     * images of MNIST, or as many procedural digits where {@link Mnist#folder()} finds none.
     */
    VAE_MNIST("vae-mnist", 1, 12) {
        private Matrix images;
        private Minibatches minibatches;
        private Vae vae;

        @Override
        Matrix images() {
            if (images == null) {
                images = readImages();
            }
            return images;
        }

        @Override
        void prepare() {
            RandomGenerator random = Randoms.seeded(1);
            minibatches = new Minibatches(images(), 128, random);
            vae = Vae.builder(784, 20).hidden(400).batchSize(128).build(random);
        }

        @Override
        void run(int epochs) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                for (Minibatches.Batch batch : minibatches.epoch()) {
                    vae.trainStep(batch.samples());
                }
            }
        }
    },
    /**
     * 300 steps of a diffusion model on a ring of eight Gaussians: 18-128-128-128-2, SiLU, batch
     * 512, Adam, an average of the weights.
     */
    DIFFUSION_RING("diffusion-ring", 300, 8) {
        private Diffusion diffusion;
        private GaussianMixture ring;

        @Override
        void prepare() {
            RandomGenerator random = Randoms.seeded(1);
            ring = GaussianMixture.ring(8, 2, random);
            diffusion = Diffusion.builder(2).averageWeights(0.995).build(random);
        }

        @Override
        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                diffusion.trainStep(ring.draw(512));
            }
        }
    },
    /** 10 steps of a diffusion model of 14 x 14 pixels: a U-net of 16 and 32 channels, batch 64. */
    DIFFUSION_14("diffusion-14", 10, 8) {
        private Diffusion diffusion;
        private Matrix digits;

        @Override
        void prepare() {
            RandomGenerator random = Randoms.seeded(1);
            digits = Digits.draw(64, 14, random).images();
            UNet network = new UNet(new PictureShape(1, 14, 14), 16, 16, random);
            diffusion = Diffusion.builder(196).network(network).averageWeights(0.995).build(random);
        }

        @Override
        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                diffusion.trainStep(digits);
            }
        }
    },
    /**
     * 300 steps of each player of a GAN on a ring of eight Gaussians: 2-128-128-2 against
     * 2-128-128-1, batch 512, Adam.
     */
    GAN_RING("gan-ring", 300, 8) {
        private Gan gan;
        private GaussianMixture ring;

        @Override
        void prepare() {
            RandomGenerator random = Randoms.seeded(1);
            ring = GaussianMixture.ring(8, 2, random);
            gan = Gan.builder(2, 2).hidden(128, 128).build(random);
        }

        @Override
        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                gan.trainStep(ring.draw(512));
            }
        }
    },
    /** The same with a gradient penalty, whose gradient PyTorch finds by a double backward. */
    GAN_RING_PENALTY("gan-ring-penalty", 300, 8) {
        private Gan gan;
        private GaussianMixture ring;

        @Override
        void prepare() {
            RandomGenerator random = Randoms.seeded(1);
            ring = GaussianMixture.ring(8, 2, random);
            gan = Gan.builder(2, 2).hidden(128, 128).gradientPenalty(0.1).build(random);
        }

        @Override
        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                gan.trainStep(ring.draw(512));
            }
        }
    };

    private final String label;
    private final int amount;
    private final int rounds;

    Workload(String label, int amount, int rounds) {
        this.label = label;
        this.amount = amount;
        this.rounds = rounds;
    }

    private static Matrix readImages() {
        Optional<Path> folder = Mnist.folder();
        if (folder.isEmpty()) {
            System.err.println("no MNIST files in GENLAB_MNIST: procedural digits instead");
            return Digits.draw(10_000, 28, Randoms.seeded(1)).images();
        }
        try {
            return Mnist.DIGITS.test(folder.get()).images();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The functions of {@code peer.py} that it is compared with. */
    List<String> pytorchPrograms() {
        return switch (this) {
            case GAN_50_LINES, GAN_50_LINES_NOTEBOOK ->
                    List.of("gan-50-lines", "gan-50-lines-lean");
            default -> List.of(label);
        };
    }

    /** Whether it is written with ND4J alone too. */
    boolean hasNd4jPeer() {
        return switch (this) {
            case GAN_50_LINES, GAN_50_LINES_NOTEBOOK, VAE_MNIST, GAN_RING -> true;
            default -> false;
        };
    }

    /** The images that it and its peers learn from; null if there are none. */
    Matrix images() {
        return null;
    }

    void prepare() {}

    abstract void run(int amount);

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
        prepare();
        return Clock.fastest(rounds(quick), () -> run(amount(quick)));
    }
}
