package genlab.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A control below the cell that a reader moves: a slider, a drop-down list or a button. It shows
 * itself as a cell's last expression or by {@code display}.
 *
 * <p>The kit's kernel and a page with ipywidgets 8 draw it. Elsewhere it is a line of text, and
 * {@link #set} moves it: the listeners hear of both.
 *
 * <pre>{@code
 * String chart = display(loss(0.1));
 * Widget.slider("learning rate", 0, 1, 0.1).onChange(rate -> updateDisplay(chart, loss(rate)))
 * }</pre>
 *
 * @param <T> the type of its value
 */
public final class Widget<T> {
    static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private static final String VALUE = "value";
    private static final String INDEX = "index";

    private final String name;
    private final String range;
    private final Function<Map<String, ?>, T> read;
    private final Function<T, Map<String, ?>> written;
    private final List<Consumer<? super T>> listeners = new ArrayList<>();
    private final JupyterKernel kernel;
    private final String model;
    private T value;

    /**
     * Makes the model in the page, where that can be done.
     *
     * @param range what values it may have, in words
     * @param state what the model is told besides
     * @param read the value that a change of the model means, or null
     * @param written the change of the model that a value means
     */
    private Widget(
            String kind,
            String name,
            String range,
            T value,
            Map<String, ?> state,
            Function<Map<String, ?>, T> read,
            Function<T, Map<String, ?>> written) {
        this.name = name;
        this.range = range;
        this.value = value;
        this.read = read;
        this.written = written;
        kernel = JupyterKernel.find().orElse(null);
        Map<String, Object> all = new LinkedHashMap<>(state);
        all.putAll(written.apply(value));
        all.put("description", name);
        model = kernel == null ? null : kernel.openWidget(kind, all, this::changed);
    }

    /**
     * A slider of whole numbers.
     *
     * @param name what stands beside it
     * @param from the least value
     * @param to the largest value
     * @param value where it stands at first
     * @return the slider
     * @throws IllegalArgumentException unless from &lt;= value &lt;= to
     */
    public static Widget<Integer> slider(String name, int from, int to, int value) {
        require(from <= value && value <= to, name, from, to, value);
        return new Widget<>(
                "IntSlider",
                name,
                "from " + from + " to " + to,
                value,
                Map.of("min", from, "max", to),
                changed -> changed.get(VALUE) instanceof Number n ? n.intValue() : null,
                number -> Map.of(VALUE, Math.max(from, Math.min(to, number))));
    }

    /**
     * A slider of numbers, in a hundred steps.
     *
     * @param name what stands beside it
     * @param from the least value
     * @param to the largest value
     * @param value where it stands at first
     * @return the slider
     * @throws IllegalArgumentException unless from &lt;= value &lt;= to
     */
    public static Widget<Double> slider(String name, double from, double to, double value) {
        require(from <= value && value <= to, name, from, to, value);
        return new Widget<>(
                "FloatSlider",
                name,
                "from " + from + " to " + to,
                value,
                Map.of("min", from, "max", to, "step", (to - from) / 100, "readout_format", ".3g"),
                changed -> changed.get(VALUE) instanceof Number n ? n.doubleValue() : null,
                number -> Map.of(VALUE, Math.max(from, Math.min(to, number))));
    }

    private static void require(boolean inside, String name, Object from, Object to, Object value) {
        if (!inside) {
            throw new IllegalArgumentException(
                    String.format(
                            "value of %s must be from %s to %s, but was %s; choose another.",
                            name, from, to, value));
        }
    }

    /**
     * A drop-down list, which stands at the first choice.
     *
     * @param name what stands beside it
     * @param choices what can be chosen, as texts
     * @param <T> the type of the choices
     * @return the list
     * @throws IllegalArgumentException if there is no choice
     */
    public static <T> Widget<T> choice(String name, List<T> choices) {
        List<T> all = List.copyOf(choices);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "choices of " + name + " must be at least one, but there was none; name some.");
        }
        List<String> labels = all.stream().map(Object::toString).toList();
        return new Widget<>(
                "Dropdown",
                name,
                "one of " + String.join(", ", labels),
                all.get(0),
                Map.of("_options_labels", labels),
                changed -> changed.get(INDEX) instanceof Number n ? all.get(n.intValue()) : null,
                chosen -> Map.of(INDEX, index(name, labels, chosen)));
    }

    private static int index(String name, List<String> labels, Object chosen) {
        int index = labels.indexOf(String.valueOf(chosen));
        if (index < 0) {
            throw new IllegalArgumentException(
                    name + " must be one of " + labels + ", but was " + chosen + "; choose again.");
        }
        return index;
    }

    /**
     * A button; its value is how often it was pressed.
     *
     * @param name what stands on it
     * @param pressed runs when it is pressed
     * @return the button
     */
    public static Widget<Integer> button(String name, Runnable pressed) {
        AtomicInteger times = new AtomicInteger();
        return new Widget<Integer>(
                        "Button",
                        name,
                        "a button",
                        0,
                        Map.of(),
                        changed -> changed.containsKey("event") ? times.incrementAndGet() : null,
                        number -> Map.of())
                .onChange(number -> pressed.run());
    }

    /**
     * What it stands at.
     *
     * @return the value
     */
    public synchronized T value() {
        return value;
    }

    /**
     * Moves it, as a reader would.
     *
     * @param value the new value; beyond a slider's end it is the end
     * @return itself
     * @throws IllegalArgumentException if a list has no such choice
     */
    public Widget<T> set(T value) {
        Map<String, ?> change = written.apply(value);
        if (model != null) {
            kernel.updateWidget(model, change);
        }
        T possible = read.apply(change);
        tell(possible == null ? value : possible);
        return this;
    }

    /**
     * Calls code whenever it is moved. What that prints or shows stands where the page puts it; to
     * change what is shown already, use {@code updateDisplay}.
     *
     * @param listener takes the new value
     * @return itself
     */
    public synchronized Widget<T> onChange(Consumer<? super T> listener) {
        listeners.add(listener);
        return this;
    }

    private void changed(Map<String, ?> change) {
        T now = read.apply(change);
        if (now != null) {
            tell(now);
        }
    }

    private void tell(T now) {
        List<Consumer<? super T>> all;
        synchronized (this) {
            value = now;
            all = List.copyOf(listeners);
        }
        all.forEach(listener -> listener.accept(now));
    }

    /** Its forms by MIME type: a view of its model, if it has one, and text. */
    Map<String, Object> forms() {
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put(Rich.TEXT, toString());
        if (model != null) {
            forms.put(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", model));
        }
        return forms;
    }

    @Override
    public String toString() {
        return name + ": " + value() + " (" + range + "; set(...) moves it)";
    }
}
