package genlab.sweep;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.data.Pictures;
import genlab.experiment.PictureJudge;
import genlab.experiment.ProcessorTime;
import genlab.experiment.Runs;
import genlab.metrics.Distances;
import genlab.metrics.ImageQuality;
import genlab.models.ConvolutionalVae;
import genlab.models.Dcgan;
import genlab.models.Diffusion;
import genlab.models.DiffusionTarget;
import genlab.models.Gan;
import genlab.models.NoiseSchedule;
import genlab.models.ReverseProcess;
import genlab.models.UNet;
import genlab.models.Vae;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.Randoms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A VAE, a GAN and a diffusion model of convolutions, with about as many parameters and as much
 * time of training, on drawn digits of 14 x 14 pixels. Each is tuned with the same effort: four
 * learning rates, three seeds each, judged by pictures that don't take part later. The contest goes
 * on to five times the training.
 */
final class VaeGanRuns {
    /** The diffusion model's, which take about six seconds on one core of an AMD EPYC. */
    static final int STEPS = 1200;

    private static final PictureShape SHAPE = new PictureShape(1, 14, 14);
    private static final List<Double> RATES = List.of(0.002, 0.004, 0.008, 0.016);
    static final int LATENTS = 16;
    private static final int COUNT = 1000;
    private static final int SHOWN = 20;
    private static final long FIRST_OF_SEARCH = 11;
    private static final int SEEDS_OF_SEARCH = 3;
    private static final double[] LOOKS = {0.125, 0.5, 1, 2.5, 5};
    private static final double LONGEST = LOOKS[LOOKS.length - 1];

    final Matrix pictures = Digits.draw(4000, 14, Randoms.seeded(1)).images();
    final LabelledImages real = Digits.draw(COUNT, 14, Randoms.seeded(2));
    private final LabelledImages others = Digits.draw(COUNT, 14, Randoms.seeded(4));
    private final Map<Contestant, Matrix> shown = new ConcurrentHashMap<>();

    /** Who takes part. */
    enum Contestant {
        /** 15,169 parameters. */
        VAE("VAE", 64, 5),
        /** 14,263 parameters. */
        GAN("GAN", 64, 1.5),
        /** 13,113 parameters. */
        DIFFUSION("diffusion", 16, 1);

        private final String label;
        private final int batch;
        private final double pace;

        /**
         * @param pace how many steps it takes in the time of one of the diffusion model's
         */
        Contestant(String label, int batch, double pace) {
            this.label = label;
            this.batch = batch;
            this.pace = pace;
        }

        /** Its steps in the time of so many of the diffusion model's. */
        int steps(double ofDiffusion) {
            return (int) Math.round(pace * ofDiffusion);
        }

