package genlab.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers what Jupyter asks about the kernel. */
final class Answers {

    static final LanguageInfo LANGUAGE =
            new LanguageInfo.Builder("java")
                    .version(Runtime.version().toString())
                    .mimetype("text/x-java")
                    .fileExtension(".jshell")
                    .pygments("java")
                    .codemirror("text/x-java")
                    .build();

    private Answers() {}

    static Map<String, Object> info() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("protocol_version", Header.PROTOCOL_VERISON);
        content.put("implementation", "genlab");
        content.put("implementation_version", "1.0");
        content.put("language_info", LANGUAGE);
        content.put("banner", "Java " + Runtime.version() + " (genlab); %help lists the commands");
        content.put("help_links", List.of());
        return content;
    }

    static Map<String, Object> comms(CommManager manager) {
        Map<String, Object> comms = new LinkedHashMap<>();
        manager.forEach(
                comm -> comms.put(comm.getID(), Map.of("target_name", comm.getTargetName())));
        return Map.of("comms", comms);
    }
}
