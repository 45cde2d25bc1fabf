package genlab.sweep;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.data.Pictures;
import genlab.experiment.PictureJudge;
import genlab.experiment.ProcessorTime;
import genlab.experiment.Runs;
import genlab.metrics.ImageQuality;
import genlab.models.Conditions;
import genlab.models.Diffusion;
import genlab.models.DiffusionTarget;
import genlab.models.NoiseSchedule;
import genlab.models.ReverseProcess;
import genlab.models.UNet;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Randoms;
import genlab.training.Schedule;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Diffusion models of drawn digits to order, as notebook 09 has them: its dense network and two
 * U-nets, each with the best of three learning rates, looked at three times on their way. The dense
 * one takes so many more steps that all train for about the same time; the pictures are so many
 * that none can learn them by heart.
 */
final class StoredDiffusions {
    /** What draws, and {@link #REAL}, which shows what a perfect model would be told. */
    enum Drawer {
        DENSE("dense"),
        U_NET("U-net"),
        WITH_PLACES("U-net with places"),
        REAL("real");

        private final String label;

        Drawer(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** The rates that were tried for the small pictures. */
    private static final double[] RATES = {0.001, 0.003, 0.01};

    private static final int LABELS = 10;
    private static final int EMBEDDING = 16;
    private static final int CHANNELS = 8;
    private static final int PICTURES = 30_000;
    private static final int LOOKS = 3;
    static final int JUDGED = 500;
    private static final int SHOWN = 20;

    private final LabelledImages train;
    private final LabelledImages real;
    private final PictureJudge judge;
    private final int[] orders;
    private final int steps;
    private final Map<Setting, Matrix> shown =
            new ConcurrentSkipListMap<>(
                    Comparator.comparing(Setting::drawer).thenComparing(Setting::rate));

    /** What draws, with its learning rate, and what its runs are called. */
    private record Setting(Drawer drawer, double rate, String name) {
        static List<Setting> of(List<Drawer> drawers, double[] rates, boolean rateInName) {
            return drawers.stream()
                    .flatMap(
                            drawer ->
                                    (drawer == Drawer.REAL
                                                    ? DoubleStream.of(0)
                                                    : DoubleStream.of(rates))
                                            .mapToObj(rate -> of(drawer, rate, rateInName)))
                    .toList();
        }

        private static Setting of(Drawer drawer, double rate, boolean rateInName) {
            boolean both = rateInName && drawer != Drawer.REAL;
            return new Setting(drawer, rate, both ? drawer + ", rate " + rate : drawer + "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The same pictures whenever it is called.
     *
     * @param side of the pictures, in pixels
     * @param steps of the U-nets
     * @param judged each look judges so many pictures; the judge learns from twelve times as many
     */
    StoredDiffusions(int side, int steps, int judged) {
        train = Digits.draw(PICTURES, side, Randoms.seeded(1));
        real = Digits.draw(judged, side, Randoms.seeded(2));
        judge = PictureJudge.train(Digits.draw(12 * judged, side, Randoms.seeded(3)), real, 8, 5);
        orders = IntStream.range(0, judged).map(i -> i % LABELS).toArray();
        this.steps = steps;
    }

    /** Each network with each learning rate, a third of the steps and a seed of its own. */
    Table search(List<Drawer> drawers) {
        return Runs.watched(
                "search",
                Setting.of(drawers, RATES, false),
                RecipeRuns.FIRST_OF_SEARCH,
                1,
                (s, seed) -> looks(s, seed, steps / LOOKS, 1));
    }

    /**
     * Trains and looks.
     *
     * @param search where the learning rates are from: those of the smallest feature distance
     */
    Table looks(List<Drawer> drawers, Table search, int firstSeed, int seeds) {
        List<Setting> chosen =
                drawers.stream()
                        .map(drawer -> Setting.of(drawer, rate(search, drawer), false))
                        .toList();
        return looks(chosen, firstSeed, seeds);
    }

    /** Each network with each of some learning rates, of which its name tells. */
    Table looks(List<Drawer> drawers, double[] rates, int seeds) {
        return looks(Setting.of(drawers, rates, true), 1, seeds);
    }

    private Table looks(List<Setting> settings, int firstSeed, int seeds) {
        return Runs.watched(
                "diffusion", settings, firstSeed, seeds, (s, seed) -> looks(s, seed, steps, LOOKS));
    }

    private static double rate(Table search, Drawer drawer) {
        return drawer == Drawer.REAL
                ? 0
                : StoredRuns.best(search, drawer + "", "feature distance", "learning rate");
    }

    /** Writes samples of the first seed: of each setting a row, then real ones. */
    void write(Path picture) throws IOException {
        Matrix rows = shown.values().stream().reduce(Matrix::above).orElseThrow();
        Pictures.grey(rows).writeGrid(picture, SHOWN);
    }

    /** How many steps of 128 the dense network takes in the time of a U-net's step of 32. */
    private int denseSteps() {
        return train.width() > 14 ? 7 : 3;
    }

    private Diffusion untrained(Setting setting, int length, RandomGenerator random) {
        int side = train.width();
        Diffusion.Builder builder =
                Diffusion.builder(side * side)
                        .conditions(LABELS)
                        .dropConditions(0.1)
                        .timeEmbedding(EMBEDDING)
                        .schedule(NoiseSchedule.cosine(200))
                        .target(DiffusionTarget.X0)
                        .range(-1, 1)
                        .averageWeights(0.995)
                        .learningRate(Schedule.cosine(setting.rate, setting.rate / 30, length));
        PictureShape shape = new PictureShape(1, side, side);
        int extras = EMBEDDING + LABELS;
        switch (setting.drawer) {
            case U_NET -> builder.network(new UNet(shape, extras, CHANNELS, random)).batchSize(32);
            case WITH_PLACES ->
                    builder.network(UNet.withPlaces(shape, extras, CHANNELS, random)).batchSize(32);
            default -> builder.hidden(256, 256, 256).batchSize(128);
        }
        return builder.build(random);
    }

    private List<Map<String, Double>> looks(Setting setting, long seed, int unetSteps, int times) {
        RandomGenerator random = Randoms.seeded(seed);
        if (setting.drawer == Drawer.REAL) {
            LabelledImages others =
                    Digits.draw(orders.length, train.width(), Randoms.seeded(1000 + seed));
            return List.of(look(setting, others.images(), others.labels(), 0, seed));
        }
        int length = setting.drawer == Drawer.DENSE ? denseSteps() * unetSteps : unetSteps;
        Diffusion model = untrained(setting, length, random);
        LabelledSampler grey = train.sampler(random);
        LabelledSampler centred =
                count -> {
                    LabelledSamples drawn = grey.drawLabelled(count);
                    return new LabelledSamples(drawn.samples().times(2).minus(1), drawn.labels());
                };
        List<Map<String, Double>> looks = new ArrayList<>();
        double seconds = 0;
        for (int look = 1; look <= times; look++) {
            ProcessorTime time = new ProcessorTime();
            model.train(centred, Training.steps(Math.max(1, length / times)));
            seconds += time.seconds();
            looks.add(look(setting, sampled(model), orders, seconds, seed));
        }
        return looks;
    }

    private Map<String, Double> look(
            Setting setting, Matrix made, int[] labels, double seconds, long seed) {
        Map<String, Double> measures = new LinkedHashMap<>(judge.measure(made));
        measures.put("learning rate", setting.rate);
        measures.put("seconds", seconds);
        measures.put("obeys", judge.accuracy(made, labels));
        measures.put("fine detail, %", fineDetail(made));
        if (seed == 1) {
            shown.put(setting, made.rows(0, SHOWN));
        }
        return measures;
    }

    private Matrix sampled(Diffusion model) {
        Matrix made =
                model.given(Conditions.oneHot(orders, LABELS))
                        .sampled(ReverseProcess.ddim(20))
                        .sample(orders.length, Randoms.seeded(1));
        return made.plus(1).dividedBy(2);
    }

    private double fineDetail(Matrix made) {
        return 100
                * ImageQuality.highFrequencyEnergy(made)
                / ImageQuality.highFrequencyEnergy(real.images());
    }
}
