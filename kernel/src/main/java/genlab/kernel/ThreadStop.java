package genlab.kernel;

/** Stops threads by force, as JDKs up to 19 can. */
final class ThreadStop {

    private static final int LAST_JDK = 19;

    private ThreadStop() {}

    static boolean isPossible() {
        return Runtime.version().feature() <= LAST_JDK;
    }

    /**
     * Stops a thread, unless it is where that would break what later cells use.
     *
     * @return whether it was told to stop
     */
    @SuppressWarnings({"deprecation", "removal"}) // only where the JDK still can
    static boolean stop(Thread thread) {
        // Suspended, else it would be elsewhere once it is told. Till it goes on, nothing here may
        // need a lock that it could hold: so no regular expressions nor lambdas.
        thread.suspend();
        try {
            StackTraceElement[] stack = thread.getStackTrace();
            boolean can = !CellThreads.isInKernelsCode(stack) && !isInPool(stack);
            if (can) {
                thread.stop();
            }
            return can;
        } finally {
            thread.resume();
        }
    }

    /** Whether a thread is in the code of the common pool itself, which would never recover. */
    private static boolean isInPool(StackTraceElement[] stack) {
        boolean waits = false;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            String method = frame.getMethodName();
            boolean ofPool =
                    name.startsWith("java.util.concurrent.ForkJoin")
                            || name.equals("java.util.concurrent.CountedCompleter");
            waits |= method.equals("park");
            if (ofPool && (!waits || method.equals("awaitWork"))) {
                return true;
            }
            if (!ofPool && !waits && !isBelowThePool(name)) {
                return false;
            }
        }
        return !waits; // it begins or ends
    }

    /** Whether the pool's code calls methods of this class. */
    private static boolean isBelowThePool(String name) {
        return name.startsWith("java.util.concurrent.")
                || name.startsWith("java.lang.")
                || name.startsWith("jdk.");
    }
}
