package genlab.kernel;

import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * {@code System.out}, {@code System.err} and {@code System.in} of the cells. What is printed
 * belongs to the cell that runs, or ran last. A browser can't show output without end: beyond
 * {@value #LINE_LIMIT} lines or {@value #CHARACTER_LIMIT} characters a cell's output is cut, and
 * says so.
 */
final class Console {

    static final int LINE_LIMIT = 200_000;
    static final int CHARACTER_LIMIT = 16_000_000;

    private final Publisher publisher;
    private volatile UnaryOperator<String> translation = UnaryOperator.identity();
    private PrintStream out;
    private PrintStream err;
    private Reply reply;
    private boolean silent;
    private boolean input;
    private int lines;
    private int characters;

    Console(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Takes the place of the JVM's own streams. */
    void install() {
        out = stream(StreamType.OUT);
        err = stream(StreamType.ERR);
        System.setOut(out);
        System.setErr(err);
        System.setIn(new Input());
    }

    private PrintStream stream(StreamType type) {
        return new PrintStream(new Output(type), true, StandardCharsets.UTF_8) {
            @Override
            public void println(Object value) { // printStackTrace() prints its lines so
                Object line = value instanceof String text ? translation.apply(text) : value;
                if (line != null || value == null) {
                    super.println(line);
                }
            }
        };
    }

    /** Sets what becomes of the lines that are printed as objects; of null nothing. */
    void translate(UnaryOperator<String> translation) {
        this.translation = translation;
    }

    /**
     * Leaves behind what a cell that was stopped in the middle of a line had not handed on: it
     * would come out with the next cell's first line. Streams that a user has set stay.
     */
    private void renewStreams() {
        if (System.out == out) {
            out = stream(StreamType.OUT);
            System.setOut(out);
        }
        if (System.err == err) {
            err = stream(StreamType.ERR);
            System.setErr(err);
        }
    }

    /** From now on everything belongs to this cell. */
    synchronized void begin(Reply reply, boolean silent, boolean input) {
        this.reply = reply;
        this.silent = silent;
        this.input = input;
        lines = 0;
        characters = 0;
        renewStreams();
    }

    /** A line for the reader from the kernel itself. */
    void note(String line) {
        print(StreamType.ERR, line + "\n");
    }

    private synchronized void print(StreamType stream, CharSequence text) {
        if (silent || reply == null || cut()) {
            return;
        }
        characters += text.length();
        lines += (int) text.chars().filter(c -> c == '\n').count();
        publisher.print(reply.getContext(), stream, text);
        if (cut()) {
            publisher.print(
                    reply.getContext(),
                    StreamType.ERR,
                    String.format(
                            "%n[output cut: a cell shows at most %,d lines or %,d characters;"
                                    + " print less, or write to a file]%n",
                            LINE_LIMIT, CHARACTER_LIMIT));
        }
    }

    private boolean cut() {
        return lines >= LINE_LIMIT || characters >= CHARACTER_LIMIT;
    }

    /** Bytes to characters: one may arrive in parts. */
    private final class Output extends OutputStream {

        private final StreamType type;
        private final CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = {};

        Output(StreamType type) {
            this.type = type;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length);
            in.put(rest).put(bytes, offset, length).flip();
            CharBuffer out = CharBuffer.allocate(in.remaining());
            decoder.decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            if (out.position() > 0) {
                print(type, out.flip());
            }
        }
    }

    /** An interrupt ended the waiting for a line. */
    static final class InterruptedRead extends IOException {
        InterruptedRead(InterruptedException cause) {
            super("interrupted while waiting for input", cause);
        }
    }

    /** Lines that the reader types into the field that Jupyter shows. */
    private final class Input extends InputStream {

        private byte[] line = {};
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == line.length) {
                line = ask().getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            int count = Math.min(length, available());
            System.arraycopy(line, position, bytes, offset, count);
            position += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - position;
        }

        private String ask() throws IOException {
            Reply asking;
            synchronized (Console.this) {
                asking = input ? reply : null;
            }
            if (asking == null) {
                String problem = "System.in can't be read: this front end has no field for input.";
                note(problem);
                throw new IOException(problem);
            }
            try {
                return asking.readLine();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedRead(e);
            }
        }
    }
}
