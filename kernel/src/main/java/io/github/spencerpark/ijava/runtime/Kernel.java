package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;

/** The kernel, from within a cell. */
public final class Kernel {

    private Kernel() {}

    /**
     * The kernel that runs the cells.
     *
     * @return the kernel, or null outside of one
     */
    public static genlab.kernel.Kernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    /**
     * Runs code as a cell does.
     *
     * @param code code of a cell
     * @return the last expression's value, or null
     * @throws Exception if the code fails
     */
    public static Object eval(String code) throws Exception {
        return getKernelInstance().evalRaw(code);
    }

    /** Clears what the cell has shown so far, once something new is shown. */
    public static void clearOutput() {
        getKernelInstance().clearOutput();
    }

    /**
     * Prints as {@code System.out.printf} does.
     *
     * @param format a format string
     * @param arguments what it refers to
     */
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }
}
