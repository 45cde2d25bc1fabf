package genlab.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An external program, run to its end; it ends with this process at the latest. */
final class Program {

    private static final long SECONDS_TO_STOP = 10;

    /** Once this process ends, nothing more is started. */
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Program::stopAll));
    }

    private final ProcessBuilder builder;

    Program(List<String> words) {
        builder = new ProcessBuilder(words);
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
        return status(start());
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
        return status(process);
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

    /**
     * Whether it ends with status 0; what it says goes to a log, and that it is going on is shown.
     */
    boolean succeeds(String what, Path log) throws IOException {
        try (Progress progress = new Progress(what)) {
            return run(log, line -> progress.stage(what)) == 0;
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
        synchronized (Program.class) {
            Failure.unless(!ending, "interrupted.");
            try {
                return builder.start();
            } catch (IOException e) {
                throw new Failure(
                        "the program %s must start, but did not (%s).",
                        builder.command().get(0), e.getMessage());
            }
        }
    }

    private static int status(Process process) {
        return process.onExit().join().exitValue();
    }

    private static void stopAll() {
        synchronized (Program.class) {
            ending = true;
        }
        ProcessHandle.current().children().parallel().forEach(Program::stop);
    }

    /** Asks a program to end, waits for it, and then ends it and what it left behind. */
    private static void stop(ProcessHandle program) {
        List<ProcessHandle> children = program.descendants().toList();
        program.destroy();
        program.onExit()
                .completeOnTimeout(program, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .thenAccept(ProcessHandle::destroyForcibly)
                .join();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
