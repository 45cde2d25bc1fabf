package genlab.sweep;

import genlab.training.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker's end of its conversation with the sweep that started it: runs come in on standard
 * input, one a line, rows and what else there is to say go out on standard output. Whoever else
 * prints in the worker prints to standard error.
 *
 * <p>When the input ends, the sweep has no more to do or is no more: the worker ends at once.
 */
public final class Link {
    /** What a line of the worker's tells. */
    enum Word {
        /** The worker waits for runs; what follows is the version of its code. */
        READY,
        /** A run is done; its row follows. */
        ROW,
        /** A run will never be done; its line and the reason follow. */
        FAILED,
        /** Something that the user should read. */
        NOTE,
        /** The worker can't work; the reason follows, and it ends. */
        ERROR
    }

    private final PrintStream out;
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();

    private Link(PrintStream out) {
        this.out = out;
    }

    /**
     * Takes standard input and output of this process for the conversation.
     *
     * @return the only link of this process
     */
    public static Link open() {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Progress.use((task, total) -> Progress.NONE);
        Link link = new Link(out);
        Thread reader = new Thread(link::read, "runs");
        reader.setDaemon(true);
        reader.start();
        return link;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                runs.add(Run.parse(line));
            }
        } catch (IOException e) {
            // The same as the end.
        }
        System.exit(0);
    }

    /** Tells that runs may come. */
    public void ready() {
        say(Word.READY, SourceFingerprint.ofAll());
    }

    /**
     * Waits for a run.
     *
     * @return the next one
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public Run next() throws InterruptedException {
        return runs.take();
    }

    /**
     * Tells what came out of a run.
     *
     * @param row the row
     */
    public void row(Row row) {
        say(Word.ROW, row.line());
    }

    /**
     * Tells that a run will never be done.
     *
     * @param run the run
     * @param reason why
     */
    public void failed(Run run, String reason) {
        say(Word.FAILED, Csv.line(run.line(), reason));
    }

    /**
     * Tells something that the user should read.
     *
     * @param text a sentence
     */
    public void note(String text) {
        say(Word.NOTE, text);
    }

    /**
     * Tells why no run can be done at all.
     *
     * @param reason a sentence
     */
    public void error(String reason) {
        say(Word.ERROR, reason);
    }

    private synchronized void say(Word word, String text) {
        out.print(word + " " + text.replaceAll("\\R", " ") + "\n");
        out.flush();
    }
}
