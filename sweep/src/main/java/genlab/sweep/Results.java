package genlab.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The CSV file of a sweep: one row a run, in the order in which the runs were done.
 *
 * <p>A row is appended in one write and forced to the disk before it counts. If the machine or the
 * process ends in the middle of one, the file ends without a line break: the next sweep recognises
 * that, drops what there is of the row, and does its run again. One sweep at a time may have the
 * file.
 */
final class Results implements Closeable {
    private static final String CODE = "code";

    /** Far behind the end: readers on Windows are not kept from the rows. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final String code;
    private final int steps;
    private final FileChannel channel;
    private final Map<Run, Row> rows = new LinkedHashMap<>();
    private String repair = "";

    private Results(Path file, String code, int steps, FileChannel channel) {
        this.file = file;
        this.code = code;
        this.steps = steps;
        this.channel = channel;
    }

    /**
     * Opens a file, or begins it.
     *
     * @param file where
     * @param code the version of the code that makes new rows
     * @param steps how many steps each run takes
     * @throws SweepException if it can't be used; it is left as it was then
     */
    static Results open(Path file, String code, int steps) throws SweepException {
        if (Files.isDirectory(file)) {
            throw new SweepException(
                    "--output must be a file, but " + file + " is a folder; name a file in it");
        }
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            lock(channel, file);
            Results results = new Results(file, code, steps, channel);
            results.read();
            return results;
        } catch (IOException | SweepException e) {
            close(channel);
            throw e instanceof SweepException problem ? problem : unwritable(file, (IOException) e);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException, SweepException {
        boolean free;
        try {
            free = channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new SweepException(
                    file
                            + " must be free, but another sweep is writing to it; wait for it, or give"
                            + " another file with --output");
        }
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // What went wrong before is told already.
        }
    }

    private static SweepException unwritable(Path file, IOException e) {
        return new SweepException(
                file
                        + " must be readable and writable, but is not ("
                        + e.getClass().getSimpleName()
                        + (e.getMessage() == null || e.getMessage().equals(file.toString())
                                ? ""
                                : ": " + e.getMessage())
                        + "); make its folder, change its rights, or give another file with"
                        + " --output");
    }

    private static String header() {
        List<String> columns = new ArrayList<>(Row.COLUMNS);
        columns.add(CODE);
        return String.join(",", columns);
    }

    private void read() throws IOException, SweepException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        String whole = new String(bytes, 0, end, StandardCharsets.UTF_8);
        String rest = new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8);
        // A sweep that was killed in its first write leaves a part of the header.
        if (end == 0 && header().startsWith(rest)) {
            write(header() + "\n", 0);
            return;
        }
        String[] lines = whole.split("\r?\n");
        if (lines.length == 0 || !lines[0].equals(header())) {
            throw new SweepException(
                    file
                            + " must be the file of a sweep, which begins with '"
                            + header()
                            + "', but begins with '"
                            + shortened((whole + rest).lines().findFirst().orElse(""))
                            + "'; it was left alone: give another file with --output");
        }
        for (int i = 1; i < lines.length; i++) {
            add(lines[i], i + 1);
        }
        if (!rest.isEmpty()) {
            mend(rest, lines.length + 1, end);
        }
    }

    private void add(String line, int number) throws SweepException {
        String wrong;
        try {
            Row row = row(line);
            if (rows.putIfAbsent(row.run(), row) == null) {
                return;
            }
            wrong = "must be of a run of its own, but " + row.run() + " stands above already";
        } catch (IllegalArgumentException e) {
            wrong = e.getMessage();
        }
        throw new SweepException(
                file
                        + ", line "
                        + number
                        + ": "
                        + wrong
                        + "; correct or delete that line, or give another file with --output");
    }

    /** The row of a line, whose last field is the code that made it. */
    private Row row(String line) throws SweepException {
        String[] fields = Csv.fields(line);
        int columns = Row.COLUMNS.size();
        if (fields.length != columns + 1) {
            throw new IllegalArgumentException(
                    "must have " + (columns + 1) + " fields, but has " + fields.length);
        }
        if (!fields[columns].equals(code)) {
            throw new SweepException(
                    file
                            + " must hold rows of this version of the code ("
                            + code
                            + "), but has some of another ("
                            + fields[columns]
                            + "), which may differ; go on with that version, or give another file"
                            + " with --output");
        }
        Row row = Row.of(Arrays.copyOf(fields, columns));
        if (row.run().steps() != steps) {
            throw new SweepException(
                    file
                            + " must hold runs of "
                            + steps
                            + " steps, but has some of "
                            + row.run().steps()
                            + "; give that number with --steps, or another file with --output");
        }
        return row;
    }

    /** The last line has no end: an editor left it out, or a row was cut off. */
    private void mend(String rest, int number, int end) throws IOException, SweepException {
        if (rest.endsWith("," + code)) {
            add(rest, number);
            write("\n", channel.size());
            return;
        }
        channel.truncate(end);
        channel.force(false);
        repair =
                file
                        + ": the last line was cut off, as of a sweep that was killed; it was removed"
                        + " and its run will be done again ('"
                        + shortened(rest)
                        + "')";
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** What had to be repaired when the file was opened; empty if nothing. */
    String repair() {
        return repair;
    }

    /** Whether the run was done already. */
    boolean has(Run run) {
        return rows.containsKey(run);
    }

    /** All rows of the file. */
    synchronized List<Row> rows() {
        return Collections.unmodifiableList(new ArrayList<>(rows.values()));
    }

    /**
     * Appends a row; from then on it stays, whatever happens.
     *
     * @throws SweepException if the disk is full or gone
     */
    synchronized void append(Row row) throws SweepException {
        String[] fields = row.fields();
        String[] withCode = Arrays.copyOf(fields, fields.length + 1);
        withCode[fields.length] = code;
        try {
            write(Csv.line(withCode) + "\n", channel.size());
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        rows.put(row.run(), row);
    }

    private void write(String text, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