        int batch() {
            return batch;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** A contestant with a learning rate. */
    record Setting(Contestant contestant, double learningRate) {
        @Override
        public String toString() {
            return contestant + ", rate " + learningRate;
        }

        static List<Setting> of(Contestant contestant) {
            return RATES.stream().map(rate -> new Setting(contestant, rate)).toList();
        }
    }

    /** How a contestant learns from a batch, and what it makes. */
    private record Player(Consumer<Matrix> step, Supplier<Matrix> pictures) {}

    private static Player player(Setting setting, long seed) {
        RandomGenerator random = Randoms.seeded(seed);
        return switch (setting.contestant) {
            case VAE -> ofVae(setting.learningRate, random);
            case GAN -> ofGan(setting.learningRate, random);
            case DIFFUSION -> ofDiffusion(setting.learningRate, random);
        };
    }

    private static Player ofVae(double rate, RandomGenerator random) {
        Vae vae = vae(rate, random);
        return new Player(vae::trainStep, () -> vae.sample(COUNT, codes()));
    }

    private static Player ofGan(double rate, RandomGenerator random) {
        Gan gan = gan(rate, random);
        return new Player(gan::trainStep, () -> gan.sample(COUNT, codes()));
    }

    /** The VAE of the contest. */
    static Vae vae(double rate, RandomGenerator random) {
        return ConvolutionalVae.builder(SHAPE, 8, LATENTS, random).learningRate(rate).build(random);
    }

    /** The GAN of the contest. */
    static Gan gan(double rate, RandomGenerator random) {
        return Dcgan.builder(SHAPE, 13, LATENTS, random)
                .learningRate(rate)
                .averageWeights(0.99)
                .build(random);
    }

    private static Player ofDiffusion(double rate, RandomGenerator random) {
        Diffusion diffusion =
                Diffusion.builder(SHAPE.size())
                        .network(new UNet(SHAPE, 16, 8, random))
                        .schedule(NoiseSchedule.cosine(1000))
                        .target(DiffusionTarget.VELOCITY)
                        .range(-1, 1)
                        .learningRate(rate)
                        .averageWeights(0.99)
                        .build(random);
        Diffusion fast = diffusion.sampled(ReverseProcess.ddim(20));
        return new Player(
                batch -> diffusion.trainStep(batch.times(2).minus(1)),
                () -> fast.sample(COUNT, codes()).map(x -> Math.max(0, Math.min(1, (x + 1) / 2))));
    }

    private static RandomGenerator codes() {
        return Randoms.seeded(5);
    }

    /** Pictures to compare with, and two judges that learnt from different ones. */
    record Jury(Matrix real, PictureJudge first, PictureJudge second) {
        Map<String, Double> measure(Matrix made) {
            Map<String, Double> found = new LinkedHashMap<>(first.measure(made));
            found.put("readable", first.readable(second, made));
            found.put("pixel distance", Distances.frechet(made, real));
            found.put("fine detail", detail(made) / detail(real));
            return found;
        }
    }

    /** The jury of the search, or that of the contest, with other pictures to compare with. */
    Jury jury(boolean ofSearch) {
        LabelledImages with = ofSearch ? others : real;
        return new Jury(with.images(), judge(3, with, 5), judge(6, with, 6));
    }

    private static PictureJudge judge(long lessons, LabelledImages with, long seed) {
        return PictureJudge.train(Digits.draw(6000, 14, Randoms.seeded(lessons)), with, 16, seed);
    }

    /**
     * One training.
     *
     * @param steps the diffusion model's of a whole training
     * @param shares of a whole training after which this one is looked at; the last is its end
     */
    List<Map<String, Double>> looks(
            Setting setting, long seed, Jury jury, int steps, double... shares) {
        Player player = player(setting, seed);
        EmpiricalSampler data = EmpiricalSampler.of(pictures, Randoms.seeded(100 + seed));
        List<Map<String, Double>> looks = new ArrayList<>();
        double seconds = 0;
        int done = 0;
        for (double share : shares) {
            int until = setting.contestant.steps(share * steps);
            double start = ProcessorTime.seconds();
            for (; done < until; done++) {
                player.step.accept(data.draw(setting.contestant.batch));
            }
            double trained = ProcessorTime.seconds();
            seconds += trained - start;
            Matrix made = player.pictures.get();
            Map<String, Double> look = new LinkedHashMap<>();
            look.put("sampling seconds", ProcessorTime.seconds() - trained);
            look.put("step", (double) until);
            look.put("share", share);
            look.put("seconds", seconds);
            look.put("learning rate", setting.learningRate);
            look.putAll(jury.measure(made));
            looks.add(look);
            if (share == LONGEST && seed == 1) {
                shown.put(setting.contestant, made.rows(0, SHOWN));
            }
        }
        return looks;
    }

    private static double detail(Matrix pictures) {
        return ImageQuality.highFrequencyEnergy(pictures);
    }

    /** Every setting with the seeds of the search. */
    Table search(int steps) {
        Jury jury = jury(true);
        List<Setting> settings =
                Stream.of(Contestant.values()).flatMap(who -> Setting.of(who).stream()).toList();
        return staged(
                "search",
                Runs.watched(
                        "search",
                        settings,
                        FIRST_OF_SEARCH,
                        SEEDS_OF_SEARCH,
                        (setting, seed) -> looks(setting, seed, jury, steps, 1)));
    }

    /** The search as it is stored in a folder. */
    static Table storedSearch(Path folder) {
        Table stored = Table.read().csv(folder.resolve("vae-gan-14.csv").toString());
        return stored.where(stored.stringColumn("stage").isEqualTo("search"));
    }

    /** The setting of each contestant whose pictures came nearest in features, in the mean. */
    static List<Setting> chosen(Table search) {
        return Stream.of(Contestant.values()).map(who -> chosen(search, who)).toList();
    }

    private static Setting chosen(Table search, Contestant who) {
        return Setting.of(who).stream()
                .min(Comparator.comparing(setting -> distance(search, setting)))
                .orElseThrow();
    }

    private static double distance(Table search, Setting setting) {
        Table own =
                search.where(
                        search.stringColumn(Runs.VARIANT)
                                .isEqualTo(setting.contestant.toString())
                                .and(
                                        search.doubleColumn("learning rate")
                                                .isEqualTo(setting.learningRate)));
        return own.doubleColumn("feature distance").mean();
    }

    /** The chosen settings with every seed. */
    Table contest(List<Setting> settings, int seeds, int steps) {
        Jury jury = jury(false);
        return staged(
                "contest",
                Runs.watched(
                        "contest",
                        settings,
                        1,
                        seeds,
                        (setting, seed) -> looks(setting, seed, jury, steps, LOOKS)));
    }

    /** A column of the stage; contestants as the variants. */
    static Table staged(String stage, Table runs) {
        StringColumn stages = StringColumn.create("stage");
        StringColumn contestants = StringColumn.create(Runs.VARIANT);
        for (String setting : runs.stringColumn(Runs.VARIANT)) {
            stages.append(stage);
            contestants.append(setting.split(",")[0]);
        }
        return runs.replaceColumn(Runs.VARIANT, contestants).insertColumn(0, stages);
    }

    /** All of it: a row a look. */
    Table all(int seeds, int steps) {
        Table search = search(steps);
        return search.append(contest(chosen(search), seeds, steps));
    }

    /** What the longest trainings made, a row of pictures each. */
    void write(Path picture) throws IOException {
        Matrix rows =
                Stream.of(Contestant.values()).map(shown::get).reduce(Matrix::above).orElseThrow();
        Pictures.grey(rows).writeGrid(picture, SHOWN);
    }
}
