package genlab.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers what Jupyter asks about the kernel. */
final class Answers {

    static final String BANNER =
            "Java " + Runtime.version() + " (genlab); %help lists the commands";

    static final LanguageInfo LANGUAGE =
            new LanguageInfo.Builder("java")
                    .version(Runtime.version().toString())
                    .mimetype("text/x-java")
                    .fileExtension(".jshell")
                    .pygments("java")
                    .codemirror("text/x-java")
                    .build();

    private Answers() {}

    static void info(Reply reply) {
        reply.setBusyDeferIdle();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("status", "ok");
        content.put("protocol_version", Header.PROTOCOL_VERISON);
        content.put("implementation", "genlab");
        content.put("implementation_version", "1.0");
        content.put("language_info", LANGUAGE);
        content.put("banner", BANNER);
        content.put("help_links", List.of());
        reply.reply(reply.message(MessageType.KERNEL_INFO_REPLY, content));
    }

    static void history(Reply reply, Message<HistoryRequest> message, History history) {
        reply.setBusyDeferIdle();
        reply.reply(
                reply.message(
                        MessageType.HISTORY_REPLY,
                        Map.of("status", "ok", "history", history.answer(message.getContent()))));
    }

    static void comms(Reply reply, CommManager manager) {
        reply.setBusyDeferIdle();
        Map<String, Object> comms = new LinkedHashMap<>();
        manager.forEach(
                comm -> comms.put(comm.getID(), Map.of("target_name", comm.getTargetName())));
        reply.reply(
                reply.message(MessageType.COMM_INFO_REPLY, Map.of("status", "ok", "comms", comms)));
    }

    static void shutdown(Reply reply, boolean restart) {
        reply.setStatusBusy();
        Map<String, Object> content = Map.of("status", "ok", "restart", restart);
        reply.reply(reply.message(MessageType.SHUTDOWN_REPLY, content));
        reply.setStatusIdle();
    }
}
