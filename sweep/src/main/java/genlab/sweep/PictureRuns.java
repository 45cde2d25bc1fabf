package genlab.sweep;

import genlab.data.LabelledImages;
import genlab.data.Pictures;
import genlab.experiment.PictureJudge;
import genlab.experiment.Runs;
import genlab.models.Conditions;
import genlab.models.ConvolutionalVae;
import genlab.models.Dcgan;
import genlab.models.Gan;
import genlab.models.GenerativeModel;
import genlab.models.Model;
import genlab.models.Vae;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Conditional DCGANs and conditional convolutional VAEs learn the same pictures in as many steps of
 * 64, and are looked at five times. Half of the pictures are theirs, four tenths the judge's, and
 * with the last tenth what they make is compared.
 */
final class PictureRuns {
    /** What makes pictures. */
    enum Maker {
        DCGAN("DCGAN"),
        VAE("convolutional VAE");

        private final String label;

        Maker(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private static final int LABELS = 10;
    private static final int LATENTS = 32;
    private static final int CHANNELS = 16;
    private static final int LOOKS = 5;
    private static final int SHOWN = 20;

    private final LabelledImages train;
    private final int[] orders;
    private final LabelledImages unseen;
    private final PictureJudge judge;
    private final Map<Maker, List<Matrix>> shown = new ConcurrentSkipListMap<>();

    /** A model, and what it makes of codes when it is given labels. */
    private record Player(Model model, Function<Matrix, GenerativeModel> given) {
        static Player of(Maker maker, PictureShape shape, RandomGenerator random) {
            if (maker == Maker.VAE) {
                Vae vae =
                        ConvolutionalVae.conditional(shape, CHANNELS, LATENTS, LABELS, random)
                                .batchSize(64)
                                .build(random);
                return new Player(vae, vae::given);
            }
            Gan gan =
                    Dcgan.conditional(shape, CHANNELS, LATENTS, LABELS, random)
                            .averageWeights(0.99)
                            .build(random);
            return new Player(gan, gan::given);
        }
    }

    /**
     * Trains the judge.
     *
     * @param all the pictures, in random order
     */
    PictureRuns(LabelledImages all) {
        int lessons = all.size() / 2;
        int compared = all.size() * 9 / 10;
        train = all.first(lessons);
        LabelledImages real = all.rows(IntStream.range(compared, all.size()).toArray());
        orders = IntStream.range(0, real.size()).map(i -> i % LABELS).toArray();
        unseen = train.first(real.size());
        judge =
                PictureJudge.train(
                        all.rows(IntStream.range(lessons, compared).toArray()), real, 12, 5);
    }

    /** What the judge says of real pictures that it has not seen: a perfect model's marks. */
    Map<String, Double> marksOfReal() {
        return marks(unseen.images(), unseen.labels());
    }

    private Map<String, Double> marks(Matrix pictures, int[] labels) {
        Map<String, Double> marks = new LinkedHashMap<>();
        marks.put("obeys", judge.accuracy(pictures, labels));
        marks.putAll(judge.measure(pictures));
        return marks;
    }

    /** Each maker with each seed from 1. */
    Table looks(List<Maker> makers, int seeds, int steps) {
        shown.clear();
        return Runs.watched(
                "pictures", makers, 1, seeds, (maker, seed) -> looks(maker, seed, steps));
    }

    private List<Map<String, Double>> looks(Maker maker, long seed, int steps) {
        RandomGenerator random = Randoms.seeded(seed);
        Player player = Player.of(maker, new PictureShape(1, train.width(), train.width()), random);
        Matrix codes = Gaussian.standard(LATENTS, Randoms.seeded(1)).draw(orders.length);
        List<Map<String, Double>> looks = new ArrayList<>();
        List<Matrix> rows = new ArrayList<>();
        player.model.train(
                train.sampler(random),
                Training.steps(steps)
                        .every(Math.max(1, steps / LOOKS))
                        .each(
                                step -> {
                                    Matrix made =
                                            player.given
                                                    .apply(Conditions.oneHot(orders, LABELS))
                                                    .decode(codes);
                                    Map<String, Double> look = marks(made, orders);
                                    look.put("step", (double) step);
                                    looks.add(look);
                                    rows.add(made.rows(0, SHOWN));
                                }));
        if (seed == 1) {
            // early, midway and at the end
            shown.put(
                    maker,
                    List.of(rows.get(0), rows.get(rows.size() / 2), rows.get(rows.size() - 1)));
        }
        return looks;
    }

    /** Writes pictures of the first seed: three rows a maker. */
    void write(Path picture) throws IOException {
        Matrix rows =
                shown.values().stream().flatMap(List::stream).reduce(Matrix::above).orElseThrow();
        Pictures.grey(rows).writeGrid(picture, SHOWN);
    }
}
