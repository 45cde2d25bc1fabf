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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Ways to make drawn digits of 7 x 7 pixels into ones of 28 x 28, and how good they are. Each that
 * learns is tuned with the same effort: four tries, on pictures that don't take part later.
 */
final class EnlargingRuns {
    static final List<String> WAYS =
            List.of(
                    "average picture",
                    "nearest",
                    "bilinear",
                    "bicubic",
                    "dense",
                    "convolutional",
                    "adversarial",
                    "truth");

    private static final List<Double> RATES = List.of(0.002, 0.004, 0.008, 0.016);
    private static final List<Double> WEIGHTS = List.of(1.0, 3.0, 10.0, 30.0);
    private static final double NONE = Double.NaN;
    private static final int BATCH = 32;
    private static final int SHOWN = 12;
    private static final int SEED_OF_SEARCH = 0;
    private static final int LONGER = 5;
    private static final Layer LEAKY = new LeakyRelu(0.2);

    private final Matrix big = Digits.draw(3000, 28, Randoms.seeded(80)).images();
    private final Matrix small = ImageScaling.average(big, 7);
    private final PictureJudge judge =
            PictureJudge.train(
                    Digits.draw(3000, 28, Randoms.seeded(82)),
                    Digits.draw(500, 28, Randoms.seeded(83)),
                    6,
                    5);
    private final Map<String, Matrix> shown = new ConcurrentHashMap<>();

    /**
     * What is varied.
     *
     * @param rate the learning rate, for ways that learn
     * @param weight the adversary's, beside the squared error
     */
    private record Setting(String way, double rate, double weight) {
        @Override
        public String toString() {
            return way;
        }
    }

    /** The search, the contest, and one seed of those that learn with five times the steps. */
    Table all(int seeds, int steps) {
        List<Setting> rates = new ArrayList<>();
        for (String way : List.of("dense", "convolutional")) {
            RATES.forEach(rate -> rates.add(new Setting(way, rate, NONE)));
        }
        Table search = runs("search", rates, SEED_OF_SEARCH, 1, steps);
        double dense = StoredRuns.best(search, "dense", "-PSNR", "rate");
        double convolutional = StoredRuns.best(search, "convolutional", "-PSNR", "rate");
        List<Setting> weights =
                WEIGHTS.stream()
                        .map(weight -> new Setting("adversarial", convolutional, weight))
                        .toList();
        search.append(runs("search", weights, SEED_OF_SEARCH, 1, steps));
        double weight = StoredRuns.best(search, "adversarial", "feature distance", "weight");
        List<Setting> contest =
                WAYS.stream()
                        .map(
                                way ->
                                        switch (way) {
                                            case "dense" -> new Setting(way, dense, NONE);
                                            case "convolutional" ->
                                                    new Setting(way, convolutional, NONE);
                                            case "adversarial" ->
                                                    new Setting(way, convolutional, weight);
                                            default -> new Setting(way, NONE, NONE);
                                        })
                        .toList();
        List<Setting> learning = contest.subList(WAYS.indexOf("dense"), WAYS.indexOf("truth"));
        return search.append(runs("contest", contest, 1, seeds, steps))
                .append(runs("longer", learning, seeds + 1, 1, LONGER * steps));
    }

    /** A row a way: the first pictures of the first seed of the contest. */
    void write(Path picture) throws IOException {
        Matrix rows = WAYS.stream().map(shown::get).reduce(Matrix::above).orElseThrow();
        Pictures.grey(rows).writeGrid(picture, SHOWN);
    }

    private Table runs(String stage, List<Setting> settings, int firstSeed, int seeds, int steps) {
        Table runs =
                Runs.parallel(
                        stage,
                        settings,
                        firstSeed,
                        seeds,
                        (setting, seed) -> measures(setting, seed, steps));
        String[] stages = Collections.nCopies(runs.rowCount(), stage).toArray(String[]::new);
        return runs.insertColumn(0, StringColumn.create("stage", stages));
    }

    private Map<String, Double> measures(Setting setting, long seed, int steps) {
        LabelledImages test = Digits.draw(500, 28, Randoms.seeded(1000 + seed));
        Matrix truth = test.images();
        Matrix made = enlarged(setting, truth, seed, steps);
        if (seed == 1) {
            shown.put(setting.way, made.rows(0, SHOWN));
        }
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("rate", setting.rate);
        measures.put("weight", setting.weight);
        // the truth has no error: a PSNR without end, so none
        measures.put("PSNR", made == truth ? NONE : ImageQuality.psnr(truth, made));
        measures.put(
                "detail, %",
                100
                        * ImageQuality.highFrequencyEnergy(made)
                        / ImageQuality.highFrequencyEnergy(truth));
        measures.put("feature distance", judge.measure(made).get("feature distance"));
        measures.put("read right, %", 100 * judge.accuracy(made, test.labels()));
        return measures;
    }

    private Matrix enlarged(Setting setting, Matrix truth, long seed, int steps) {
        Matrix seen = ImageScaling.average(truth, 7);
        return switch (setting.way) {
            case "truth" -> truth;
            case "average picture" -> big.columnMeans().select(new int[truth.rows()]);
            case "nearest" -> ImageScaling.nearest(seen, 28);
            case "bilinear" -> ImageScaling.bilinear(seen, 28);
            case "bicubic" -> clipped(ImageScaling.bicubic(seen, 28));
            default ->
                    clipped(trained(setting, Randoms.seeded(seed), steps).forward(seen).matrix());
        };
    }

    private static Matrix clipped(Matrix images) {
        return images.map(pixel -> Math.max(0, Math.min(1, pixel)));
    }

    /**
     * Without a sigmoid at its end, as the dense one: this one would stick where all pixels are
     * black.
     */
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
    private Network trained(Setting setting, RandomGenerator random, int steps) {
        Network maker =
                setting.way.equals("dense")
                        ? Network.mlp(
                                Activation.RELU, Activation.IDENTITY, random, 49, 256, 256, 784)
                        : convolutional(random);
        Layer critic = Dcgan.plain(new PictureShape(1, 28, 28), 12, random);
        Optimizer ofMaker = new Adam(maker.parameters(), setting.rate);
        Optimizer ofCritic = new Adam(critic.parameters(), 0.001, 0.5, 0.999);
        int warm = steps / 2;
        for (int step = 0; step < steps; ) {
            for (Minibatches.Batch real : new Minibatches(big, BATCH, random).epoch()) {
                Pass made = maker.forward(Pass.constant(small.select(real.indices())));
                Pass error = made.minus(real.samples()).square().rowSums().mean();
                if (setting.way.equals("adversarial") && step >= warm) {
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
                                            .times(setting.weight));
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
