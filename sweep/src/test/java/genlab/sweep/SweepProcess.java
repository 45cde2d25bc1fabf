package genlab.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A sweep as a user starts it, in a process of its own. */
final class SweepProcess implements AutoCloseable {
    private static final int SECONDS = 1_800;

    private final Process process;
    private final Path output;

    private SweepProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static SweepProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", classPath)));
        command.add(Sweep.class.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // For runs as short as these, the JVM's second compiler costs more than it saves.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        return new SweepProcess(builder.start(), output);
    }

    static String rows(Path folder) {
        try {
            Path csv = folder.resolve("sweep.csv");
            return Files.exists(csv) ? Files.readString(csv) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of a file but the seconds, in the order of the runs. */
    static List<String> withoutSeconds(Path folder) {
        int seconds = Row.COLUMNS.indexOf("seconds");
        return rows(folder)
                .lines()
                .skip(1)
                .map(
                        line -> {
                            String[] fields = Csv.fields(line);
                            fields[seconds] = "";
                            return String.join(",", fields);
                        })
                .sorted()
                .toList();
    }

    void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("not seen: " + what + "; it said: " + said());
            }
            Thread.sleep(10);
        }
    }

    List<ProcessHandle> workers() {
        return process.descendants().toList();
    }

    int status() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running; it said: " + said());
        }
        return process.exitValue();
    }

    void interrupt() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        workers().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
