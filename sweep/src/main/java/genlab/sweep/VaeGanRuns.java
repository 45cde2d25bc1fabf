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
import genlab.training.WeightAverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A VAE, a GAN and a diffusion model of convolutions, with about as many parameters and as much
 * time of training, on drawn digits of 14 x 14 pixels. Each is tuned with the same effort: four
 * learning rates, then three more values of a setting of its own, with half of the steps and as
 * many seeds, judged by pictures that don't take part later. Some seeds of the contest go on to
 * five times the training.
 */
final class VaeGanRuns {
    /** The diffusion model's, which take about six seconds on one core of an AMD EPYC. */
    static final int STEPS = 1200;

    private static final PictureShape SHAPE = new PictureShape(1, 14, 14);
    private static final List<Double> RATES = List.of(0.002, 0.004, 0.008, 0.016);
    static final int LATENTS = 16;
    private static final double DECAY = 0.99;
    static final int JUDGED = 1000;
    static final int SHOWN = 20;
    static final int FIRST_OF_SEARCH = 11;
    private static final int LONG_SEEDS = 3;
    private static final double[] LOOKS = {0.125, 0.5, 1};
    private static final double[] LONG_LOOKS = {0.125, 0.5, 1, 2.5, 5};
    private static final double LONGEST = 5;

    final Matrix pictures = Digits.draw(4000, 14, Randoms.seeded(1)).images();
    final LabelledImages real;
    private final LabelledImages others;
    private final int judged;
    private final Map<Boolean, Jury> juries = new ConcurrentHashMap<>();
    private final Map<Contestant, Matrix> shown = new ConcurrentHashMap<>();

    /** Who takes part, with the values of a setting of its own; the first is the usual one. */
    enum Contestant {
        /** 15,169 parameters; the weight of the divergence, beta. */
        VAE("VAE", 5, 1, 0.5, 0.25, 0.125),
        /**
         * 14,263 parameters; the discriminator's learning rate as a multiple of the generator's.
         */
        GAN("GAN", 1.5, 1, 0.5, 2, 4),
        /** 13,113 parameters; the pictures of a batch. */
        DIFFUSION("diffusion", 1, 16, 4, 8, 32);

        private final String label;
        private final double pace;
        private final List<Double> own;

