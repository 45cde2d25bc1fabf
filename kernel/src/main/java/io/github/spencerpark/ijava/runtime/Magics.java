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
     */
    public static <T> T lineMagic(String name, List<String> arguments) {
        return run("%" + name, String.join(" ", arguments));
    }

    /**
     * Runs a command as {@code %%name arguments} does on the lines below it.
     *
     * @param <T> the result's type
     * @param name the command's name
     * @param arguments its arguments
     * @param body the lines below
     * @return its result, or null
     */
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return run("%%" + name, String.join(" ", arguments) + "\n" + body);
    }

    /** The exception that ends the cell isn't declared, else commands couldn't stand in lambdas. */
    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T run(String name, String rest) throws E {
        try {
            return (T) IJava.getKernelInstance().command(name, rest);
        } catch (Exception e) {
            throw (E) e;
        }
    }
}
