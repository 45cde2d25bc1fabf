package genlab.charts;

import genlab.metrics.RocCurve;
import genlab.nn.Activation;
import genlab.nn.Dense;
import genlab.nn.Layer;
import genlab.nn.Matrix;
import genlab.nn.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** One of each chart, on made-up data: what tests draw, and what one looks at. */
public final class Gallery {
    private Gallery() {}

    /**
     * Every kind of chart, by name.
     *
     * @return the charts in the order of the page
     */
    public static Map<String, Rendered> charts() {
        Random random = new Random(7);
        Map<String, Rendered> all = new LinkedHashMap<>();
        all.put("losses", losses(random));
        double[] real = random.doubles(500).map(u -> 4 + 1.25 * random.nextGaussian()).toArray();
        double[] fake = random.doubles(500).map(u -> 4.1 + 2.2 * (u - 0.5) * 2).toArray();
        all.put(
                "histogram",
                Charts.histogram(Series.real(real), Series.generated(fake))
                        .title("Four moments match, the shape does not")
                        .verticalLine(4, "target mean"));
        all.put(
                "qq",
                Charts.qq(Series.real(real), Series.generated(fake))
                        .title("Quantiles: the tails are missing"));
        double[] ranks = {1, 2, 3, 4, 5, 6, 7, 8};
        all.put(
                "points",
                Charts.points(
                                Curve.of("collapsed", ranks, new double[] {0, 0, 0, 0, 0, 1, 2, 4}),
                                Curve.of(
                                        "annealed", ranks, new double[] {1, 1, 2, 2, 2, 3, 3, 3.5}))
                        .title("What each latent knows")
                        .xTitle("latents, the laziest first")
                        .yTitle("divergence (nats)"));
        all.put(
                "sizes tried",
                Charts.lines(
                                Curve.of(
                                        "PCA",
                                        new double[] {1, 2, 4, 8, 16, 32},
                                        new double[] {50, 45, 30, 18, 9, 4}),
                                Curve.of(
                                        "autoencoder",
                                        new double[] {1, 2, 4, 8, 16, 32},
                                        new double[] {46, 35, 20, 10, 7, 4}))
                        .title("Error against the number of latents")
                        .horizontalLine(20, "perfect reconstruction")
                        .horizontalLine(56.5, "average picture")
                        .logX());
        all.put("functions", functions());
        all.put("runs", runs(random));
        Matrix ring = ring(random, 400, 0.15);
        Matrix generated = ring(random, 400, 0.4);
        all.put(
                "scatter",
                Charts.scatter(Series.real(ring), Series.generated(generated))
                        .title("Samples on the ring of eight"));
        all.put("surface", surface(0.3, ring, generated).title("What D believes"));
        all.put("seed strip", seeds(random));
        Table runs = recipes(random);
        all.put(
                "strips",
                Charts.strips(runs, "recipe", "W1")
                        .title("Seven recipes, five seeds each")
                        .horizontalLine(0.155, "perfect")
                        .horizontalLine(0.368, "even smear"));
        all.put(
                "differences",
                Charts.differences(runs, "recipe", "non-saturating", "W1").title("Seed by seed"));
        all.put("progress", Charts.progress(looks(random), "recipe", "step", "W1").logY());
        all.put(
                "diagram",
                Diagram.of(
                        "AE, one code: picture x > [encoder] > (a point z) > [decoder] >"
                                + " reconstruction",
                        "D's step: z > [G] > fake /detach/ [D] > answer, target 0 < gradient",
                        "G's step: z > [G] > fake > [D] > answer, target 1 < gradient"));
        all.put(
                "bars",
                Charts.bars(
                        "modes covered of 8",
                        mapOf(
                                "non-saturating", new double[] {5, 6, 4, 6},
                                "least squares", new double[] {7, 6, 7, 7},
                                "real, others", new double[] {7.9})));
        Matrix digits = pictures(random, 40);
        all.put("image grid", Charts.imageGrid(digits).title("Samples"));
        int[] some = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        all.put(
                "image rows",
                Charts.imageRows(
                        Series.of("data", digits.select(some)),
                        Series.reconstruction(digits.select(some))));
        Network decoder = decoder(2);
        Network three = decoder(3);
        all.put(
                "traversal",
                Charts.traversal(z -> three.forward(z).matrix(), Matrix.zeros(1, 3), 2.5));
        all.put("manifold", Charts.manifold(z -> decoder.forward(z).matrix(), 13, 2.5));
        Matrix codes = Matrix.zeros(600, 2);
        int[] labels = new int[600];
        double[] slant = new double[600];
        for (int i = 0; i < 600; i++) {
            labels[i] = i % 10;
            codes.set(i, 0, 2 * Math.cos(labels[i] * 0.63) + 0.35 * random.nextGaussian());
            codes.set(i, 1, 2 * Math.sin(labels[i] * 0.63) + 0.35 * random.nextGaussian());
            slant[i] = 10 * codes.get(i, 0) + random.nextGaussian();
        }
        all.put("latent labels", Charts.latent(codes, labels));
        all.put("latent explorer", LatentExplorer.of(decoder, codes, labels));
        all.put("latent factor", Charts.latent(codes, slant, "slant (degrees)"));
        all.put(
                "roc",
                Charts.roc(
                        Curve.roc("reconstruction error", rates(slant, 4, random)),
                        Curve.roc("ELBO", rates(slant, 9, random))));
        all.put(
                "heatmap",
                Charts.heatmap(
                        new double[][] {{0.91, -0.1, 0.02}, {0.05, -0.83, 0.3}},
                        new String[] {"latent 1", "latent 2"},
                        new String[] {"slant", "thickness", "size"},
                        "correlation"));
        double[] t = new double[200];
        Arrays.setAll(t, i -> i * 0.06);
        all.put(
                "paths",
                Charts.paths(
                        Curve.of(
                                "simultaneous",
                                Arrays.stream(t).map(v -> Math.exp(v / 9) * Math.cos(v)).toArray(),
                                Arrays.stream(t).map(v -> Math.exp(v / 9) * Math.sin(v)).toArray()),
                        Curve.of(
                                "alternating",
                                Arrays.stream(t).map(Math::cos).toArray(),
                                Arrays.stream(t).map(Math::sin).toArray())));
        List<Chart> frames = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int epoch = 0; epoch <= 1000; epoch += 100) {
            names.add("" + epoch);
            frames.add(surface(epoch / 1000.0, ring, ring(random, 300, 1.2 - epoch / 1000.0)));
        }
        all.put("film", Chart.frames("epoch", names, frames).title("D's surface over training"));
        List<Chart> grids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            grids.add(Charts.imageGrid(pictures(random, 20)));
        }
        all.put(
                "film of images",
                Chart.frames("beta", List.of("0", "0.5", "1", "4", "10"), grids).startAt(1));
        all.put(
                "side by side",
                Charts.beside(
                        losses(random),
                        Charts.histogram(Series.real(real), Series.generated(fake)),
                        stock()));
        return all;
    }

    private static Figure stock() {
        return new Figure(
                Layout.builder("Made with jsplot's \"own\" builders & nothing else", "x", "y")
                        .build(),
                ScatterTrace.builder(new double[] {1, 2, 3}, new double[] {3, 1, 2})
                        .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                        .name("a")
                        .build());
    }

    private static RocCurve rates(double[] values, double noise, Random random) {
        Map<Boolean, List<Double>> kinds =
                Arrays.stream(values)
                        .boxed()
                        .collect(
                                Collectors.partitioningBy(
                                        v -> v + noise * random.nextGaussian() > 5));
        return RocCurve.of(
                kinds.get(false).stream().mapToDouble(v -> v).toArray(),
                kinds.get(true).stream().mapToDouble(v -> v).toArray());
    }

    /** A tidy table: seven recipes, five seeds, one run missing. */
    static Table recipes(Random random) {
        StringColumn recipe = StringColumn.create("recipe");
        IntColumn seed = IntColumn.create("seed");
        DoubleColumn w1 = DoubleColumn.create("W1");
        String names =
                "non-saturating,least squares,hinge,weight clipping,gradient penalty,"
                        + "spectral normalisation,packing";
        for (String name : names.split(",")) {
            for (int s = 1; s <= 5; s++) {
                recipe.append(name);
                seed.append(s);
                boolean missing = name.equals("hinge") && s == 3;
                w1.append(missing ? Double.NaN : 0.2 + 0.5 * random.nextDouble());
            }
        }
        return Table.create("runs", recipe, seed, w1);
    }

    private static Table looks(Random random) {
        StringColumn recipe = StringColumn.create("recipe");
        IntColumn seed = IntColumn.create("seed");
        IntColumn step = IntColumn.create("step");
        DoubleColumn w1 = DoubleColumn.create("W1");
        for (String name : List.of("usual GAN", "R1")) {
            for (int s = 1; s <= 5; s++) {
                for (int t = 100; t <= 2000; t += 100) {
                    recipe.append(name);
                    seed.append(s);
                    step.append(t);
                    w1.append((name.equals("R1") ? 60.0 : 120) / t * (0.2 + random.nextDouble()));
                }
            }
        }
        return Table.create("looks", recipe, seed, step, w1);
    }

    private static Chart losses(Random random) {
        int n = 50;
        IntColumn epoch = IntColumn.create("epoch");
        DoubleColumn onReal = DoubleColumn.create("D's error on real");
        DoubleColumn onFake = DoubleColumn.create("D's error on fake");
        DoubleColumn generator = DoubleColumn.create("generator's error");
        for (int i = 0; i < n; i++) {
            epoch.append(i * 100);
            onReal.append(0.69 + 0.1 * random.nextGaussian());
            onFake.append(0.66 + 0.1 * random.nextGaussian());
            generator.append(0.75 + Math.exp(-i / 10.0) + 0.1 * random.nextGaussian());
        }
        return Charts.losses(Table.create("run", epoch, onReal, onFake, generator))
                .title("The three errors")
                .yTitle("error (nats)")
                .horizontalLine(Math.log(2), "ln 2");
    }

    private static Chart functions() {
        return Charts.lines(
                        Curve.function("real density p", -4, 4, x -> Math.exp(-x * x / 2) / 2.5),
                        Curve.function(
                                "generated density q",
                                -4,
                                4,
                                x -> Math.exp(-(x - 1) * (x - 1) / 2) / 2.5),
                        Curve.function("optimal D", -4, 4, x -> 1 / (1 + Math.exp(x - 0.5))))
                .xTitle("x")
                .yTitle("density, probability");
    }

    private static Chart runs(Random random) {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[][] runs = new double[5][8];
        double[][] others = new double[5][8];
        for (int r = 0; r < 5; r++) {
            for (int i = 0; i < 8; i++) {
                runs[r][i] = 100.0 / (i + 1) + 4 * random.nextGaussian();
                others[r][i] = 70.0 / (i + 1) + 20 + 4 * random.nextGaussian();
            }
        }
        return Charts.lines(Curve.ofRuns("VAE", x, runs), Curve.ofRuns("GAN", x, others))
                .title("Fréchet distance over five seeds")
                .xTitle("epochs")
                .yTitle("Fréchet distance")
                .logY();
    }

    private static Chart seeds(Random random) {
        double[] good = random.doubles(10).map(u -> 3.9 + 0.3 * (u - 0.5)).toArray();
        good[6] = 2.9;
        double[] bad = random.doubles(10).map(u -> 3.6 + 1.6 * (u - 0.5)).toArray();
        return Charts.seedStrip("mean of generated values", mapOf("4 moments", good, "raw", bad))
                .title("Ten seeds")
                .horizontalBand(3.7, 4.3, "success");
    }

    private static Chart surface(double strength, Matrix ring, Matrix generated) {
        Layer d =
                x -> {
                    Matrix m = x.matrix();
                    Matrix p = Matrix.zeros(m.rows(), 1);
                    for (int i = 0; i < m.rows(); i++) {
                        double r = Math.hypot(m.get(i, 0), m.get(i, 1));
                        p.set(i, 0, 1 / (1 + Math.exp(8 * strength * (Math.abs(r - 2) - 0.5))));
                    }
                    return genlab.nn.Pass.constant(p);
                };
        return Charts.surface(d, -3, 3, Series.real(ring), Series.generated(generated));
    }

    private static Matrix ring(Random random, int n, double spread) {
        Matrix points = Matrix.zeros(n, 2);
        for (int i = 0; i < n; i++) {
            double angle = i % 8 * Math.PI / 4;
            points.set(i, 0, 2 * Math.cos(angle) + spread * random.nextGaussian());
            points.set(i, 1, 2 * Math.sin(angle) + spread * random.nextGaussian());
        }
        return points;
    }

    private static Matrix pictures(Random random, int n) {
        Matrix images = Matrix.zeros(n, 28 * 28);
        for (int i = 0; i < n; i++) {
            double radius = 5 + 4 * random.nextDouble();
            double slant = random.nextGaussian() * 0.3;
            for (int p = 0; p < 784; p++) {
                double y = p / 28 - 13.5;
                double x = p % 28 - 13.5 + slant * y;
                images.set(i, p, Math.exp(-Math.pow(Math.hypot(x, y * 0.7) - radius, 2) / 3));
            }
        }
        return images;
    }

    /**
     * An untrained decoder with one hidden layer.
     *
     * @param latentSize how many latents it takes
     * @return the same network every time
     */
    public static Network decoder(int latentSize) {
        Random random = new Random(3);
        return new Network(
                new Dense(latentSize, 64, random),
                Activation.TANH,
                new Dense(64, 784, random),
                Activation.SIGMOID);
    }

    private static <V> Map<String, V> mapOf(Object... namesAndValues) {
        Map<String, V> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            @SuppressWarnings("unchecked")
            V value = (V) namesAndValues[i + 1];
            map.put((String) namesAndValues[i], value);
        }
        return map;
    }
}
