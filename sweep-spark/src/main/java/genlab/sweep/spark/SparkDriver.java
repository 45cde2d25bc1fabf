package genlab.sweep.spark;

import genlab.sweep.Engine;
import genlab.sweep.Experiment;
import genlab.sweep.Link;
import genlab.sweep.Row;
import genlab.sweep.Run;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** The process between a sweep and Spark: runs come in, jobs of one task go out. */
final class SparkDriver {
    private static final String RUN = "spark.job.description";
    private static final long MILLISECONDS_BETWEEN_LOOKS = 50;
    private static final long SECONDS_UNTIL_ADVICE = 60;

    /** So often a task may fail on a cluster, if no setting says otherwise. */
    private static final int FAILURES = 4;

    private final Link link;
    private final JavaSparkContext spark;
    private final Map<Run, JavaFutureAction<List<String>>> running = new LinkedHashMap<>();
    private final Map<Integer, String> runOfStage = new ConcurrentHashMap<>();

    private SparkDriver(Link link, JavaSparkContext spark) {
        this.link = link;
        this.spark = spark;
        spark.sc().addSparkListener(new Listener());
    }

    /**
     * Does runs until the sweep has no more.
     *
     * @param arguments the master's address, and settings as {@code name=value}
     */
    public static void main(String[] arguments) throws InterruptedException {
        Link link = Link.open();
        SparkDriver driver;
        try {
            driver = new SparkDriver(link, new JavaSparkContext(configuration(arguments)));
        } catch (Exception e) {
            link.error(
                    "Spark must start with "
                            + arguments[0]
                            + ", but said: "
                            + e.getMessage()
                            + "; see whether the cluster runs Spark "
                            + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                            + ", and whether --conf is right");
            System.exit(1);
            return;
        }
        link.ready();
        Thread advice = new Thread(driver::advise, "advice");
        advice.setDaemon(true);
        advice.start();
        Thread results = new Thread(driver::collect, "results");
        results.start();
        while (true) {
            driver.submit(link.next());
        }
    }

    private static SparkConf configuration(String... arguments) throws IOException {
        SparkConf conf =
                new SparkConf()
                        .setMaster(arguments[0])
                        .setAppName("genlab sweep")
                        .set("spark.ui.enabled", "false")
                        // An executor is a process with one thread, as a worker without Spark is.
                        .set("spark.executor.cores", "1")
                        .set("spark.executor.memory", "1g")
                        .set("spark.executorEnv.OMP_NUM_THREADS", "1")
                        .set("spark.executor.extraJavaOptions", options());
        if (!arguments[0].startsWith("local")) {
            conf.set("spark.jars", jars());
        }
        for (String setting : Arrays.asList(arguments).subList(1, arguments.length)) {
            int equals = setting.indexOf('=');
            conf.set(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return conf;
    }

    /** Spark has a setting of its own for the heap. */
    private static String options() {
        return Engine.JAVA_OPTIONS.stream()
                .filter(option -> !option.startsWith("-Xmx"))
                .collect(Collectors.joining(" "));
    }

    /**
     * What an executor needs and Spark does not have: this jar, the sweep's, and those that the
     * sweep's manifest names.
     */
    private static String jars() throws IOException {
        Path own = jar(SparkDriver.class);
        Path sweep = jar(Experiment.class);
        Set<String> names;
        try (JarFile file = new JarFile(sweep.toFile())) {
            String classPath =
                    file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            names = Set.of(classPath.split(" "));
        }
        List<String> jars = new ArrayList<>(List.of(own.toString(), sweep.toString()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isRegularFile(path) && names.contains(path.getFileName().toString())) {
                jars.add(entry);
            }
        }
        return String.join(",", jars);
    }

    private static Path jar(Class<?> type) throws IOException {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private void submit(Run run) {
        try {
            spark.setJobDescription(run.toString());
            JavaFutureAction<List<String>> job =
                    spark.parallelize(List.of(run.line()), 1).map(new RunTask()).collectAsync();
            synchronized (running) {
                running.put(run, job);
            }
        } catch (IllegalStateException e) {
            end(e);
        }
    }

    /** Spark is no more: what is running is lost, but has not failed. */
    private void end(Exception e) {
        link.error(
                "Spark must go on until the last run is done, but the cluster ended the sweep ("
                        + firstLine(String.valueOf(e.getMessage()))
                        + "); the logs of its workers tell why, and the same command goes on from"
                        + " here");
        System.exit(1);
    }

    private void collect() {
        try {
            while (true) {
                Map<Run, JavaFutureAction<List<String>>> now;
                synchronized (running) {
                    now = new LinkedHashMap<>(running);
                }
                for (Map.Entry<Run, JavaFutureAction<List<String>>> entry : now.entrySet()) {
                    if (entry.getValue().isDone()) {
                        tell(entry.getKey(), entry.getValue());
                        synchronized (running) {
                            running.remove(entry.getKey());
                        }
                    }
                }
                Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Run run, JavaFutureAction<List<String>> job) throws InterruptedException {
        try {
            link.row(Row.parse(job.get().get(0)));
        } catch (ExecutionException e) {
            if (spark.sc().isStopped()) {
                end(e);
            }
            link.failed(run, firstLine(String.valueOf(e.getCause().getMessage())));
        }
    }

    private void advise() {
        try {
            Thread.sleep(SECONDS_UNTIL_ADVICE * 1_000);
        } catch (InterruptedException e) {
            return;
        }
        // The driver itself is counted too.
        boolean none = spark.sc().statusTracker().getExecutorInfos().length <= 1;
        if (none && !spark.isLocal()) {
            link.note(
                    "The cluster has not given a process in "
                            + SECONDS_UNTIL_ADVICE
                            + " s: it must have a worker with a free core and "
                            + spark.getConf().get("spark.executor.memory")
                            + " of free memory (its page tells); the sweep waits for one.");
        }
    }

    /** Hears of tasks that fail. */
    private final class Listener extends SparkListener {
        @Override
        public void onJobStart(SparkListenerJobStart event) {
            Object run = event.properties().getProperty(RUN);
            event.stageInfos()
                    .foreach(stage -> runOfStage.put(stage.stageId(), String.valueOf(run)));
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd event) {
            if (event.reason() instanceof TaskFailedReason reason) {
                link.note(
                        runOfStage.get(event.stageId())
                                + ": its task failed on "
                                + event.taskInfo().host()
                                + " ("
                                + firstLine(reason.toErrorString())
                                + ")"
                                + (event.taskInfo().attemptNumber() + 1 < mostFailures()
                                        ? "; Spark tries it again."
                                        : "."));
            }
        }
    }

    private int mostFailures() {
        return spark.getConf().getInt("spark.task.maxFailures", FAILURES);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no reason given");
    }
}
