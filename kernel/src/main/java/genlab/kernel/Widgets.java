package genlab.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.comm.CommOpenCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Controls in the page, drawn by ipywidgets' part in the browser: a model there and one here keep
 * each other up to date by messages (ipywidgets, "Jupyter widgets messaging protocol", version
 * 2.1).
 */
public final class Widgets {

    private static final String TARGET = "jupyter.widget";
    private static final Map<String, Object> PROTOCOL = Map.of("version", "2.1.0");
    private static final String VERSION = "2.0.0"; // of the models, those of ipywidgets 8
    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final Gson GSON = new Gson();

    private final CommManager comms;
    private final IOPubChannel iopub;
    private volatile MessageContext request;

    Widgets(CommManager comms, IOPubChannel iopub) {
        this.comms = comms;
        this.iopub = iopub;
    }

    /** From now on messages belong to this request. */
    void begin(MessageContext request) {
        this.request = request;
        comms.setMessageContext(request);
    }

    /** What the browser says to a model, or to what else a cell has opened. */
    void receive(Reply reply, Message<CommMsgCommand> message) {
        if (comms.getCommByID(message.getContent().getCommID()) instanceof Model model) {
            model.onMessage(message);
        } else {
            comms.handleCommMsgCommand(reply, message);
        }
    }

    /** A model that has its like in the browser. */
    private static final class Model extends Comm {

        private final JsonObject state;
        private final Consumer<Map<String, Object>> listener;

        Model(
                CommManager comms,
                String id,
                JsonObject state,
                Consumer<Map<String, Object>> listener) {
            super(comms, id, TARGET);
            this.state = state;
            this.listener = listener;
        }

        void update(JsonObject changed) {
            changed.asMap().forEach(state::add);
            send(data(changed, "update"));
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {
            JsonObject data = message.getContent().getData();
            JsonElement method = data.get("method");
            switch (method == null ? "" : method.getAsString()) {
                case "request_state" -> send(data(state, "update"));
                case "update" -> {
                    JsonObject changed = data.getAsJsonObject("state");
                    changed.asMap().forEach(state::add);
                    tell(changed);
                }
                case "custom" -> tell(data.getAsJsonObject("content"));
                default -> {} // of a later protocol
            }
        }

        private void tell(JsonObject changed) {
            Map<String, Object> values = new LinkedHashMap<>();
            changed.asMap()
                    .forEach((n, value) -> values.put(n, GSON.fromJson(value, Object.class)));
            listener.accept(values);
        }

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {
            // the page was closed; the next one opens it again
        }
    }

    /**
     * Makes a control.
     *
     * @param kind the name of ipywidgets' model without its end, such as {@code "IntSlider"}
     * @param state the model's values by their names there
     * @param listener is told what the reader changes, by the same names, and of a click {@code
     *     event: "click"}
     * @return the model's id
     */
    public String open(String kind, Map<String, ?> state, Consumer<Map<String, Object>> listener) {
        String style = kind.replaceFirst("^(Int|Float)", "").replace("Dropdown", "Description");
        JsonObject all = model(CONTROLS, kind, CONTROLS, kind);
        all.addProperty("layout", reference(model(BASE, "Layout", BASE, "Layout")));
        all.addProperty("style", reference(model(CONTROLS, style + "Style", BASE, "Style")));
        GSON.toJsonTree(state).getAsJsonObject().asMap().forEach(all::add);
        return open(all, listener);
    }

    /**
     * Changes values of a control.
     *
     * @param id its model's
     * @param changed the new values by their names there
     */
    public void update(String id, Map<String, ?> changed) {
        if (comms.getCommByID(id) instanceof Model model) {
            model.update(GSON.toJsonTree(changed).getAsJsonObject());
        }
    }

    private static JsonObject model(String module, String name, String viewModule, String view) {
        JsonObject state = new JsonObject();
        state.addProperty("_model_module", module);
        state.addProperty("_model_module_version", VERSION);
        state.addProperty("_model_name", name + "Model");
        state.addProperty("_view_module", viewModule);
        state.addProperty("_view_module_version", VERSION);
        state.addProperty("_view_name", view + "View");
        return state;
    }

    private String reference(JsonObject state) {
        return "IPY_MODEL_" + open(state, changed -> {});
    }

    private String open(JsonObject state, Consumer<Map<String, Object>> listener) {
        String id = UUID.randomUUID().toString();
        CommOpenCommand content = new CommOpenCommand(id, TARGET, data(state, null));
        comms.registerComm(new Model(comms, id, state, listener));
        iopub.sendMessage(
                new Message<>(request, CommOpenCommand.MESSAGE_TYPE, content, null, PROTOCOL));
        return id;
    }

    private static JsonObject data(JsonObject state, String method) {
        JsonObject data = new JsonObject();
        if (method != null) {
            data.addProperty("method", method);
        }
        data.add("state", state.deepCopy());
        data.add("buffer_paths", new JsonArray());
        return data;
    }
}
