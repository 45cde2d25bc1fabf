package genlab.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs the code of cells, each piece in a thread of its own, and stops it: first by an interrupt,
 * which sleeping, waiting and well-behaved library code obeys, then by force, as far as the JDK can
 * (any loop on JDK 17, loops of cells from JDK 22 on).
 */
final class CellThreads extends LocalExecutionControl {

    private static final long OBEY_MILLIS = 200;
    private static final long STOP_MILLIS = 2_000;
    private static final int STARTS = 100;
    private static final Method START;
    private static final InheritableThreadLocal<Run> CURRENT = new InheritableThreadLocal<>();

    static {
        try {
            START = CellThreads.class.getDeclaredMethod("start");
            START.setAccessible(true); // the JDK calls it
        } catch (NoSuchMethodException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Map<String, Object> values = new HashMap<>();
    private volatile Run running;
    private volatile int cell;
    private volatile boolean cellRuns;
    private volatile boolean interruptWanted;
    private Throwable thrown;
    private int keys;

    /** One piece of code on its way. */
    private static final class Run {
        private final Callable<Object> code;
        private final ClassLoader loader;
        private final int cell;
        private ThreadGroup group;
        private volatile Thread thread;
        private Object value;
        private Throwable thrown;
        private volatile boolean interrupted;
        private volatile boolean abandoned;
        private volatile boolean ended;
        private StackTraceElement[] where = {};

        Run(Callable<Object> code, ClassLoader loader, int cell) {
            this.code = code;
            this.loader = loader;
            this.cell = cell;
        }

        void execute() {
            try {
                value = code.call();
            } catch (InvocationTargetException e) {
                thrown = e.getCause();
            } catch (Throwable e) { // whatever user code throws is the reader's to see
                thrown = e;
            } finally {
                ended = true;
            }
        }
    }

    /** The threads of a piece of code. */
    private static final class CellGroup extends ThreadGroup {

        private final Run run;

        CellGroup(Run run) {
            super("cell");
            this.run = run;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable e) {
            if (!run.interrupted) {
                System.err.print("Exception in thread \"" + thread.getName() + "\" ");
                e.printStackTrace();
            }
        }
    }

    /** The cell was interrupted. */
    static final class Interrupted extends Error {

        private final boolean stopped;

        Interrupted(StackTraceElement[] where, boolean stopped) {
            super("interrupted");
            setStackTrace(where);
            this.stopped = stopped;
        }

        /** Whether nothing of the cell runs any more. */
        boolean stopped() {
            return stopped;
        }
    }

    /**
     * Runs a method of a compiled piece of a cell.
     *
     * @return a key for {@link #value}, since JShell hands on nothing but text
     */
    @Override
    protected String invoke(Method method) throws Exception {
        thrown = null;
        ClassLoader loader = method.getDeclaringClass().getClassLoader();
        Object value = run(new Run(() -> method.invoke(null), loader, cell));
        String key = "value " + keys++;
        values.put(key, value);
        return key;
    }

    /** The value of a piece that ran, once. */
    Object value(String key) {
        return values.remove(key);
    }

    /** What the last piece threw, or null. */
    Throwable thrown() {
        return thrown;
    }

    /** Runs the kernel's own code that calls code of cells, such as {@code toString}. */
    <T> T call(Callable<T> code) throws Exception {
        clientCodeEnter();
        try {
            Object[] result = new Object[1];
            run(
                    new Run(
                            () -> result[0] = code.call(),
                            Thread.currentThread().getContextClassLoader(),
                            cell));
            @SuppressWarnings("unchecked")
            T value = (T) result[0];
            return value;
        } finally {
            clientCodeLeave();
        }
    }

    private Object run(Run run) throws Exception {
        Run outer = running;
        Run inherited = CURRENT.get();
        running = run;
        CURRENT.set(run);
        try {
            if (!interruptWanted) {
                super.invoke(START);
            } else {
                run.ended = true;
                run.interrupted = true;
            }
        } catch (StoppedException e) {
            run.interrupted = true;
            if (!run.abandoned && run.thread != null) {
                run.thread.join(STOP_MILLIS);
            }
        } finally {
            CURRENT.set(inherited);
            running = outer;
        }
        Object value = run.value;
        Throwable problem = run.thrown;
        run.value = null; // the JDK may keep the threads' group, and it the run
        run.thrown = null;
        if (run.interrupted) {
            thrown = new Interrupted(run.where, run.ended);
            throw new StoppedException();
        }
        if (problem != null) {
            thrown = problem;
            throw new InvocationTargetException(problem);
        }
        return value;
    }

    /** Called by the JDK's control in a thread that its {@code stop} reaches, with its children. */
    static void start() throws InterruptedException {
        Run run = CURRENT.get();
        run.group = new CellGroup(run);
        run.thread = new Thread(run.group, run::execute, "cell");
        run.thread.setContextClassLoader(run.loader);
        run.thread.setDaemon(false); // what it starts is as in any Java program
        run.thread.start();
        while (run.thread.isAlive() && !run.abandoned) {
            try {
                run.thread.join(run.interrupted ? 20 : 0);
            } catch (InterruptedException e) {
                run.interrupted = true; // by the JDK's stop: wait for the cell's end
            }
        }
    }

    /** Threads that are started from now on belong to another cell. */
    void beginCell() {
        cell++;
        interruptWanted = false;
        cellRuns = true;
    }

    void endCell() {
        cellRuns = false;
    }

    /**
     * Stops what the cell runs; returns when it is gone or can't be stopped. Threads of earlier
     * cells are interrupted, and stopped if no cell runs.
     */
    void interrupt() {
        interruptWanted = cellRuns; // if it is being compiled now, it doesn't start
        Run run = running;
        List<Thread> others = left();
        others.forEach(Thread::interrupt);
        try {
            for (int i = 0; run != null && run.thread == null && i < STARTS; i++) {
                Thread.sleep(1);
            }
            if (run != null && run.thread != null) {
                interrupt(run);
            }
            for (Thread other : others) {
                if (run == null || ((CellGroup) other.getThreadGroup()).run.cell == cell) {
                    other.join(OBEY_MILLIS);
                    stop(other);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EngineTerminationException | InternalException e) {
            System.err.println("the cell can't be stopped: " + e.getMessage());
        }
    }

    private void interrupt(Run run)
            throws InterruptedException, EngineTerminationException, InternalException {
        run.where = run.thread.getStackTrace();
        run.interrupted = true;
        run.group.interrupt();
        if (!ends(run, OBEY_MILLIS)) {
            stop();
        }
        if (!ends(run, STOP_MILLIS)) {
            run.where = run.thread.getStackTrace();
            run.abandoned = true;
            run.group.getParent().interrupt();
        }
    }

    /** Stops a thread that outlived its piece of code. */
    private void stop(Thread thread)
            throws InterruptedException, EngineTerminationException, InternalException {
        if (!thread.isAlive()) {
            return;
        }
        try {
            Thread.class.getMethod("stop").invoke(thread); // JDK 17
        } catch (ReflectiveOperationException e) {
            clientCodeEnter(); // later ones: by the check in each loop of a cell
            stop();
            thread.join(OBEY_MILLIS);
            if (running == null) {
                clientCodeLeave();
            }
        }
    }

    private static boolean ends(Run run, long millis) throws InterruptedException {
        run.thread.join(millis);
        return !run.thread.isAlive();
    }

    /** The threads that earlier cells started and that keep a program alive. */
    List<Thread> left() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> !thread.isDaemon())
                .filter(thread -> thread.getThreadGroup() instanceof CellGroup)
                .filter(thread -> running == null || thread != running.thread)
                .toList();
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        ClassBytecodes[] changed =
                Arrays.stream(classes)
                        .map(c -> new ClassBytecodes(c.name(), Exit.replaceIn(c.bytecodes())))
                        .toArray(ClassBytecodes[]::new);
        super.load(changed);
    }
}
