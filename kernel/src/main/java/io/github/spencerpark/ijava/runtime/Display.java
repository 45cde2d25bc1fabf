package io.github.spencerpark.ijava.runtime;

import genlab.kernel.Kernel;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** Shows values from within a cell. */
public final class Display {

    private Display() {}

    private static Kernel kernel() {
        Kernel kernel = IJava.getKernelInstance();
        if (kernel == null) {
            throw new IllegalStateException(
                    "display must be called in a notebook, but no kernel runs; open the notebook"
                            + " in Jupyter.");
        }
        return kernel;
    }

    /**
     * A value in the form in which it is shown.
     *
     * @param value any value
     * @return its forms by MIME type
     */
    public static DisplayData render(Object value) {
        return kernel().getRenderer().render(value);
    }

    /**
     * A value in wanted forms.
     *
     * @param value any value
     * @param types MIME types, such as {@code "text/html"}
     * @return its forms by MIME type
     */
    public static DisplayData render(Object value, String... types) {
        return kernel().getRenderer().renderAs(value, types);
    }

    /**
     * Shows a value below the cell.
     *
     * @param value any value
     * @return an id for {@link #updateDisplay(String, Object)}
     */
    public static String display(Object value) {
        return show(value instanceof DisplayData data ? data : render(value));
    }

    /**
     * Shows a value below the cell in wanted forms.
     *
     * @param value any value
     * @param types MIME types, such as {@code "text/html"}
     * @return an id for {@link #updateDisplay(String, Object, String...)}
     */
    public static String display(Object value, String... types) {
        return show(render(value, types));
    }

    private static String show(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel().display(data);
        return data.getDisplayId();
    }

    /**
     * Shows another value where one was shown before.
     *
     * @param id what {@code display} returned
     * @param value any value
     */
    public static void updateDisplay(String id, Object value) {
        kernel().getIO()
                .display
                .updateDisplay(id, value instanceof DisplayData data ? data : render(value));
    }

    /**
     * Shows another value, in wanted forms, where one was shown before.
     *
     * @param id what {@code display} returned
     * @param value any value
     * @param types MIME types, such as {@code "text/html"}
     */
    public static void updateDisplay(String id, Object value, String... types) {
        kernel().getIO().display.updateDisplay(id, render(value, types));
    }
}
