package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Controls in the page, whose part these tests play. */
@Tag("slow")
@Timeout(1800)
class WidgetsTest extends RunningKernel {

    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    @Override
    String setup() {
        return "import genlab.notebook.*;";
    }

    @Override
    Path library(Path folder) {
        return folder;
    }

    /** Shows a control; the id of its model. */
    private String shown(String code) throws Exception {
        JsonObject data = ok(code).of("execute_result").get(0).content().getAsJsonObject("data");
        assertNotNull(data.get("text/plain"), "what a page without controls shows");
        return data.getAsJsonObject(VIEW).get("model_id").getAsString();
    }

    private Result tell(String model, String data) throws Exception {
        return new Result(new JsonObject(), kernel.outputs(send(model, data)));
    }

    private String send(String model, String data) {
        JsonObject content = new JsonObject();
        content.addProperty("comm_id", model);
        content.add("data", JsonParser.parseString(data));
        return kernel.send(kernel.shell, "comm_msg", content);
    }

    private static JsonObject state(Message message) {
        return message.content().getAsJsonObject("data").getAsJsonObject("state");
    }

    @Test
    void sliderHasAModelWithLayoutAndStyle() throws Exception {
        List<Message> opened = ok("Widget.slider(\"epochs\", 1, 10, 3)").of("comm_open");
        for (Message message : opened) {
            assertEquals("jupyter.widget", message.content().get("target_name").getAsString());
        }
        assertEquals(
                List.of("LayoutModel", "SliderStyleModel", "IntSliderModel"),
                opened.stream().map(m -> state(m).get("_model_name").getAsString()).toList());
        JsonObject slider = state(opened.get(2));
        assertEquals("epochs", slider.get("description").getAsString());
        assertEquals(3, slider.get("value").getAsInt());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    "IPY_MODEL_" + opened.get(i).content().get("comm_id").getAsString(),
                    slider.get(i == 0 ? "layout" : "style").getAsString());
        }
    }

    @Test
    void sliderMovesBothWays() throws Exception {
        String model =
                shown(
                        "Widget<Integer> slider = Widget.slider(\"n\", 1, 10, 3)"
                                + ".onChange(n -> System.out.println(\"moved to \" + n));\nslider");
        Result moved = tell(model, "{method: 'update', state: {value: 7}, buffer_paths: []}");
        assertEquals("moved to 7\n", moved.out());
        assertEquals("7", ok("slider.value()").value());
        Result set = ok("slider.set(20);");
        assertEquals("moved to 10\n", set.out());
        assertEquals(10, state(set.of("comm_msg").get(0)).get("value").getAsInt());
        Result asked = tell(model, "{method: 'request_state'}");
        assertEquals(10, state(asked.of("comm_msg").get(0)).get("value").getAsInt());
    }

    @Test
    void listHasTheChosenValue() throws Exception {
        String model =
                shown(
                        "var list = Widget.choice(\"loss\", List.of(List.of(1), List.of(2, 3)));\n"
                                + "list");
        tell(model, "{method: 'update', state: {index: 1}}");
        assertEquals("[2, 3]", ok("list.value()").value());
    }

    @Test
    void buttonRunsCodeThatMayChangeWhatIsShown() throws Exception {
        ok("int pressed = 0;\nString id = display(pressed);");
        String model =
                shown("Widget.button(\"go\", () -> updateDisplay(id, \"pressed \" + ++pressed))");
        Result click = tell(model, "{method: 'custom', content: {event: 'click'}}");
        Message update = click.of("update_display_data").get(0);
        assertTrue(update.content().toString().contains("pressed 1"), update.toString());
        assertEquals("1", ok("pressed").value());
    }

    @Test
    void failureInACallbackIsToldAndSpoilsNothing() throws Exception {
        String click = "{method: 'custom', content: {event: 'click'}}";
        String model = shown("Widget.button(\"fail\", () -> { int zero = 0; int n = 1 / zero; })");
        String err = KernelProcess.plain(tell(model, click).err());
        assertTrue(err.contains("ArithmeticException: / by zero"), err);
        assertEquals("2", ok("1 + 1").value());

        model = shown("Widget.button(\"loop\", () -> { System.out.println(1); while (true) { } })");
        String id = send(model, click);
        CompletableFuture<List<Message>> outputs =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return kernel.outputs(id);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        while (!outputs.isDone()) {
            kernel.interrupt();
        }
        assertEquals("2", ok("1 + 1").value());
    }

    @Test
    void unknownModelsAndMessagesAreLeftAlone() throws Exception {
        String model = shown("Widget.slider(\"x\", 0.0, 1.0, 0.5)");
        for (String data : List.of("{}", "{method: 'update'}", "{method: 'new', state: 5}")) {
            tell(model, data);
            tell("none", data);
        }
        Stream.of("comm_msg", "comm_close")
                .forEach(type -> kernel.send(kernel.shell, type, new JsonObject()));
        assertEquals("2", ok("1 + 1").value());
    }
}
