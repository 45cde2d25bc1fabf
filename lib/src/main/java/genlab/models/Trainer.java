package genlab.models;

import genlab.data.Minibatches.Batch;
import genlab.data.Standardizer;
import genlab.nn.Architecture;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Network;
import genlab.nn.Parameter;
import genlab.nn.Require;
import genlab.sampling.LabelledSampler;
import genlab.sampling.LabelledSamples;
import genlab.sampling.Sampler;
import genlab.sampling.SeededRandom;
import genlab.training.Checkpoint;
import genlab.training.History;
import genlab.training.Progress;
import genlab.training.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The one loop of all trainings, and what of a model changes in it: its networks, its players, its
 * source of randomness, its history.
 */
final class Trainer {
    private static final String VALIDATION = "validation loss";

    private final String name;
    private final String settings;
    private String[] columns;
    private final List<Player> players;
    private final Map<String, Layer> networks = new LinkedHashMap<>();
    final RandomGenerator random;
    final int batchSize;
    private final Standardizer standardizer;
    private History history;
    private int rounds;

    /**
     * @param name what is trained, for the history
     * @param settings what must be the same to go on from a checkpoint
     * @param standardizer between the data's unit and the networks', or null
     */
    Trainer(
            String name,
            String settings,
            RandomGenerator random,
            int batchSize,
            Standardizer standardizer,
            List<Player> players) {
        this.name = name;
        this.settings = settings;
        this.random = Require.given("random", random);
        this.batchSize = batchSize;
        this.standardizer = standardizer;
        this.players = players;
    }

    /** Names the numbers of a step. */
    Trainer columns(String... names) {
        columns = names;
        history = new History(name, "epoch", names);
        return this;
    }

    Trainer with(String networkName, Layer network) {
        networks.put(networkName, network);
        return this;
    }

    /** Data as the networks see it. */
    Matrix standardized(Matrix data) {
        return standardizer == null ? data : standardizer.apply(data);
    }

    /** Samples as the networks see them. */
    Sampler standardized(Sampler sampler) {
        if (standardizer == null) {
            return sampler;
        }
        if (sampler instanceof LabelledSampler labelled) {
            LabelledSampler result =
                    count -> {
                        LabelledSamples drawn = labelled.drawLabelled(count);
                        return new LabelledSamples(standardized(drawn.samples()), drawn.labels());
                    };
            return result;
        }
        return count -> standardized(sampler.draw(count));
    }

    /** What the networks give, in the data's unit. */
    Matrix inUnit(Matrix standardized) {
        return standardizer == null ? standardized : standardizer.undo(standardized);
    }

    History history() {
        return history;
    }

    Network network() {
        return new Network(networks.values().toArray(Layer[]::new));
    }

    /** One step for each batch; a row of the history, and a look around, now and then. */
    History train(Model model, Training how, Source source) {
        if (how.heldOut() != null) {
            model.validationLoss(how.heldOut()); // what is wrong with it shows before any step
        }
        begin(model.unit(how.inEpochs()));
        Means means = new Means(columns.length);
        Best best = new Best(how.patience());
        try (Progress progress =
                Progress.of(
                        "training",
                        (long) how.length() * (how.inEpochs() ? source.batches() : 1))) {
            long done = 0;
            Matrix last = null;
            double loss = Double.NaN;
            for (int unit = 1; unit <= how.length(); unit++) {
                for (Batch batch : source.next().get()) {
                    double[] numbers = model.step(batch);
                    last = batch.samples();
                    means.add(numbers, last.rows());
                    loss = Double.isNaN(numbers[0]) ? loss : numbers[0];
                    if (how.inEpochs()) {
                        progress.update(++done, text(loss));
                    }
                }
                rounds++;
                if (!how.inEpochs()) {
                    progress.update(++done, text(loss));
                }
                if (unit % how.every() == 0 || unit == how.length()) {
                    double validation = addRow(model, how, means);
                    String line = model.lineAfter(rounds);
                    if (line != null) {
                        progress.print(line);
                    }
                    if (how.stopsAfter(rounds) || best.isLongAgo(validation)) {
                        break;
                    }
                }
            }
            Scale.warnOfStandstill(history, columns[0], last, progress);
        } catch (CancellationException e) {
            if (!means.isEmpty()) {
                history.add(rounds, Arrays.copyOf(means.take(), history.width()));
            }
            throw e;
        } finally {
            best.restore();
        }
        return history;
    }

    private String text(double loss) {
        return columns[0] + " " + Math.round(loss * 1e4) / 1e4;
    }

    /** A history counts epochs or steps; which, its first training says. */
    private void begin(String unit) {
        if (history.table().isEmpty()) {
            history = new History(name, unit, columns);
        }
        String counted = history.table().columnNames().get(0);
        Require.that(
                counted.equals(unit),
                "the model's history counts in the unit %s, but this training is in the unit %s; go"
                        + " on as before, or build another model",
                counted,
                unit);
    }

