package genlab.sweep;

import genlab.data.Digits;
import genlab.data.ImageScaling;
import genlab.data.LabelledImages;
import genlab.data.Minibatches;
import genlab.data.Pictures;
import genlab.experiment.PictureJudge;
import genlab.experiment.Runs;
import genlab.metrics.ImageQuality;
import genlab.models.AdversarialLosses;
import genlab.models.Dcgan;
import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.LeakyRelu;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Optimizer;
import genlab.nn.Pass;
import genlab.nn.Penalties;
import genlab.nn.PictureNetwork;
import genlab.nn.PictureShape;
import genlab.sampling.Randoms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tech.tablesaw.api.Table;

/** Ways to make drawn digits of 7 x 7 pixels into ones of 28 x 28, and how good they are. */
final class EnlargingRuns {
    static final List<String> WAYS =
            List.of("bicubic", "dense", "convolutional", "adversarial", "truth");

    private static final int BATCH = 32;
    private static final int SHOWN = 20;
    private static final double WEIGHT = 5;
    private static final Layer LEAKY = new LeakyRelu(0.2);

    private final Matrix big = Digits.draw(3000, 28, Randoms.seeded(80)).images();
    private final Matrix small = ImageScaling.average(big, 7);
    private final LabelledImages test = Digits.draw(500, 28, Randoms.seeded(81));
    private final Matrix seen = ImageScaling.average(test.images(), 7);
    private final PictureJudge judge =
            PictureJudge.train(
                    Digits.draw(3000, 28, Randoms.seeded(82)),
                    Digits.draw(500, 28, Randoms.seeded(83)),
                    6,
                    5);

    /** All ways; of the first seed the pictures are written, a row a way. */
    Table runs(List<String> ways, int seeds, int steps, Path picture) throws IOException {
        Map<String, Matrix> first = new LinkedHashMap<>();
        Table runs =
                Runs.parallel(
                        "super-resolution",
                        ways,
                        seeds,
                        (way, seed) -> {
                            Matrix made = enlarged(way, seed, steps);
                            if (seed == 1) {
                                synchronized (first) {
                                    first.put(way, made.rows(0, SHOWN));
                                }
                            }
                            return measures(made);
                        });
        Matrix rows = ways.stream().map(first::get).reduce(Matrix::above).orElseThrow();
        Pictures.grey(rows).writeGrid(picture, SHOWN);
        return runs;
    }

    private Map<String, Double> measures(Matrix made) {
        Matrix truth = test.images();
        Map<String, Double> measures = new LinkedHashMap<>();
        // the truth has no error: a PSNR without end, so none
        measures.put("PSNR", made == truth ? Double.NaN : ImageQuality.psnr(truth, made));
        measures.put(
                "detail, %",
                100
                        * ImageQuality.highFrequencyEnergy(made)
                        / ImageQuality.highFrequencyEnergy(truth));
        measures.put("feature distance", judge.measure(made).get("feature distance"));
        measures.put("read right, %", 100 * judge.accuracy(made, test.labels()));
        return measures;
    }

    private Matrix enlarged(String way, long seed, int steps) {
        return switch (way) {
            case "truth" -> test.images();
            case "bicubic" -> clipped(ImageScaling.bicubic(seen, 28));
            default -> clipped(trained(way, Randoms.seeded(seed), steps).forward(seen).matrix());
        };
    }

    private static Matrix clipped(Matrix images) {
        return images.map(pixel -> Math.max(0, Math.min(1, pixel)));
    }

    /** Without a sigmoid at its end: that would stick where all pixels are black. */
    private static Network convolutional(RandomGenerator random) {
        return PictureNetwork.of(new PictureShape(1, 7, 7), random)
                .convolution(32, 3, 1, 1)
                .activation(LEAKY)
                .convolution(32, 3, 1, 1)
                .activation(LEAKY)
                .transposed(16, 4, 2, 1)
                .activation(LEAKY)
                .convolution(16, 3, 1, 1)
                .activation(LEAKY)
                .transposed(1, 4, 2, 1)
                .build();
    }

    /** The squared error alone, or with an adversary that sees the big picture. */
    private Network trained(String way, RandomGenerator random, int steps) {
        Network maker =
                way.equals("dense")
                        ? Network.mlp(
                                Activation.RELU, Activation.SIGMOID, random, 49, 256, 256, 784)
                        : convolutional(random);
        Layer critic = Dcgan.plain(new PictureShape(1, 28, 28), 12, random);
        Optimizer ofMaker = new Adam(maker.parameters(), 0.001);
        Optimizer ofCritic = new Adam(critic.parameters(), 0.001, 0.5, 0.999);
        int warm = steps / 2;
        for (int step = 0; step < steps; ) {
            for (Minibatches.Batch real : new Minibatches(big, BATCH, random).epoch()) {
                Pass made = maker.forward(Pass.constant(small.select(real.indices())));
                Pass error = made.minus(real.samples()).square().rowSums().mean();
                if (way.equals("adversarial") && step >= warm) {
                    Pass onReal = critic.forward(Pass.constant(real.samples()));
                    Pass onMade = critic.forward(made.detach());
                    learn(
                            ofCritic,
                            AdversarialLosses.NON_SATURATING
                                    .real(onReal)
                                    .plus(AdversarialLosses.NON_SATURATING.fake(onMade))
                                    .plus(Penalties.r1(critic, real.samples()).times(0.05)));
                    Pass judged = new Frozen(critic).forward(made);
                    error =
                            error.plus(
                                    AdversarialLosses.NON_SATURATING
                                            .generator(judged)
                                            .times(WEIGHT));
                }
                learn(ofMaker, error);
                if (++step == steps) {
                    break;
                }
            }
        }
        return maker;
    }

    private static void learn(Optimizer optimizer, Pass loss) {
        optimizer.zeroGradients();
        loss.backward();
        optimizer.step();
    }
}
