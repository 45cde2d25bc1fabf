package genlab.kernel;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import java.util.ArrayDeque;
import java.util.Deque;
import org.zeromq.ZMQ;

/**
 * Sends what a cell publishes, in order, from a thread of its own: text of one stream that follows
 * each other within 50 ms leaves as one message, and a cell that is stopped while it prints can't
 * leave the socket half written.
 */
final class Publisher extends IOPubChannel {

    private static final long GATHER_MILLIS = 50;
    private static final int MESSAGE_CHARACTERS = 1 << 20;

    /** Text on its way, which grows as long as it waits. */
    private record Text(MessageContext request, StreamType stream, StringBuilder characters) {}

    private final ZMQ.Context context;
    private Thread thread;
    private final Deque<Object> queue = new ArrayDeque<>();
    private boolean sending;

    Publisher(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
        this.context = context;
        setHWM(0); // drop nothing when a front end reads slowly
    }

    void start() {
        thread = Connection.start("publisher", this::run);
    }

    @Override
    public void sendMessage(Message<?> message) {
        synchronized (queue) {
            queue.add(message);
            queue.notifyAll();
        }
    }

    void print(MessageContext request, StreamType stream, CharSequence text) {
        synchronized (queue) {
            if (queue.peekLast() instanceof Text last
                    && last.stream == stream
                    && last.request == request
                    && last.characters.length() < MESSAGE_CHARACTERS) {
                last.characters.append(text);
            } else {
                queue.add(new Text(request, stream, new StringBuilder(text)));
                queue.notifyAll();
            }
        }
    }

    /** Waits until everything was handed to the socket. */
    void awaitSent() {
        synchronized (queue) {
            try {
                while (sending || !queue.isEmpty()) {
                    queue.wait(GATHER_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void terminate() {
        if (thread != null) {
            thread.interrupt();
        }
        context.close();
    }

    private void run() {
        try {
            while (true) {
                Object next = take();
                try {
                    send(next);
                } catch (RuntimeException | Error e) { // nothing may end this thread
                    if (next instanceof Message) {
                        System.err.println("a value can't be shown, since it isn't for JSON: " + e);
                    }
                }
                synchronized (queue) {
                    sending = false;
                    queue.notifyAll();
                }
            }
        } catch (InterruptedException e) {
            // by terminate()
        }
    }

    private void send(Object next) {
        if (next instanceof Text text) {
            PublishStream content = new PublishStream(text.stream, text.characters.toString());
            super.sendMessage(new Message<>(text.request, PublishStream.MESSAGE_TYPE, content));
        } else {
            super.sendMessage((Message<?>) next);
        }
    }

    private Object take() throws InterruptedException {
        synchronized (queue) {
            while (queue.isEmpty()) {
                queue.wait();
            }
            if (queue.size() == 1 && queue.peek() instanceof Text) {
                queue.wait(GATHER_MILLIS); // more may come
            }
            sending = true;
            return queue.remove();
        }
    }
}
