package genlab.sweep;

import genlab.data.Digits;
import genlab.data.LabelledImages;
import genlab.data.Mnist;
import genlab.experiment.GanRecipe;
import genlab.experiment.PictureJudge;
import genlab.experiment.PictureRecipe;
import genlab.experiment.Runs;
import genlab.nn.Matrix;
import genlab.sampling.Randoms;
import genlab.sweep.PictureRuns.Maker;
import genlab.sweep.StoredDiffusions.Drawer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code ./lab results NAME ...}: the runs whose results the notebooks load, made again. */
@Command(
        name = "./lab results",
        description = {
            "Makes the stored results of a notebook again: a table, pictures, and how they were"
                    + " made. They take minutes.",
            "",
            "pictures-14  seven ways to train a DCGAN on drawn digits of 14 x 14 pixels",
            "pictures-28, pictures-28-vae  a conditional DCGAN, a conditional convolutional VAE on"
                    + " drawn digits of 28 x 28 pixels",
            "mnist-28, mnist-28-vae  the same on MNIST (its files in GENLAB_MNIST, or --files)",
            "fashion-28   both on Fashion-MNIST (its files in .lab/fashion, or --files)",
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
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Some of those above.")
    private List<String> names;

    @Option(names = "--folder", description = "Where to (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(System.getProperty("genlab.root", "."), "notebooks", "results");

    @Option(names = "--seeds", description = "How many, from 1 (default: what is stored).")
    private int givenSeeds;

    @Option(
            names = "--steps",
            description = "Of each player; of latents the epochs (default: what is stored).")
    private int givenSteps;

    @Option(
            names = "--judged",
            description =
                    "How many pictures a look of vae-gan-search, vae-gan-14, diffusion-search,"
                            + " diffusion-14 and diffusion-28 judges, 20 or more; codes-14 asks for"
                            + " a tenth of them (default: what is stored).")
    private Integer givenJudged;

    @Option(names = "--files", description = "The folder of MNIST's or Fashion-MNIST's files.")
    private Path files;

    private String name;
    private int seeds;
    private int steps;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, PictureRuns> pictureRuns = new HashMap<>();
    private VaeGanRuns vaeGanRuns;

    /**
     * Runs the command.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new StoredRuns());
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    if (!(e instanceof SweepException)) {
                        throw e;
                    }
                    System.err.println("lab: " + e.getMessage() + ".");
                    return CommandLine.ExitCode.SOFTWARE;
                });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws IOException, SweepException {
        for (String each : names) {
            if (making(each) == null) {
                System.err.println(
                        "results: NAME must be one that ./lab results --help lists, but was "
                                + each);
                return 2;
            }
        }
        if (givenJudged != null && givenJudged < VaeGanRuns.SHOWN) {
            System.err.printf(
                    "results: --judged must be %d or more, as so many are shown, but was %d%n",
                    VaeGanRuns.SHOWN, givenJudged);
            return 2;
        }
        Files.createDirectories(folder);
        for (String each : names) {
            long start = System.nanoTime();
            name = each;
            notes.clear();
            making(each).run();
            note((System.nanoTime() - start) / 1_000_000_000L);
        }
        return 0;
    }

    /** Makes the results of a name. */
    private interface Making {
        void run() throws IOException, SweepException;
    }

    /** How the results of that name are made; null if there are none. */
    private Making making(String of) {
        return switch (of) {
            case "pictures-14" ->
                    () -> {
                        byDefault(10, 1000);
                        write(recipes(List.of(PictureRecipe.values()), seeds, steps));
                    };
            case "pictures-28", "pictures-28-vae", "mnist-28", "mnist-28-vae", "fashion-28" ->
                    () -> {
                        byDefault(3, 3000);
                        PictureRuns runs = pictureRuns();
                        runs.marksOfReal()
                                .forEach(
                                        (mark, value) ->
                                                notes.add(
                                                        "real-"
                                                                + mark.replace(' ', '-')
                                                                + "="
                                                                + value));
                        write(runs.looks(makers(), seeds, steps));
                        runs.write(file(".png"));
                    };
            case "recipes-search" ->
                    () -> {
                        byDefault(2, 2000);
                        write(RecipeRuns.search(List.of(GanRecipe.values()), seeds, steps));
                    };
            case "recipes-ring", "recipes-grid" ->
                    () -> {
                        byDefault(10, 4000);
                        DataSet data = name.endsWith("ring") ? DataSet.RING : DataSet.GRID;
                        Table search =
                                Table.read().csv(folder.resolve("recipes-search.csv").toString());
                        List<GanRecipe> recipes = List.of(GanRecipe.values());
                        write(RecipeRuns.runs(data, recipes, search, 1, seeds, steps));
                    };
            case "latents" ->
                    () -> {
                        byDefault(10, 25);
                        write(LatentRuns.runs(LatentRuns.BETAS, seeds, steps));
                    };
            case "super-resolution" ->
                    () -> {
                        byDefault(10, 400);
                        EnlargingRuns runs = new EnlargingRuns();
                        write(runs.all(seeds, steps));
                        runs.write(file(".png"));
                    };
            case "vae-gan-search" ->
                    () -> {
                        byDefault(2, VaeGanRuns.STEPS);
                        write(vaeGanRuns().search(seeds, steps));
                    };
            case "vae-gan-14" ->
                    () -> {
                        byDefault(5, VaeGanRuns.STEPS);
                        VaeGanRuns runs = vaeGanRuns();
                        Table search = VaeGanRuns.storedSearch(folder);
                        write(runs.contest(VaeGanRuns.chosen(search), seeds, steps));
                        runs.write(file(".png"));
                    };
            case "codes-14" ->
                    () -> {
                        byDefault(5, VaeGanRuns.STEPS);
                        CodeRuns runs = new CodeRuns(vaeGanRuns());
                        write(runs.runs(VaeGanRuns.storedSearch(folder), seeds, steps));
                    };
            case "diffusion-search" ->
                    () -> {
                        byDefault(1, 1500);
                        List<Drawer> networks =
                                List.of(Drawer.DENSE, Drawer.U_NET, Drawer.WITH_PLACES);
                        write(diffusions(14).search(networks));
                    };
            case "diffusion-14" ->
                    () -> {
                        byDefault(3, 1500);
                        StoredDiffusions all = diffusions(14);
                        Table search =
                                Table.read().csv(folder.resolve("diffusion-search.csv").toString());
                        write(all.looks(List.of(Drawer.values()), search, 1, seeds));
                        all.write(file(".png"));
                    };
            case "diffusion-28" ->
                    () -> {
                        byDefault(1, 1000);
                        StoredDiffusions all = diffusions(28);
                        List<Drawer> drawers =
                                List.of(Drawer.DENSE, Drawer.WITH_PLACES, Drawer.REAL);
                        write(all.looks(drawers, new double[] {0.003, 0.01}, seeds));
                        all.write(file(".png"));
                    };
            default -> null;
        };
    }

    /** What is stored, unless the options say otherwise. */
    private void byDefault(int storedSeeds, int storedSteps) {
        seeds = givenSeeds == 0 ? storedSeeds : givenSeeds;
        steps = givenSteps == 0 ? storedSteps : givenSteps;
    }

    private int judged(int stored) {
        return givenJudged == null ? stored : givenJudged;
    }

    private VaeGanRuns vaeGanRuns() {
        if (vaeGanRuns == null) {
            vaeGanRuns = new VaeGanRuns(judged(VaeGanRuns.JUDGED));
        }
        return vaeGanRuns;
    }

    private StoredDiffusions diffusions(int side) {
        return new StoredDiffusions(side, steps, judged(StoredDiffusions.JUDGED));
    }

    /** The runs of some pictures: one judge for both networks. */
    private PictureRuns pictureRuns() throws SweepException {
        String of = name.replace("-vae", "");
        if (!pictureRuns.containsKey(of)) {
            pictureRuns.put(of, new PictureRuns(pictures()));
        }
        return pictureRuns.get(of);
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
        if (givenJudged != null) {
            notes.add("judged=" + givenJudged);
        }
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

    /** Who learns the pictures of 28 x 28 pixels. */
    private List<Maker> makers() {
        if (name.startsWith("fashion")) {
            return List.of(Maker.values());
        }
        return List.of(name.endsWith("vae") ? Maker.VAE : Maker.DCGAN);
    }

    /**
     * The pictures of the runs with 28 x 28 pixels.
     *
     * @throws SweepException if their files are not there
     */
    private LabelledImages pictures() throws SweepException {
        if (name.startsWith("pictures")) {
            return Digits.draw(10_000, 28, Randoms.seeded(1));
        }
        boolean digits = name.startsWith("mnist");
        Path here = Path.of(System.getProperty("genlab.root", "."), ".lab");
        Path usual =
                digits ? Mnist.folder().orElse(here.resolve("mnist")) : here.resolve("fashion");
        try {
            LabelledImages test =
                    (digits ? Mnist.DIGITS : Mnist.FASHION).test(files == null ? usual : files);
            // in the file's order its halves are other people's writing
            List<Integer> order = new ArrayList<>(IntStream.range(0, test.size()).boxed().toList());
            Collections.shuffle(order, new Random(1));
            return test.rows(order.stream().mapToInt(i -> i).toArray());
        } catch (IOException e) {
            throw new SweepException(e.getMessage());
        }
    }
}
