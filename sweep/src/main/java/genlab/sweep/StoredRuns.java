package genlab.sweep;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.data.Mnist;
import genlab.data.Pictures;
import genlab.experiment.GanRecipe;
import genlab.experiment.PictureJudge;
import genlab.experiment.PictureRecipe;
import genlab.experiment.Runs;
import genlab.models.Conditions;
import genlab.models.Dcgan;
import genlab.models.Gan;
import genlab.nn.Matrix;
import genlab.nn.PictureShape;
import genlab.sampling.Gaussian;
import genlab.sampling.Randoms;
import genlab.sweep.StoredDiffusions.Drawer;
import genlab.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code ./lab results NAME}: the runs whose results the notebooks load, made again. */
@Command(
        name = "./lab results",
        description = {
            "Makes the stored results of a notebook again: a table, pictures, and how they were"
                    + " made. They take minutes.",
            "",
            "pictures-14  seven ways to train a DCGAN on drawn digits of 14 x 14 pixels",
            "pictures-28  conditional DCGANs on drawn digits of 28 x 28 pixels",
            "mnist-28     the same on MNIST (its files in the folder GENLAB_MNIST)",
            "recipes-search  four tries for each recipe on points in the plane",
            "recipes-ring    each recipe with the best of its tries, on the ring",
            "recipes-grid    the same on the grid",
            "latents      what the latents of VAEs know of a digit's factors, by beta",
            "super-resolution  digits of 7 x 7 pixels made into 28 x 28, in seven ways; first their tuning",
            "vae-gan-search  the tuning of a VAE, a GAN and a diffusion model, with equal tries",
            "vae-gan-14   the three with what it found and with equal time, up to five times as long",
            "codes-14     codes of given pictures, by the VAE's encoder and by search, in VAE and GAN",
            "diffusion-search  three learning rates for each network that draws digits to order",
            "diffusion-14 these networks with the best rate, 14 x 14 pixels",
            "diffusion-28 two of them with two rates each, 28 x 28 pixels"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class StoredRuns implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Parameters(paramLabel = "NAME", description = "One of those above.")
    private String name;

    @Option(names = "--folder", description = "Where to (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(System.getProperty("genlab.root", "."), "notebooks", "results");

    @Option(names = "--seeds", description = "How many, from 1 (default: what is stored).")
    private int seeds;

    @Option(
            names = "--steps",
            description = "Of each player; of latents the epochs (default: what is stored).")
    private int steps;

    private final List<String> notes = new ArrayList<>();

    /**
     * Runs the command.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StoredRuns()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        Files.createDirectories(folder);
        switch (name) {
            case "pictures-14" -> {
                byDefault(10, 1000);
                write(recipes(List.of(PictureRecipe.values()), seeds, steps));
            }
            case "pictures-28", "mnist-28" -> {
                byDefault(3, 3000);
                write(ordered(name, seeds, steps, file(".png")));
            }
            case "recipes-search" -> {
                byDefault(2, 2000);
                write(RecipeRuns.search(List.of(GanRecipe.values()), seeds, steps));
            }
            case "recipes-ring", "recipes-grid" -> {
                byDefault(10, 4000);
                DataSet data = name.endsWith("ring") ? DataSet.RING : DataSet.GRID;
                Table search = Table.read().csv(folder.resolve("recipes-search.csv").toString());
                List<GanRecipe> recipes = List.of(GanRecipe.values());
                write(RecipeRuns.runs(data, recipes, search, 1, seeds, steps));
            }
            case "latents" -> {
                byDefault(10, 25);
                write(LatentRuns.runs(seeds, steps));
            }
            case "super-resolution" -> {
                byDefault(10, 400);
                EnlargingRuns runs = new EnlargingRuns();
                write(runs.all(seeds, steps));
                runs.write(file(".png"));
            }
            case "vae-gan-search" -> {
                byDefault(2, VaeGanRuns.STEPS);
                write(new VaeGanRuns().search(seeds, steps));
            }
            case "vae-gan-14" -> {
                byDefault(5, VaeGanRuns.STEPS);
                VaeGanRuns runs = new VaeGanRuns();
                Table search = VaeGanRuns.storedSearch(folder);
                write(runs.contest(VaeGanRuns.chosen(search), seeds, steps));
                runs.write(file(".png"));
            }
            case "codes-14" -> {
                byDefault(5, VaeGanRuns.STEPS);
                write(new CodeRuns().runs(VaeGanRuns.storedSearch(folder), seeds, steps));
            }
            case "diffusion-search" -> {
                byDefault(1, 1500);
                List<Drawer> networks = List.of(Drawer.DENSE, Drawer.U_NET, Drawer.WITH_PLACES);
                write(new StoredDiffusions(14, steps).search(networks));
            }
            case "diffusion-14" -> {
                byDefault(3, 1500);
                StoredDiffusions all = new StoredDiffusions(14, steps);
                Table search = Table.read().csv(folder.resolve("diffusion-search.csv").toString());
                write(all.looks(List.of(Drawer.values()), search, 1, seeds));
                all.write(file(".png"));
            }
            case "diffusion-28" -> {
                byDefault(1, 1000);
                StoredDiffusions all = new StoredDiffusions(28, steps);
                List<Drawer> drawers = List.of(Drawer.DENSE, Drawer.WITH_PLACES, Drawer.REAL);
                write(all.looks(drawers, new double[] {0.003, 0.01}, seeds));
                all.write(file(".png"));
            }
            default -> {
                System.err.println(
                        "results: NAME must be one that ./lab results --help lists, but was "
                                + name);
                return 2;
            }
        }
        note((System.nanoTime() - start) / 1_000_000_000L);
        return 0;
    }

    /** What is stored, unless the options say otherwise. */
    private void byDefault(int storedSeeds, int storedSteps) {
        seeds = seeds == 0 ? storedSeeds : seeds;
        steps = steps == 0 ? storedSteps : steps;
    }

    private Path file(String ending) {
        return folder.resolve(name + ending);
    }

    private void write(Table table) {
        table.write().csv(file(".csv").toString());
    }

    private void note(long seconds) throws IOException {
        int first =
                switch (name) {
                    case "recipes-search", "diffusion-search" -> RecipeRuns.FIRST_OF_SEARCH;
                    case "vae-gan-search" -> VaeGanRuns.FIRST_OF_SEARCH;
                    default -> 1;
                };
        List<String> lines =
                List.of(
                        "command=./lab results " + name,
                        "commit=" + commit(),
                        "seeds=" + first + " to " + (first + seeds - 1),
                        "steps=" + steps,
                        "seconds=" + seconds,
                        "processors=" + Runtime.getRuntime().availableProcessors());
        notes.addAll(0, lines);
        Files.write(file(".properties"), notes);
    }

    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
        String answer = new String(git.getInputStream().readAllBytes()).strip();
        return answer.isEmpty() ? "unknown" : answer;
    }

    /** A setting of the try that comes first in an order, such as "-PSNR". */
    static double best(Table search, String way, String order, String setting) {
        Table tries = search.where(search.stringColumn(Runs.VARIANT).isEqualTo(way));
        return tries.sortOn(order).doubleColumn(setting).get(0);
    }

    /** Recipes with every seed. */
    static Table recipes(List<PictureRecipe> recipes, int seeds, int steps) {
        Matrix pictures = Digits.draw(4000, 14, Randoms.seeded(1)).images();
        PictureJudge judge =
                PictureJudge.train(
                        Digits.draw(6000, 14, Randoms.seeded(3)),
                        Digits.draw(1000, 14, Randoms.seeded(2)),
                        8,
                        5);
        return Runs.parallel(
                "recipes",
                recipes,
                seeds,
                (recipe, seed) -> recipe.run(pictures, judge, seed, steps));
    }

    /** Conditional DCGANs, looked at five times. */
    private Table ordered(String name, int seeds, int steps, Path picture) throws IOException {
        LabelledImages all =
                name.startsWith("mnist") ? mnist() : Digits.draw(10_000, 28, Randoms.seeded(1));
        LabelledImages train = all.rows(IntStream.range(0, 5000).toArray());
        LabelledImages lessons = all.rows(IntStream.range(5000, 9000).toArray());
        LabelledImages real = all.rows(IntStream.range(9000, 10_000).toArray());
        PictureJudge judge = PictureJudge.train(lessons, real, 12, 5);
        noteMarks(judge, train.first(real.size()));
        return Runs.watched(
                name,
                List.of(name.startsWith("mnist") ? "MNIST" : "drawn digits"),
                1,
                seeds,
                (data, seed) -> looks(train, judge, seed, steps, seed == 1 ? picture : null));
    }

    /** What the judge says of real pictures that it has not seen: a perfect model's marks. */
    private void noteMarks(PictureJudge judge, LabelledImages unseen) {
        Map<String, Double> marks = new LinkedHashMap<>();
        marks.put("obeys", judge.accuracy(unseen.images(), unseen.labels()));
        marks.putAll(judge.measure(unseen.images()));
        marks.forEach((mark, value) -> notes.add("real-" + mark.replace(' ', '-') + "=" + value));
    }

    private static LabelledImages mnist() throws IOException {
        Path files =
                Mnist.folder()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "MNIST's files must be in the folder that the"
                                                        + " variable GENLAB_MNIST names"));
        LabelledImages digits = Mnist.DIGITS.test(files);
        // in the file's order its halves are other people's writing
        List<Integer> order = new ArrayList<>(IntStream.range(0, digits.size()).boxed().toList());
        Collections.shuffle(order, new Random(1));
        return digits.rows(order.stream().mapToInt(i -> i).toArray());
    }

    private static List<Map<String, Double>> looks(
            LabelledImages train, PictureJudge judge, long seed, int steps, Path picture) {
        RandomGenerator random = Randoms.seeded(seed);
        Gan gan =
                Dcgan.conditional(new PictureShape(1, 28, 28), 16, 32, 10, random)
                        .averageWeights(0.99)
                        .build(random);
        int[] order = IntStream.range(0, 1000).map(i -> i % 10).toArray();
        Matrix codes = Gaussian.standard(32, Randoms.seeded(1)).draw(1000);
        List<Map<String, Double>> looks = new ArrayList<>();
        List<Matrix> shown = new ArrayList<>();
        gan.train(
                train.sampler(random),
                Training.steps(steps)
                        .every(Math.max(1, steps / 5))
                        .each(
                                step -> {
                                    Matrix made =
                                            gan.given(Conditions.oneHot(order, 10)).decode(codes);
                                    Map<String, Double> look = new LinkedHashMap<>();
                                    look.put("step", (double) step);
                                    look.put("obeys", judge.accuracy(made, order));
                                    look.putAll(judge.measure(made));
                                    looks.add(look);
                                    shown.add(made.rows(0, 2 * SHOWN));
                                }));
        if (picture != null) {
            try {
                // early, midway and at the end
                Matrix rows = shown.get(0).above(shown.get(shown.size() / 2));
                Pictures.grey(rows.above(shown.get(shown.size() - 1)))
                        .writeGrid(picture, 2 * SHOWN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return looks;
    }
}
