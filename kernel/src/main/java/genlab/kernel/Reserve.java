package genlab.kernel;

/** Memory that the kernel gives up when a cell has taken all, so that it can go on. */
final class Reserve {

    private static final int BYTES = 32 << 20;

    private byte[] memory;

    synchronized void release() {
        memory = null;
    }

    /** Takes the reserve again if there is plenty. */
    synchronized void refill() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (memory == null && free > 2L * BYTES) {
            memory = new byte[BYTES];
        }
    }
}
