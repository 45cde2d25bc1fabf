package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import java.util.List;

/** The kernel's commands, as methods. */
public final class Magics {

    private Magics() {}

    /**
     * Runs a command as {@code %name arguments} does.
     *
     * @param <T> the result's type
     * @param name the command's name
     * @param arguments its arguments
     * @return its result, or null
     * @throws Exception if it fails
     */
    @SuppressWarnings("unchecked")
    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return (T) IJava.getKernelInstance().command(name, String.join(" ", arguments));
    }

    /**
     * Runs a command as {@code %%name arguments} does on the lines below it.
     *
     * @param <T> the result's type
     * @param name the command's name
     * @param arguments its arguments
     * @param body the lines below
     * @return its result, or null
     * @throws Exception if it fails
     */
    @SuppressWarnings("unchecked")
    public static <T> T cellMagic(String name, List<String> arguments, String body)
            throws Exception {
        String rest = String.join(" ", arguments) + "\n" + body;
        return (T) IJava.getKernelInstance().command(name, rest);
    }
}
