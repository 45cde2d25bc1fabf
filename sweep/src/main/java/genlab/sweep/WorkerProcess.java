package genlab.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sweep's end of the conversation with a worker. */
final class WorkerProcess {
    private static final int LAST_WORDS = 5;
    private static final long SECONDS_TO_STOP = 10;

    private final Process process;
    private final BufferedReader reader;
    private final Writer writer;
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final Thread listener;

    /** A line of the worker's. */
    record Message(Link.Word word, String text) {}

    private WorkerProcess(Process process) {
        this.process = process;
        this.reader = process.inputReader(StandardCharsets.UTF_8);
        this.writer = process.outputWriter(StandardCharsets.UTF_8);
        this.listener = new Thread(this::listen, "error output");
        listener.setDaemon(true);
        listener.start();
    }

    static WorkerProcess start(Engine engine) throws SweepException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Engine.JAVA_OPTIONS);
        command.addAll(engine.javaOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(engine.mainClass());
        command.addAll(engine.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        try {
            return new WorkerProcess(builder.start());
        } catch (IOException e) {
            throw new SweepException("a worker must start, but did not (" + e.getMessage() + ")");
        }
    }

    private void listen() {
        process.errorReader(StandardCharsets.UTF_8)
                .lines()
                .forEach(
                        line -> {
                            synchronized (lastWords) {
                                lastWords.add(line);
                                if (lastWords.size() > LAST_WORDS) {
                                    lastWords.remove();
                                }
                            }
                        });
    }

    void send(Run run) {
        try {
            writer.write(run.line() + "\n");
            writer.flush();
        } catch (IOException e) {
            // It has ended: the next message will be null.
        }
    }

    /** Waits for what the worker says next; null when it has ended. */
    Message next() {
        try {
            while (true) {
                String line = reader.readLine();
                if (line == null) {
                    return null;
                }
                for (Link.Word word : Link.Word.values()) {
                    if (line.startsWith(word + " ")) {
                        return new Message(word, line.substring(word.name().length() + 1));
                    }
                }
            }
        } catch (IOException e) {
            return null;
        }
    }

    /** How an ended worker ended, for the user. */
    String obituary() {
        try {
            int status = process.waitFor();
            listener.join(1_000);
            synchronized (lastWords) {
                return "ended with status "
                        + status
                        + (lastWords.isEmpty()
                                ? ""
                                : " and said: " + String.join(System.lineSeparator(), lastWords));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        }
    }

    /** Ends the worker, whatever it does. */
    void stop() {
        try {
            writer.close();
        } catch (IOException e) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
