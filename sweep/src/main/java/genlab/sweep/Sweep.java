package genlab.sweep;

import genlab.experiment.GanRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lab sweep}: many trainings, a row each, and a page that compares them. */
@Command(
        name = "./lab sweep",
        description = {
            "Trains a GAN with every loss on every data set with every seed, many at a time, writes"
                    + " a row for each run to a CSV file, and a page that compares the losses.",
            "",
            "Ctrl-C, a crash or a power cut cost only the runs that are not finished: the same"
                    + " command goes on where the last one stopped. Losses, data sets and seeds may"
                    + " be added later; the steps must stay the same for one file.",
            ""
        },
        sortOptions = false,
        footerHeading = "%nColumns of the file:%n",
        footer = {
            "  loss, data, seed, steps  what was run",
            "  status                   ok, or diverged: then reason says why",
            "  modes_covered            of 8 (ring) or 25 (grid)",
            "  high_quality_share       samples within three standard deviations of a mode",
            "  sliced_w1                sliced Wasserstein-1 distance to fresh real samples",
            "  discriminator_loss, generator_loss  means over the last hundredth of the steps",
            "  seconds                  processor time of the training",
            "  code                     the version of the library that made the row",
            "",
            "The same run gives the same row, but for the seconds, with any number of workers, with"
                    + " Spark and without, on processors of one kind.",
            "",
            "The status is 0 if every run has its row, 1 if not, 2 if the command line is wrong."
        })
public final class Sweep implements Callable<Integer> {
    @Option(
            names = "--losses",
            split = ",",
            paramLabel = "NAME",
            description = "Separated by commas (default: all): ${COMPLETION-CANDIDATES}.",
            completionCandidates = LossNames.class)
    private List<String> losses = Names.of(GanRecipe.class);

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Separated by commas (default: ring,grid): ${COMPLETION-CANDIDATES}. Moons and"
                            + " spiral have no modes to count.",
            completionCandidates = DataNames.class)
    private List<String> data = List.of("ring", "grid");

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            defaultValue = "1-5",
            description = "Numbers and ranges, such as 1-5 or 1,3,7-9 (default: 1-5).")
    private String seeds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1500",
            description = "How many steps each generator takes (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "sweep.csv",
            description =
                    "The CSV file (default: ${DEFAULT-VALUE}); the page lies beside it, with the"
                            + " ending .html.")
    private Path output;

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description =
                    "The loss that the page compares the others with (default: the first one in"
                            + " --losses).")
    private String baseline;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many runs this machine does at a time, each on one core (default: one a"
                            + " core).")
    private Integer workers;

    @Option(
            names = "--master",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "ADDRESS",
            description = {
                "Does the runs on Apache Spark instead of processes of its own. Alone: on this"
                        + " machine. With an address such as spark://host:7077: on that standalone"
                        + " cluster. The first time, Spark is fetched (some 160 MB)."
            })
    private String master;

    @Option(
            names = "--conf",
            paramLabel = "NAME=VALUE",
            description = "A setting of Spark's, such as spark.executor.memory=2g; repeatable.")
    private Map<String, String> conf = new LinkedHashMap<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    @Spec private CommandSpec spec;

    private Sweep() {}

    /** Names for the help text. */
    static final class LossNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        LossNames() {
            super(Names.of(GanRecipe.class));
        }
    }

    /** Names for the help text. */
    static final class DataNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        DataNames() {
            super(Names.of(DataSet.class));
        }
    }

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments what follows {@code ./lab sweep}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine line = new CommandLine(new Sweep());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setParameterExceptionHandler(
                (e, wrong) -> {
                    System.err.println(
                            "lab: "
                                    + e.getMessage()
                                    + "; './lab sweep --help' tells what there is.");
                    return CommandLine.ExitCode.USAGE;
                });
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    System.out.flush();
                    if (e instanceof SweepException) {
                        System.err.println("lab: " + e.getMessage() + ".");
                    } else {
                        e.printStackTrace();
                        System.err.println("lab: this is a bug in the kit; please report it.");
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws SweepException, IOException, InterruptedException {
        List<Run> runs = runs();
        check(workers == null || workers >= 1, "--workers must be at least 1, but was " + workers);
        check(
                master != null || conf.isEmpty(),
                "--conf must come with --master, as its settings are Spark's, but came alone");
        String compared = baseline == null ? losses.get(0) : baseline;
        check(
                losses.contains(compared),
                "--baseline must be one of the losses "
                        + String.join(", ", losses)
                        + ", but was '"
                        + compared
                        + "'");
        Engine engine = engine();
        String code = SourceFingerprint.ofAll();
        try (Results results = Results.open(output, code, steps)) {
            if (!results.repair().isEmpty()) {
                System.out.println(results.repair());
            }
            List<Run> missing = runs.stream().filter(run -> !results.has(run)).toList();
            List<String> failures = List.of();
            if (!missing.isEmpty()) {
                WorkerPool pool = new WorkerPool(engine, results, code);
                failures = run(pool, missing, engine.name(), () -> standing(runs, results));
            }
            Path page =
                    Report.write(
                            output,
                            results.rows(),
                            Names.parse(GanRecipe.class, "--baseline", compared));
            System.out.println(standing(runs, results) + ". The page: " + page);
            if (!failures.isEmpty()) {
                System.out.flush();
                System.err.println(
                        "lab: every run must have its row, but "
                                + failures.size()
                                + " failed; the same command tries them again.");
                failures.forEach(failure -> System.err.println("  " + failure));
            }
            return failures.isEmpty() ? 0 : 1;
        }
    }

    private List<Run> runs() {
        check(steps >= 1, "--steps must be at least 1, but was " + steps);
        List<Run> runs = new ArrayList<>();
        try {
            // Seeds outside: an interrupted sweep has all losses with the first seeds.
            for (long seed : Seeds.parse(seeds)) {
                for (String set : data) {
                    for (String loss : losses) {
                        runs.add(
                                new Run(
                                        Names.parse(GanRecipe.class, "loss", loss),
                                        Names.parse(DataSet.class, "data", set),
                                        seed,
                                        steps));
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return runs.stream().distinct().toList();
    }

    private void check(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** Does the missing runs; what failed. */
    private static List<String> run(
            WorkerPool pool, List<Run> missing, String where, Supplier<String> standing)
            throws SweepException, InterruptedException {
        System.out.println(standing.get() + "; " + missing.size() + " to go, on " + where);
        Thread atExit =
                new Thread(
                        () -> {
                            pool.stop();
                            System.out.println();
                            System.out.println(
                                    "Stopped: "
                                            + standing.get()
                                            + "; the same command goes on from there.");
                        });
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return pool.run(missing);
        } finally {
            removeHook(atExit);
        }
    }

    private static void removeHook(Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C came: the hook tells what there is to tell, and the process ends after it.
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private Engine engine() throws SweepException {
        int cores = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        if (master == null) {
            return Engine.local(cores);
        }
        return ServiceLoader.load(Engine.Provider.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                new SweepException(
                                        "Spark must be on the class path, but is not; start with"
                                                + " './lab sweep --master', which fetches it"))
                .engine(master, cores, conf);
    }

    private String standing(List<Run> all, Results results) {
        List<Row> rows = results.rows();
        long there = all.stream().filter(results::has).count();
        long diverged = rows.stream().filter(r -> r.status() == Row.Status.DIVERGED).count();
        return there
                + " of "
                + all.size()
                + " runs are in "
                + output
                + (diverged == 0 ? "" : " (" + diverged + " diverged)");
    }
}
