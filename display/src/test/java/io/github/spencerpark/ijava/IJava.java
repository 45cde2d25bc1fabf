package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;

/** A kernel that keeps what it is shown, under the name by which the library looks for one. */
public final class IJava {
    /** What the last kernel was shown, first displays and then updates, as they came. */
    public static final List<String> SHOWN = new ArrayList<>();

    private static IJava running;

    private final Renderer renderer = new Renderer();

    private IJava() {}

    /** Starts a kernel that knows nothing yet. */
    public static void start() {
        running = new IJava();
        SHOWN.clear();
    }

    /** Ends it. */
    public static void stop() {
        running = null;
    }

    /**
     * What IJava calls so.
     *
     * @return the running kernel or null
     */
    public static IJava getKernelInstance() {
        return running;
    }

    /**
     * What the base library calls so.
     *
     * @return the kernel's own
     */
    public Renderer getRenderer() {
        return renderer;
    }

    /**
     * A value's form, as the page would get it.
     *
     * @param value any value
     * @param type the form
     * @return its content, or null
     */
    public static Object form(Object value, MIMEType type) {
        DisplayData data = running.renderer.render(value);
        return data.getData(type);
    }
}