        /**
         * @param pace how many steps it takes in the time of one of the diffusion model's
         */
        Contestant(String label, double pace, double... own) {
            this.label = label;
            this.pace = pace;
            this.own = DoubleStream.of(own).boxed().toList();
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** A contestant with a learning rate and a setting of its own. */
    record Setting(Contestant contestant, double learningRate, double own) {
        int batch() {
            return contestant == Contestant.DIFFUSION ? (int) own : 64;
        }

        /** Its steps in the time of so many of the diffusion model's with 16 pictures each. */
        int steps(double ofDiffusion) {
            double pace = contestant.pace;
            if (contestant == Contestant.DIFFUSION) {
                // measured: a step takes the time of 6 pictures, and of those of its batch
                pace = (6 + 16) / (6 + own);
            }
            return (int) Math.round(pace * ofDiffusion);
        }

        @Override
        public String toString() {
            return contestant + ", rate " + learningRate + ", own " + own;
        }

        static List<Setting> rates(Contestant contestant) {
            double usual = contestant.own.get(0);
            return RATES.stream().map(rate -> new Setting(contestant, rate, usual)).toList();
        }

        /** The values of the contestant's own setting that have not been tried. */
        List<Setting> others() {
            return contestant.own.stream()
                    .skip(1)
                    .map(value -> new Setting(contestant, learningRate, value))
                    .toList();
        }
    }

    /** Each look judges so many pictures; juries learn from six times as many. */
    VaeGanRuns(int judged) {
        this.judged = judged;
        real = Digits.draw(judged, 14, Randoms.seeded(2));
        others = Digits.draw(judged, 14, Randoms.seeded(4));
    }

    /** How a contestant learns from a batch, and what it makes. */
    private record Player(Consumer<Matrix> step, IntFunction<Matrix> pictures) {}

    private static Player player(Setting setting, long seed) {
        RandomGenerator random = Randoms.seeded(seed);
        return switch (setting.contestant) {
            case VAE -> ofVae(setting, random);
            case GAN -> ofGan(setting, random);
            case DIFFUSION -> ofDiffusion(setting, random);
        };
    }

    private static Player ofVae(Setting setting, RandomGenerator random) {
        Vae vae = vae(setting, random);
        WeightAverage average = new WeightAverage(vae.decoder(), DECAY);
        return new Player(
                batch -> {
                    vae.trainStep(batch);
                    average.update();
                },
                count -> average.with(() -> vae.sample(count, codes())));
    }

    private static Player ofGan(Setting setting, RandomGenerator random) {
        Gan gan = gan(setting, random);
        return new Player(gan::trainStep, count -> gan.sample(count, codes()));
    }

    /** The VAE of the contest. */
    static Vae vae(Setting setting, RandomGenerator random) {
        return ConvolutionalVae.builder(SHAPE, 8, LATENTS, random)
                .learningRate(setting.learningRate)
                .beta(setting.own)
                .build(random);
    }

    /** The GAN of the contest. */
    static Gan gan(Setting setting, RandomGenerator random) {
        return Dcgan.builder(SHAPE, 13, LATENTS, random)
                .learningRates(setting.learningRate, setting.own * setting.learningRate)
                .averageWeights(DECAY)
                .build(random);
    }

    private static Player ofDiffusion(Setting setting, RandomGenerator random) {
        Diffusion diffusion =
                Diffusion.builder(SHAPE.size())
                        .network(new UNet(SHAPE, 16, 8, random))
                        .schedule(NoiseSchedule.cosine(1000))
                        .target(DiffusionTarget.VELOCITY)
                        .range(-1, 1)
                        .learningRate(setting.learningRate)
                        .averageWeights(DECAY)
                        .build(random);
        Diffusion fast = diffusion.sampled(ReverseProcess.ddim(20));
        return new Player(
                batch -> diffusion.trainStep(batch.times(2).minus(1)),
                count ->
                        fast.sample(count, codes())
                                .map(x -> Math.max(0, Math.min(1, (x + 1) / 2))));
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
        return juries.computeIfAbsent(ofSearch, any -> trained(ofSearch ? others : real));
    }

    private Jury trained(LabelledImages with) {
        return new Jury(with.images(), judge(3, with, 5), judge(6, with, 6));
    }

    private PictureJudge judge(long lessons, LabelledImages with, long seed) {
        LabelledImages drawn = Digits.draw(6 * judged, 14, Randoms.seeded(lessons));
        return PictureJudge.train(drawn, with, 16, seed);
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
            int until = setting.steps(share * steps);
            ProcessorTime training = new ProcessorTime();
            for (; done < until; done++) {
                player.step.accept(data.draw(setting.batch()));
            }
            seconds += training.seconds();
            ProcessorTime sampling = new ProcessorTime();
            Matrix made = player.pictures.apply(judged);
            Map<String, Double> look = new LinkedHashMap<>();
            look.put("sampling seconds", sampling.seconds());
            look.put("step", (double) until);
            look.put("share", share);
            look.put("seconds", seconds);
            look.put("learning rate", setting.learningRate);
            look.put("own setting", setting.own);
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

    /** The learning rates; then, at the best of them, the settings that are a contestant's own. */
    Table search(int seeds, int steps) {
        Jury jury = jury(true);
        List<Setting> rates =
                Stream.of(Contestant.values()).flatMap(who -> Setting.rates(who).stream()).toList();
        Table first = tried("rates", rates, seeds, steps, jury);
        List<Setting> own =
                chosen(first).stream().flatMap(setting -> setting.others().stream()).toList();
        return first.append(tried("own settings", own, seeds, steps, jury));
    }

    private Table tried(String stage, List<Setting> settings, int seeds, int steps, Jury jury) {
        return byContestant(
                Runs.watched(
                        stage,
                        settings,
                        FIRST_OF_SEARCH,
                        seeds,
                        (setting, seed) -> looks(setting, seed, jury, steps, 0.5)));
    }

    /** The search as it is stored in a folder. */
    static Table storedSearch(Path folder) {
        return Table.read().csv(folder.resolve("vae-gan-search.csv").toString());
    }

    /** The setting of each contestant whose pictures came nearest in features, in the mean. */
    static List<Setting> chosen(Table search) {
        return Stream.of(Contestant.values()).map(who -> chosen(search, who)).toList();
    }

    private static Setting chosen(Table search, Contestant who) {
        Table own = search.where(search.stringColumn(Runs.VARIANT).isEqualTo(who.toString()));
        Map<Setting, Double> means =
                own.stream()
                        .collect(
                                Collectors.groupingBy(
                                        run ->
                                                new Setting(
                                                        who,
                                                        run.getNumber("learning rate"),
                                                        run.getNumber("own setting")),
                                        Collectors.averagingDouble(
                                                run -> run.getNumber("feature distance"))));
        return Collections.min(means.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /** The chosen settings with every seed, the first seeds for longer: a row a look. */
    Table contest(List<Setting> settings, int seeds, int steps) {
        Jury jury = jury(false);
        return byContestant(
                Runs.watched(
                        "contest",
                        settings,
                        1,
                        seeds,
                        (setting, seed) ->
                                looks(
                                        setting,
                                        seed,
                                        jury,
                                        steps,
                                        seed > LONG_SEEDS ? LOOKS : LONG_LOOKS)));
    }

    /** Contestants as the variants, without their settings, which are columns. */
    private static Table byContestant(Table runs) {
        StringColumn contestants = StringColumn.create(Runs.VARIANT);
        for (String setting : runs.stringColumn(Runs.VARIANT)) {
            contestants.append(setting.split(",")[0]);
        }
        return runs.replaceColumn(Runs.VARIANT, contestants);
    }

    /** What the longest trainings made, a row of pictures each. */
    void write(Path picture) throws IOException {
        Matrix rows =
                Stream.of(Contestant.values()).map(shown::get).reduce(Matrix::above).orElseThrow();
        Pictures.grey(rows).writeGrid(picture, SHOWN);
    }
}
