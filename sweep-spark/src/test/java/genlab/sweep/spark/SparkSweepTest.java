package genlab.sweep.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on Spark and without, as a user starts them. */
@Tag("slow")
class SparkSweepTest {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int MINUTES = 60;
    private static final String HERE = "spark.driver.host=127.0.0.1";
    private static final String[] RUNS = {
        "--losses",
        "non-saturating,gradient-penalty",
        "--data",
        "ring",
        "--seeds",
        "1-3",
        "--steps",
        "300"
    };

    /**
     * For a process and those that it starts: where one runs for a minute, the JVM's second
     * compiler costs more time than it saves.
     */
    static final Map<String, String> SHORT_LIVED =
            Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    @TempDir private static Path withoutSpark;
    @TempDir private Path folder;

    @BeforeAll
    static void sweepWithoutSpark() throws IOException, InterruptedException {
        Process sweep = start(withoutSpark, "--workers", "1");
        await(sweep);
        assertEquals(0, sweep.exitValue(), said(withoutSpark));
        assertEquals(6, rows(withoutSpark).size(), said(withoutSpark));
    }

    /** What {@code ./lab sweep --master} starts the sweep with. */
    static List<Path> classPath() throws IOException {
        List<Path> classPath = new ArrayList<>();
        try (Stream<Path> files = Files.list(TARGET)) {
            files.filter(file -> file.getFileName().toString().matches("genlab.*-SNAPSHOT\\.jar"))
                    .forEach(classPath::add);
        }
        String others = Files.readString(TARGET.resolve("class-path.txt")).strip();
        Arrays.stream(others.split(File.pathSeparator)).map(Path::of).forEach(classPath::add);
        return classPath;
    }

    private static Process start(Path folder, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp"));
        command.add(
                classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add("genlab.sweep.Sweep");
        command.addAll(Arrays.asList(RUNS));
        command.addAll(Arrays.asList(more));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().putAll(SHORT_LIVED);
        return builder.start();
    }

    private static void await(Process sweep) throws IOException, InterruptedException {
        if (!sweep.waitFor(MINUTES, TimeUnit.MINUTES)) {
            sweep.descendants().forEach(ProcessHandle::destroyForcibly);
            sweep.destroyForcibly();
            throw new AssertionError("still running after " + MINUTES + " minutes");
        }
    }

    private static String said(Path folder) throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    /** The rows in the order of the runs, without the seconds. */
    private static List<String> rows(Path folder) throws IOException {
        Path csv = folder.resolve("sweep.csv");
        if (!Files.exists(csv)) {
            return List.of();
        }
        return Files.readString(csv)
                .lines()
                .skip(1)
                .map(line -> line.replaceAll("^((?:[^,]*,){10})[^,]*", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void onThisMachineTheRowsAreTheSame() throws IOException, InterruptedException {
        Process sweep = start(folder, "--master", "--workers", "2");
        await(sweep);
        assertEquals(0, sweep.exitValue(), said(folder));
        assertTrue(said(folder).contains("on Spark (local[2,2])"), said(folder));
        assertEquals(rows(withoutSpark), rows(folder));
    }

    @Test
    void onAClusterTheRowsAreTheSameThoughAnExecutorIsKilled()
            throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("cluster"));
        try (Cluster cluster = new Cluster(home)) {
            Process sweep = start(folder, "--master", cluster.address, "--conf", HERE);
            int killedAt = 0;
            while (sweep.isAlive()) {
                // A kill between two tasks costs none of them: then the next one is tried.
                int rows = rows(folder).size();
                if (rows > killedAt && !said(folder).contains("its task failed")) {
                    killedAt = rows;
                    cluster.executors().stream()
                            .findFirst()
                            .ifPresent(ProcessHandle::destroyForcibly);
                }
                Thread.sleep(20);
            }
            await(sweep);
            assertEquals(0, sweep.exitValue(), said(folder) + cluster.logs());
            assertTrue(said(folder).contains("its task failed on"), said(folder));
            assertTrue(said(folder).contains("Spark tries it again"), said(folder));
            assertEquals(rows(withoutSpark), rows(folder));
        }
    }
}