    private double addRow(Model model, Training how, Means means) {
        double loss = Double.NaN;
        if (how.measure() != null) {
            loss = how.measure().getAsDouble();
        } else if (how.heldOut() != null) {
            loss = model.validationLoss(how.heldOut());
        }
        if (!Double.isNaN(loss)) {
            history.column(VALIDATION);
        }
        double[] row = Arrays.copyOf(means.take(), history.width());
        Arrays.fill(row, columns.length, row.length, loss);
        history.add(rounds, row);
        return loss;
    }

    /** Means of what the steps told; NaN where none did. */
    private static final class Means {
        private final double[] sums;
        private final double[] counts;

        Means(int columns) {
            sums = new double[columns];
            counts = new double[columns];
        }

        void add(double[] numbers, int samples) {
            for (int i = 0; i < sums.length; i++) {
                if (!Double.isNaN(numbers[i])) {
                    sums[i] += numbers[i] * samples;
                    counts[i] += samples;
                }
            }
        }

        boolean isEmpty() {
            return Arrays.stream(counts).allMatch(count -> count == 0);
        }

        double[] take() {
            double[] means =
                    IntStream.range(0, sums.length).mapToDouble(i -> sums[i] / counts[i]).toArray();
            Arrays.fill(sums, 0);
            Arrays.fill(counts, 0);
            return means;
        }
    }

    /** The weights with the smallest validation loss, if that is what decides. */
    private final class Best {
        private final int patience;
        private double loss = Double.POSITIVE_INFINITY;
        private List<float[]> weights;
        private int rowsSince;

        Best(int patience) {
            this.patience = patience;
        }

        boolean isLongAgo(double latest) {
            if (patience == 0) {
                return false;
            }
            if (latest < loss) {
                loss = latest;
                rowsSince = 0;
                weights =
                        network().parameters().stream()
                                .map(p -> p.value().values().clone())
                                .toList();
                return false;
            }
            return ++rowsSince >= patience;
        }

        void restore() {
            List<Parameter> parameters = network().parameters();
            for (int i = 0; weights != null && i < parameters.size(); i++) {
                float[] to = parameters.get(i).value().values();
                System.arraycopy(weights.get(i), 0, to, 0, to.length);
            }
        }
    }

    /** What a checkpoint holds. */
    void tell(Checkpoint.Parts parts) throws IOException {
        if (!(random instanceof SeededRandom seeded)) {
            throw new IllegalStateException(
                    "to be saved, a model must be built with a source of randomness whose state can"
                            + " be read, but has a "
                            + random.getClass().getName()
                            + "; take Randoms.seeded(seed)");
        }
        parts.same("model", name + (settings.isEmpty() ? "" : ", " + settings));
        parts.same(
                "standardizer",
                standardizer == null
                        ? "none"
                        : Arrays.toString(standardizer.means())
                                + Arrays.toString(standardizer.standardDeviations()));
        for (Map.Entry<String, Layer> network : networks.entrySet()) {
            parts.same(network.getKey(), Architecture.of(network.getValue()));
            int index = 0;
            for (Parameter parameter : network.getValue().parameters()) {
                parts.numbers(
                        network.getKey() + " " + index++ + " " + parameter.name(),
                        parameter.value().values());
            }
        }
        for (Player player : players) {
            player.tell(parts);
        }
        parts.number("random state", seeded.state(), seeded::restore);
        parts.number("rounds", rounds, value -> rounds = (int) value);
        tellHistory(parts);
    }

    private void tellHistory(Checkpoint.Parts parts) throws IOException {
        boolean steps = history.table().columnNames().get(0).equals("step");
        boolean validated = history.width() > columns.length;
        double[][] rows = new double[history.table().rowCount()][];
        for (int row = 0; row < rows.length; row++) {
            int at = row;
            rows[row] =
                    IntStream.rangeClosed(0, history.width())
                            .mapToDouble(c -> history.table().numberColumn(c).getDouble(at))
                            .toArray();
        }
        boolean[] found = new boolean[2];
        parts.number("history in steps", steps ? 1 : 0, value -> found[0] = value == 1);
        parts.number("history validated", validated ? 1 : 0, value -> found[1] = value == 1);
        parts.rows(
                "history",
                rows,
                loaded -> {
                    history = new History(name, found[0] ? "step" : "epoch", columns);
                    if (found[1]) {
                        history.column(VALIDATION);
                    }
                    for (double[] row : loaded) {
                        history.add((int) row[0], Arrays.copyOfRange(row, 1, row.length));
                    }
                });
    }

    /** All rows in order, some at a time. */
    static List<Matrix> parts(Matrix data, int size) {
        List<Matrix> parts = new ArrayList<>();
        Require.given("data", data);
        for (int from = 0; from < data.rows(); from += size) {
            parts.add(data.rows(from, Math.min(data.rows(), from + size)));
        }
        return parts;
    }
}
