package genlab.bench;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lab bench}: one table of the library's times and its peers', measured in one run. */
@Command(
        name = "bench",
        description = "Measures the library's speed against PyTorch and plain ND4J.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Workloads: gan-50-lines and gan-50-lines-notebook (1,000 epochs), vae-mnist (one epoch),",
            "gan-ring (300 steps of each player), first-operation (from the start of the process).",
            "Peers: pytorch, nd4j. The ratio is the peer's time divided by genlab's."
        })
public final class Bench implements Callable<Integer> {
    private static final String FIRST_OPERATION = "first-operation";

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "NAME",
            description = "Only these workloads, separated by commas.")
    private List<String> workloads = List.of();

    @Option(
            names = "--peer",
            split = ",",
            paramLabel = "NAME",
            description = "Only these peers: pytorch, nd4j, or none.")
    private List<String> peers = List.of("pytorch", "nd4j");

    @Option(names = "--quick", description = "A tenth of the work: rough figures in a minute.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows to a file too.")
    private Path json;

    @Option(
            names = "--jmh",
            arity = "0..1",
            fallbackValue = ".*",
            paramLabel = "PATTERN",
            description = "Measures small parts with JMH instead: those that match the pattern.")
    private String jmh;

    /**
     * A row of the table.
     *
     * @param workload what was measured
     * @param genlabSeconds the library's time
     * @param peer whom it is compared with; null for nobody
     * @param peerSeconds the peer's time
     * @param ratio the peer's time divided by the library's
     */
    record Row(
            String workload, double genlabSeconds, String peer, Double peerSeconds, Double ratio) {
        static Row of(String workload, double genlab, String peer, double seconds) {
            return new Row(workload, genlab, peer, seconds, seconds / genlab);
        }

        @Override
        public String toString() {
            String left = String.format(Locale.ROOT, "%-22s %10.3f s", workload, genlabSeconds);
            return peer == null
                    ? left
                    : left
                            + String.format(
                                    Locale.ROOT, "  %-8s %10.3f s %8.2f", peer, peerSeconds, ratio);
        }
    }

    /**
     * Runs the command.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        if (jmh != null) {
            new Runner(new OptionsBuilder().include("genlab\\.bench\\..*" + jmh).build()).run();
            return 0;
        }
        List<String> known = new ArrayList<>();
        Arrays.stream(Workload.values()).map(Workload::label).forEach(known::add);
        known.add(FIRST_OPERATION);
        String wrong = unknown("workload", workloads, known);
        wrong += unknown("peer", peers, List.of("pytorch", "nd4j", "none"));
        if (!wrong.isEmpty()) {
            System.err.print("bench: " + wrong);
            return 2;
        }
        List<String> chosen = new ArrayList<>(peers);
        if (chosen.contains("pytorch")) {
            String missing = PyTorch.missing();
            if (!missing.isEmpty()) {
                System.err.println("bench: " + missing + "; going on without pytorch");
                chosen.remove("pytorch");
            }
        }
        System.out.printf(
                "%-22s %12s  %-8s %12s %8s%n", "workload", "genlab", "peer", "peer's", "ratio");
        List<Row> rows = new ArrayList<>();
        for (String workload : workloads.isEmpty() ? known : workloads) {
            for (Row row : measure(workload, chosen)) {
                System.out.println(row);
                rows.add(row);
            }
        }
        if (json != null) {
            Files.writeString(
                    json,
                    new GsonBuilder()
                            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                            .setPrettyPrinting()
                            .create()
                            .toJson(rows));
        }
        return 0;
    }

    private static String unknown(String name, List<String> given, List<String> known) {
        StringBuilder message = new StringBuilder();
        for (String value : given) {
            if (!known.contains(value)) {
                message.append(name)
                        .append(" must be one of ")
                        .append(String.join(", ", known))
                        .append(", but was ")
                        .append(value)
                        .append(System.lineSeparator());
            }
        }
        return message.toString();
    }

    private List<Row> measure(String label, List<String> chosen) throws IOException {
        System.err.println("measuring " + label + " ...");
        List<Row> rows = new ArrayList<>();
        if (label.equals(FIRST_OPERATION)) {
            double genlab = firstOperation();
            if (chosen.contains("pytorch")) {
                rows.add(Row.of(label, genlab, "pytorch", PyTorch.firstOperation()));
            }
            return rows.isEmpty() ? List.of(new Row(label, genlab, null, null, null)) : rows;
        }
        Workload workload =
                Arrays.stream(Workload.values())
                        .filter(w -> w.label().equals(label))
                        .findFirst()
                        .orElseThrow();
        double genlab = workload.seconds(quick);
        if (chosen.contains("pytorch")) {
            rows.add(Row.of(label, genlab, "pytorch", PyTorch.seconds(workload, quick)));
        }
        if (chosen.contains("nd4j")) {
            // ND4J alone takes minutes for 1,000 epochs: a tenth of them, and times ten
            int all = workload.amount(quick);
            int some = all >= 100 ? all / 10 : all;
            double seconds = Clock.fastest(2, () -> Nd4jPeer.run(workload, some)) * all / some;
            rows.add(Row.of(label, genlab, "nd4j", seconds));
        }
        return rows.isEmpty() ? List.of(new Row(label, genlab, null, null, null)) : rows;
    }

    /** The best of three processes, after one that may have had to unpack native libraries. */
    private static double firstOperation() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 4; i++) {
            String printed =
                    PyTorch.run(
                            List.of(
                                    java,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    FirstOperation.class.getName()),
                            Map.of());
            if (i > 0) {
                fastest = Math.min(fastest, Double.parseDouble(printed.strip()));
            }
        }
        return fastest;
    }
}
