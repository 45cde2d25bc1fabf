package genlab.kernel;

/**
 * Takes a call that may have a value or none. The compiler chooses the method, so that it needn't
 * be asked first; see {@link Expressions}.
 */
@SuppressWarnings("overloads") // meant
public final class Call {

    private Call() {}

    /** A call with a value. */
    public interface WithValue {
        /**
         * Calls.
         *
         * @return the value
         * @throws Throwable what the code throws
         */
        Object get() throws Throwable;
    }

    /** A call without a value. */
    public interface WithoutValue {
        /**
         * Calls.
         *
         * @throws Throwable what the code throws
         */
        void run() throws Throwable;
    }

    /**
     * Runs a call with a value.
     *
     * @param call a cell's code
     * @return the value
     * @throws Throwable what the code throws
     */
    public static Object value(WithValue call) throws Throwable {
        return call.get();
    }

    /**
     * Runs a call without a value.
     *
     * @param call a cell's code
     * @return null
     * @throws Throwable what the code throws
     */
    public static Object value(WithoutValue call) throws Throwable {
        call.run();
        return null;
    }
}
