package genlab.sweep;

import genlab.data.LabelledImages;
import genlab.experiment.PictureJudge;
import genlab.experiment.ProcessorTime;
import genlab.experiment.Runs;
import genlab.models.Gan;
import genlab.models.Vae;
import genlab.nn.Activation;
import genlab.nn.Adam;
import genlab.nn.Frozen;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.sampling.EmpiricalSampler;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sweep.VaeGanRuns.Contestant;
import genlab.sweep.VaeGanRuns.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which code makes this picture? Unseen pictures are encoded by the VAE of the contest, and codes
 * are searched for in its decoder and in the GAN's generator, with the same work in both.
 */
final class CodeRuns {
    private final VaeGanRuns contest;
    private final LabelledImages questions;
    private final Matrix x;
    private final PictureJudge judge;
    private final double ofAverage;

    /** Asks for the codes of a tenth of the pictures that the contest compares with. */
    CodeRuns(VaeGanRuns contest) {
        this.contest = contest;
        questions = contest.real.first(contest.real.size() / 10);
        x = questions.images();
        judge = contest.jury(false).first();
        ofAverage = error(x, contest.pictures.columnMeans());
    }

    /** So many searches from random codes, of so many steps each; the best answer counts. */
    private record Work(int searches, int steps) {}

    private static final List<Work> WORKS = List.of(new Work(3, 100), new Work(5, 300));

    /** The VAE and the GAN, at the rates that the search of the contest found, with every seed. */
    Table runs(Table searchOfRates, int seeds, int steps) {
        List<Setting> settings =
                VaeGanRuns.chosen(searchOfRates).stream()
                        .filter(setting -> setting.contestant() != Contestant.DIFFUSION)
                        .toList();
        Table runs =
                Runs.watched(
                        "codes",
                        settings,
                        1,
                        seeds,
                        (setting, seed) -> looks(setting, seed, steps));
        return byWay(runs);
    }

    /** The way in which codes were found as the variant. */
    private static Table byWay(Table runs) {
        StringColumn ways = StringColumn.create(Runs.VARIANT);
        for (Row run : runs) {
            int searches = (int) run.getDouble("searches");
            String way =
                    switch (searches) {
                        case 0 -> "encoded";
                        case 3 -> "searched";
                        default -> "5 times the work";
                    };
            ways.append(run.getString(Runs.VARIANT).split(",")[0] + ", " + way);
        }
        return runs.replaceColumn(Runs.VARIANT, ways);
    }

    private List<Map<String, Double>> looks(Setting setting, long seed, int steps) {
        RandomGenerator random = Randoms.seeded(seed);
        List<Map<String, Double>> looks = new ArrayList<>();
        Layer decoder;
        if (setting.contestant() == Contestant.VAE) {
            Vae vae = VaeGanRuns.vae(setting, random);
            train(vae::trainStep, setting, seed, steps);
            decoder = new Network(vae.decoder(), Activation.SIGMOID);
            ProcessorTime time = new ProcessorTime();
            Matrix z = vae.encode(x).mean();
            looks.add(look(decoder, z, new Work(0, 0), time.seconds()));
        } else {
            Gan gan = VaeGanRuns.gan(setting, random);
            train(gan::trainStep, setting, seed, steps);
            decoder = gan.generator();
        }
        for (Work work : WORKS) {
            ProcessorTime time = new ProcessorTime();
            Matrix z = best(decoder, work, random);
            looks.add(look(decoder, z, work, time.seconds()));
        }
        return looks;
    }

    private void train(Consumer<Matrix> step, Setting who, long seed, int steps) {
        EmpiricalSampler data = EmpiricalSampler.of(contest.pictures, Randoms.seeded(100 + seed));
        for (int done = 0; done < who.steps(steps); done++) {
            step.accept(data.draw(who.batch()));
        }
    }

    private Map<String, Double> look(Layer decoder, Matrix z, Work work, double seconds) {
        Matrix made = decoder.forward(z).matrix();
        Map<String, Double> look = new LinkedHashMap<>();
        look.put("searches", (double) work.searches);
        look.put("steps", (double) work.steps);
        look.put("error %", 100 * error(x, made) / ofAverage);
        look.put("read right %", 100 * judge.accuracy(made, questions.labels()));
        // 1 for draws from the prior
        look.put("squared length", z.map(number -> number * number).mean());
        look.put("seconds", seconds);
        return look;
    }

    private static double error(Matrix x, Matrix made) {
        return squaredErrors(x, made).mean();
    }

    /** The squared distance of each row of x from the same row made: {@code [rows, 1]}. */
    private static Matrix squaredErrors(Matrix x, Matrix made) {
        return x.minus(made).map(d -> d * d).rowSums();
    }

    /** For each picture the best code of several searches. */
    private Matrix best(Layer decoder, Work work, RandomGenerator random) {
        List<Matrix> found = new ArrayList<>();
        List<Matrix> errors = new ArrayList<>();
        for (int search = 0; search < work.searches; search++) {
            Matrix start = Gaussian.standard(VaeGanRuns.LATENTS, random).draw(x.rows());
            Matrix z = search(decoder, start, work.steps);
            found.add(z);
            errors.add(squaredErrors(x, decoder.forward(z).matrix()));
        }
        return IntStream.range(0, x.rows())
                .mapToObj(row -> found.get(nearest(errors, row)).row(row))
                .reduce(Matrix::above)
                .orElseThrow();
    }

    private static int nearest(List<Matrix> errors, int row) {
        return IntStream.range(0, errors.size())
                .boxed()
                .min(Comparator.comparing(search -> errors.get(search).get(row, 0)))
                .orElseThrow();
    }

    /** Gradient descent on the code of every picture; the decoder stays as it is. */
    private Matrix search(Layer decoder, Matrix start, int steps) {
        Parameter z = new Parameter("z", start);
        Adam optimizer = new Adam(List.of(z), 0.1);
        Layer fixed = new Frozen(decoder);
        for (int step = 0; step < steps; step++) {
            optimizer.zeroGradients();
            fixed.forward(z.pass()).minus(x).square().sum().backward();
            optimizer.step();
        }
        return z.value();
    }
}
