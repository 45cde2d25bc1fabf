package io.github.spencerpark.ijava;

import genlab.kernel.Kernel;

/** The way from a cell to its kernel. */
public final class IJava {

    private IJava() {}

    /**
     * The kernel that runs the cells.
     *
     * @return the kernel, or null outside of one
     */
    public static Kernel getKernelInstance() {
        return Kernel.current();
    }
}
