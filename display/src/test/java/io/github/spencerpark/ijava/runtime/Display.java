package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

/** The display methods of the kernel that keeps what it is shown. */
public final class Display {
    private Display() {}

    /**
     * Keeps a value's text.
     *
     * @param value any value
     * @return an id
     */
    public static String display(Object value) {
        IJava.SHOWN.add("display " + IJava.form(value, MIMEType.TEXT_PLAIN));
        return "id";
    }

    /**
     * Keeps a value's text.
     *
     * @param id the id that a display got
     * @param value any value
     */
    public static void updateDisplay(String id, Object value) {
        IJava.SHOWN.add("update " + id + " " + IJava.form(value, MIMEType.TEXT_PLAIN));
    }
}
