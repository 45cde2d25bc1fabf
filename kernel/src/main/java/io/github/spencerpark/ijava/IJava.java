package io.github.spencerpark.ijava;

import genlab.kernel.Kernel;

/** The way from a cell to its kernel. */
public final class IJava {

    private static volatile Kernel kernel;

    private IJava() {}

    /**
     * The kernel that runs the cells.
     *
     * @return the kernel, or null outside of one
     */
    public static Kernel getKernelInstance() {
        return kernel;
    }

    /**
     * Makes a kernel known to its cells.
     *
     * @param started the kernel of this process
     */
    public static void register(Kernel started) {
        kernel = started;
    }
}
