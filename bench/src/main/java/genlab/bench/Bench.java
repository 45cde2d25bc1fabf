package genlab.bench;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import genlab.nn.Matrix;
import genlab.training.Progress;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
            "gan-ring (300 steps of each player), convolution (30 times forward and backward),",
            "dcgan-28 (20 steps of each player), conv-vae-28 (an epoch of 10,000 pictures),",
            "diffusion-ring (300 steps), diffusion-14 (10 steps of a U-net),",
            "first-operation (from the start of the process to a product of two small arrays).",
            "Peers: pytorch (the 50 lines as published; pytorch-lean is the leanest loop), nd4j.",
            "The ratio is the peer's time divided by genlab's."
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

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "Trains for so long instead, and prints how much memory is in use.")
    private Double soak;

    @Option(
            names = "--memory",
            description = "Prints what a step or epoch of each workload takes in memory instead.")
    private boolean memory;

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
                                    Locale.ROOT,
                                    "  %-12s %10.3f s %8.2f",
                                    peer,
                                    peerSeconds,
                                    ratio);
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
        Progress.use((task, total) -> Progress.NONE);
        if (soak != null) {
            Soak.run(soak, System.out);
            return 0;
        }
        if (jmh != null) {
            new Runner(new OptionsBuilder().include("genlab\\.bench\\..*" + jmh).build()).run();
            return 0;
        }
        List<String> known = new ArrayList<>();
        Arrays.stream(Workload.values()).map(Workload::label).forEach(known::add);
        known.add(FIRST_OPERATION);
        String wrong = unknown("workload", workloads, known);
        wrong += unknown("peer", peers, List.of("pytorch", "nd4j", "none"));
        if (memory && workloads.contains(FIRST_OPERATION)) {
            wrong +=
                    "--memory needs a workload of many steps, but was given "
                            + FIRST_OPERATION
                            + "; leave it out"
                            + System.lineSeparator();
        }
        if (!wrong.isEmpty()) {
            System.err.print("bench: " + wrong);
            return 2;
        }
        if (memory) {
            System.out.println(Memory.HEADER);
            for (Workload workload : Workload.values()) {
                if (workloads.isEmpty() || workloads.contains(workload.label())) {
                    System.out.println(Memory.of(workload, quick).line(workload));
                }
            }
            return 0;
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
                "%-22s %12s  %-12s %12s %8s%n", "workload", "genlab", "peer", "peer's", "ratio");
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
            double genlab = firstOperation("genlab");
            if (chosen.contains("pytorch")) {
                rows.add(Row.of(label, genlab, "pytorch", PyTorch.firstOperation()));
            }
            if (chosen.contains("nd4j")) {
                rows.add(Row.of(label, genlab, "nd4j", firstOperation("nd4j")));
            }
            return rows.isEmpty() ? List.of(new Row(label, genlab, null, null, null)) : rows;
        }
        Workload workload =
                Arrays.stream(Workload.values())
                        .filter(w -> w.label().equals(label))
                        .findFirst()
                        .orElseThrow();
        double genlab = workload.seconds(quick);
        int all = workload.amount(quick);
        int rounds = workload.rounds(quick);
        // The peers take minutes for 1,000 epochs: a tenth of them, and times ten.
        int some = all >= 100 ? all / 10 : all;
        if (chosen.contains("pytorch")) {
            Path images = imagesOf(workload);
            for (String program : workload.pytorchPrograms()) {
                String name = program.endsWith("-lean") ? "pytorch-lean" : "pytorch";
                double seconds = PyTorch.seconds(program, some, rounds, images) * all / some;
                rows.add(Row.of(label, genlab, name, seconds));
            }
            if (images != null) {
                Files.delete(images);
            }
        }
        if (chosen.contains("nd4j") && workload.hasNd4j()) {
            Matrix images = workload.images(quick);
            double seconds = Clock.fastest(1, () -> Nd4jPeer.run(workload, some, images));
            rows.add(Row.of(label, genlab, "nd4j", seconds * all / some));
        }
        return rows.isEmpty() ? List.of(new Row(label, genlab, null, null, null)) : rows;
    }

    /** A file of the workload's images, row after row, in the byte order of the machine. */
    private Path imagesOf(Workload workload) throws IOException {
        Matrix images = workload.images(quick);
        if (images == null) {
            return null;
        }
        Matrix rows = images.transpose();
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * rows.values().length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(rows.values());
        return Files.write(Files.createTempFile("images", ".float32"), bytes.array());
    }

    /**
     * The best of three processes with this one's options, after one that unpacks native libraries
     * and keeps the loaded classes, as {@code ./lab} does when it sets up the kernel.
     */
    private static double firstOperation(String whose) throws IOException {
        String classPath = System.getProperty("java.class.path");
        boolean jars =
                Arrays.stream(classPath.split(File.pathSeparator))
                        .allMatch(entry -> Files.isRegularFile(Path.of(entry)));
        Path folder = Files.createTempDirectory("archive");
        Path archive = folder.resolve("classes.jsa");
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 4; i++) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            if (jars) {
                String option = i == 0 ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=";
                command.addAll(List.of(option + archive, "-Xlog:disable"));
            }
            command.addAll(List.of("-cp", classPath, FirstOperation.class.getName(), whose));
            double start = System.currentTimeMillis() / 1e3;
            double seconds = Double.parseDouble(PyTorch.run(command, Map.of()).strip()) - start;
            fastest = i == 0 ? fastest : Math.min(fastest, seconds);
        }
        Files.deleteIfExists(archive);
        Files.delete(folder);
        return fastest;
    }
}
