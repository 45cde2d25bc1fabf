package genlab.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An external program, run to its end; it ends with this process at the latest. */
final class Program {

    private static final long SECONDS_TO_STOP = 10;

    /** What this process started; once it ends, nothing more is started. */
    private static final Set<Process> RUNNING = new HashSet<>();

    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Program::stopAll));
    }

    private final ProcessBuilder builder;

    private Program(List<String> words) {
        builder = new ProcessBuilder(words);
    }

    static Program of(List<String> words) {
        return new Program(words);
    }

    static Program of(String... words) {
        return new Program(List.of(words));
    }

    Program with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }

    Program in(Path folder) {
        builder.directory(folder.toFile());
        return this;
    }

    /** Shares this process's console and returns the status. */
    int runHere() {
        builder.inheritIO();
        return await(start());
    }

    /** Hands each line of output and error output to a consumer and returns the status. */
    int run(Consumer<String> lines) {
        builder.redirectErrorStream(true);
        Process process = start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // The process was ended while its output was read; its status tells.
        }
        return await(process);
    }

    /** Copies each line to a log as well; a full disk doesn't end what is going on. */
    int run(Path log, Consumer<String> lines) throws IOException {
        Files.createDirectories(log.getParent());
        try (PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
            return run(
                    line -> {
                        copy.println(line);
                        lines.accept(line);
                    });
        }
    }

    /** Writes what the program says to a log, shows that it is going on, and returns the status. */
    int run(String what, Path log) throws IOException {
        try (Progress progress = new Progress(what)) {
            return run(log, line -> progress.stage(what));
        }
    }

    /** Whether the program starts and ends with status 0, whatever it says. */
    boolean succeeds() {
        try {
            return run(line -> {}) == 0;
        } catch (Failure e) {
            return false;
        }
    }

    private Process start() {
        synchronized (RUNNING) {
            Failure.unless(!ending, "interrupted.");
            try {
                Process process = builder.start();
                RUNNING.add(process);
                return process;
            } catch (IOException e) {
                throw new Failure(
                        "the program %s must start, but did not (%s).",
                        builder.command().get(0), e.getMessage());
            }
        }
    }

    private static void stopAll() {
        List<Process> running;
        synchronized (RUNNING) {
            ending = true;
            running = List.copyOf(RUNNING);
        }
        running.parallelStream().forEach(Program::stop);
    }

    /** Asks the program to end, waits for it, and then ends it and what it left behind. */
    private static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            stop(process);
            throw new Failure("interrupted.");
        } finally {
            synchronized (RUNNING) {
                RUNNING.remove(process);
            }
        }
    }
}
