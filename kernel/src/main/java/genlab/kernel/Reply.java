package genlab.kernel;

import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.InputReply;
import io.github.spencerpark.jupyter.messages.request.InputRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers to one request: the reply itself, and what is published on the way. */
final class Reply extends ShellReplyEnvironment {

    private final Connection connection;
    private final StdinChannel stdin;
    private boolean answered;

    Reply(Connection connection, ShellChannel channel, StdinChannel stdin, MessageContext request) {
        super(channel, stdin, connection.publisher(), request);
        this.connection = connection;
        this.stdin = stdin;
    }

    /** A message with this content, where the base library's own class lacks a field. */
    @SuppressWarnings("unchecked")
    Message<Object> message(MessageType<?> type, Map<String, ?> content) {
        return new Message<>(getContext(), (MessageType<Object>) type, content);
    }

    @Override
    public void reply(Message<?> message) {
        super.reply(stamped(message));
        answered = true;
    }

    private MessageType<?> type() {
        String request = getContext().getHeader().getType().getName();
        return MessageType.getType(request.replaceFirst("_request$", "_reply"));
    }

    /** Answers with a status, which the base library's own classes leave out. */
    void answer(String status, Map<String, ?> content) {
        reply(message(type(), with(status, content)));
    }

    static Map<String, Object> with(String status, Map<String, ?> content) {
        Map<String, Object> all = new LinkedHashMap<>(content);
        all.put("status", status);
        return all;
    }

    /** Answers with an error, unless there was an answer. */
    void fail(Throwable thrown) {
        if (!answered
                && type() != MessageType.UNKNOWN
                && type() != getContext().getHeader().getType()) {
            answer("error", CellError.ofKernel("the kernel failed: " + thrown, thrown).content());
        }
    }

    @Override
    public void publish(Message<?> message) {
        super.publish(stamped(message));
    }

    /** The base library's time stamps know no seconds. */
    private static <T> Message<T> stamped(Message<T> message) {
        Header<T> header = message.getHeader();
        return new Message<>(
                message.getIdentities(),
                new Header<>(
                        header.getId(),
                        header.getUsername(),
                        header.getSessionId(),
                        new KernelTimestamp(Instant.now().toString()),
                        header.getType(),
                        header.getVersion()),
                message.getParentHeader(),
                message.getMetadata(),
                message.getContent(),
                message.getBlobs());
    }

    /** Asks the reader for a line; an interrupt ends the waiting. */
    String readLine() throws InterruptedException {
        while (connection.pollInput() != null) {
            // an answer to a question of an interrupted cell
        }
        stdin.sendMessage(
                new Message<>(
                        getContext(), InputRequest.MESSAGE_TYPE, new InputRequest("", false)));
        while (true) {
            Message<?> message = connection.pollInput();
            if (message != null && message.getContent() instanceof InputReply input) {
                return input.getValue() + "\n";
            }
            Thread.sleep(20);
        }
    }
}
