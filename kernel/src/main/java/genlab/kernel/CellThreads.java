package genlab.kernel;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs the code of cells, each piece in a thread of its own, and stops it: first by an interrupt,
 * which sleeping, waiting and well-behaved library code obeys, then by force, as far as the JDK can
 * (any loop up to JDK 19, from then on the loops of cells, where JShell puts a check into each).
 * Threads that the piece has started and those that work for its parallel streams are stopped with
 * it. As long as an interrupt is at work nothing else begins, so it never hits the next cell.
 */
final class CellThreads extends LocalExecutionControl {

    private static final long OBEY_MILLIS = 100;
    private static final long LONG_MILLIS = 500;
    private static final long STOP_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 20;
    private static final int LAST_JDK_THAT_STOPS_THREADS = 19;
    private static final String PIECES = "REPL.$JShell$"; // how JShell's classes of cells begin

    private final Map<String, Piece> values = new HashMap<>();
    private UncaughtExceptionHandler uncaught;
    private final Object state = new Object(); // guards the next five
    private Run running;
    private int cell;
    private boolean cellRuns;
    private boolean interruptWanted;
    private boolean interrupting;
    private Field stopLoops; // from JDK 20 on: whether the checks in the loops of cells stop them
    private Throwable thrown;
    private int keys;
    private final CellLoader loader;
    private long nanosRun; // of cells, their calls of eval("...") included

    CellThreads() {
        this(new CellLoader());
    }

    private CellThreads(CellLoader loader) {
        super(loader);
        this.loader = loader;
    }

    CellLoader loader() {
        return loader;
    }

    /** How long code of cells has run so far; within a cell, what it has evaluated. */
    long nanosRun() {
        synchronized (state) {
            return running == null ? nanosRun : running.nanosInner;
        }
    }

    /** The value of a piece that ran, and the class that it was compiled to. */
    private record Piece(Object value, Class<?> type) {}

    /** One piece of code on its way. */
    private final class Run {
        private Callable<Object> code;
        private final int cell;
        private final Run outer; // the one that called this by eval("...")
        private final CellGroup group = new CellGroup(this);
        private final Thread thread = new Thread(group, this::execute, "cell");
        private Object value;
        private long nanosInner;
        private Throwable thrown;
        private volatile boolean ended;
        private volatile boolean interrupted;
        private volatile boolean abandoned;
        private StackTraceElement[] where = {};

        Run(Callable<Object> code, ClassLoader loader, int cell, Run outer) {
            this.code = code;
            this.cell = cell;
            this.outer = outer;
            thread.setContextClassLoader(loader);
            thread.setDaemon(false); // what it starts is as in any Java program
        }

        private void execute() {
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

        void await() {
            while (thread.isAlive() && !abandoned) {
                try {
                    thread.join(OBEY_MILLIS);
                } catch (InterruptedException e) {
                    // the code that called eval("...") is interrupted, and this with it
                }
            }
        }

        /** The threads of this and of the ones that called it. */
        List<Thread> threads() {
            return Stream.iterate(this, run -> run != null, run -> run.outer)
                    .map(run -> run.thread)
                    .toList();
        }

        void interrupt() {
            where = thread.getStackTrace();
            interrupted = true;
            if (outer == null) {
                group.interrupt();
            } else {
                outer.interrupt();
            }
        }
    }

    /** The threads of a piece of code. */
    private final class CellGroup extends ThreadGroup {

        private final Run run;

        CellGroup(Run run) {
            super("cell");
            this.run = run;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable e) {
            if (!run.interrupted && !(e instanceof ThreadDeath)) {
                UncaughtExceptionHandler readers = Thread.getDefaultUncaughtExceptionHandler();
                (readers == null ? uncaught : readers).uncaughtException(thread, e);
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
     * @return a key for {@link #take}, since JShell hands on nothing but text
     */
    @Override
    protected String invoke(Method method) throws Exception {
        Class<?> type = method.getDeclaringClass();
        Object value = run(() -> method.invoke(null), type.getClassLoader());
        String key = "value " + keys++;
        if (value != null) {
            values.put(key, new Piece(value, type));
        }
        return key;
    }

    /**
     * The value of a piece that ran, once.
     *
     * @param variable the variable that JShell keeps the value in as well, which gives it up; null
     *     if it is the reader's
     */
    Object take(String key, String variable) {
        Piece piece = values.remove(key);
        if (piece == null) {
            return null;
        }
        try {
            if (variable != null) {
                Field field = piece.type.getDeclaredField(variable);
                if (!field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    field.set(null, null);
                }
            }
        } catch (ReflectiveOperationException e) {
            // then the value takes memory until the kernel ends
        }
        return piece.value;
    }

    /** What the last piece threw, or null. */
    Throwable thrown() {
        return thrown;
    }

    /** Tells of what ends the threads that cells start, unless a cell has set its own handler. */
    void tellUncaught(UncaughtExceptionHandler handler) {
        uncaught = handler;
    }

    /** Forgets what was thrown: a piece that only declares something runs nothing. */
    void beginPiece() {
        thrown = null;
    }

    /** Runs the kernel's own code that calls code of cells, such as {@code toString}. */
    <T> T call(Callable<T> code) throws Exception {
        Object[] result = new Object[1];
        run(() -> result[0] = code.call(), Thread.currentThread().getContextClassLoader());
        @SuppressWarnings("unchecked")
        T value = (T) result[0];
        return value;
    }

    private Object run(Callable<Object> code, ClassLoader loader) throws Exception {
        Run run = begin(code, loader);
        long start = System.nanoTime();
        try {
            run.await();
        } finally {
            end(run, System.nanoTime() - start);
        }
        Object value = run.value;
        thrown = run.interrupted ? new Interrupted(run.where, run.ended) : run.thrown;
        run.code = null; // threads that it left keep their group, and that the run
        run.value = null;
        run.thrown = null;
        if (run.interrupted) {
            throw new StoppedException();
        }
        if (thrown != null) {
            throw new InvocationTargetException(thrown);
        }
        return value;
    }

    private Run begin(Callable<Object> code, ClassLoader loader) throws Exception {
        synchronized (state) {
            while (interrupting) {
                state.wait();
            }
            Run run = new Run(code, loader, cell, running);
            if (interruptWanted) {
                run.interrupted = true;
                run.ended = true;
                thrown = new Interrupted(run.where, true);
                throw new StoppedException();
            }
            if (running == null) {
                stopLoops(false);
            }
            running = run;
            run.thread.start();
            return run;
        }
    }

    private void end(Run run, long nanos) throws InterruptedException {
        synchronized (state) {
            running = run.outer;
            if (running == null) {
                nanosRun += nanos;
            } else {
                running.nanosInner += nanos;
            }
            while (interrupting && running == null) {
                state.wait();
            }
        }
    }

    /** Threads that are started from now on belong to another cell. */
    void beginCell() {
        synchronized (state) {
            cell++;
            interruptWanted = false;
            cellRuns = true;
        }
    }

    void endCell() {
        synchronized (state) {
            cellRuns = false;
        }
    }

    /**
     * Stops what the cell runs; returns when it is gone or can't be stopped. Threads of earlier
     * cells are interrupted, and stopped if no cell runs.
     */
    void interrupt() {
        Run run;
        List<Thread> others;
        synchronized (state) {
            interruptWanted = cellRuns; // if it is being compiled now, it doesn't start
            interrupting = true;
            run = running;
            others = left();
            if (run != null) {
                run.interrupt();
            }
        }
        others.forEach(Thread::interrupt);
        try {
            if (run != null) {
                stop(run);
            } else {
                for (Thread other : others) {
                    other.join(OBEY_MILLIS);
                    stop(other);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (state) {
                interrupting = false;
                state.notifyAll();
            }
        }
    }

    /** The time since it was made or last restarted. */
    private static final class Timer {

        private long start = System.nanoTime();

        void restart() {
            start = System.nanoTime();
        }

        long millis() {
            return (System.nanoTime() - start) / 1_000_000;
        }
    }

    private void stop(Run run) throws InterruptedException {
        List<Thread> own = run.threads();
        Set<Thread> stopped = new HashSet<>();
        Timer interrupted = new Timer();
        Timer ownRan = new Timer();
        Timer anyRan = new Timer();
        int quiet = 0;
        while (quiet < 2) { // a helper may be between two tasks
            List<Thread> helpers = helpers(run, own);
            helpers.forEach(Thread::interrupt);
            if (interrupted.millis() >= OBEY_MILLIS) {
                stopOwn(own, stopped);
            }
            // Short tasks end without the cell that made them; within one the JVM may stop a thread
            // late, in the pool's own code.
            if (ownRan.millis() >= OBEY_MILLIS || interrupted.millis() >= LONG_MILLIS) {
                helpers.forEach(this::stop);
            }
            if (interrupted.millis() >= STOP_MILLIS) {
                abandon(run);
                return;
            }
            for (Thread thread : own) {
                thread.join(LOOK_MILLIS);
            }
            boolean ownRuns = own.stream().anyMatch(Thread::isAlive);
            if (ownRuns) {
                ownRan.restart();
            }
            boolean anyRuns = ownRuns || !helpers.isEmpty();
            if (anyRuns) {
                anyRan.restart();
            }
            // The pool may count a worker for ever that was stopped, so its word counts for a
            // while.
            boolean idle =
                    ForkJoinPool.commonPool().isQuiescent() || anyRan.millis() >= OBEY_MILLIS;
            quiet = anyRuns || !idle ? 0 : quiet + 1;
            Thread.sleep(1);
        }
    }

    /** Stops each of the cell's own threads once, and interrupts those that it has stopped. */
    private void stopOwn(List<Thread> own, Set<Thread> stopped) {
        if (own.stream().anyMatch(thread -> loadsALibrary(thread.getStackTrace()))) {
            return;
        }
        for (Thread thread : own) {
            if (stopped.contains(thread)) {
                thread.interrupt(); // some swallow the first
            } else if (stop(thread)) {
                stopped.add(thread);
            }
        }
    }

    /**
     * Whether a class that isn't of a cell is being initialized: if that were cut short, the class
     * could not be used until the kernel ends.
     */
    private static boolean loadsALibrary(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getMethodName().equals("<clinit>")
                    && !frame.getClassName().startsWith(PIECES)) {
                return true;
            }
        }
        return false;
    }

    /** What is stuck in code that can't be stopped goes on, without the cell. */
    private static void abandon(Run run) {
        for (Run left = run; left != null; left = left.outer) {
            left.where = left.thread.getStackTrace();
            left.abandoned = true;
        }
    }

    /**
     * The threads that work for the cell besides its own: they execute a task of its parallel
     * streams, which may be library code alone, or it started them and they execute code of it.
     */
    private static List<Thread> helpers(Run run, List<Thread> own) {
        return threads()
                .filter(thread -> !own.contains(thread))
                .filter(
                        thread ->
                                isWorker(thread)
                                        ? executes(thread, ForkJoinTask.class.getName())
                                        : isOf(thread, run.cell) && executes(thread, PIECES))
                .toList();
    }

    /** Whether a thread is in a method of a class whose name begins so. */
    private static boolean executes(Thread thread, String name) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(name));
    }

    private static boolean isWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }

    private static boolean isOf(Thread thread, int cell) {
        return thread.getThreadGroup() instanceof CellGroup group && group.run.cell == cell;
    }

    /**
     * Stops a thread that doesn't obey, unless it is where that would break what later cells use.
     *
     * @return whether it was told to stop
     */
    @SuppressWarnings({"deprecation", "removal"}) // only where the JDK still can
    private boolean stop(Thread thread) {
        if (Runtime.version().feature() > LAST_JDK_THAT_STOPS_THREADS) {
            try {
                stopLoops(true);
            } catch (Exception e) {
                System.err.println("thread " + thread.getName() + " can't be stopped: " + e);
            }
            thread.interrupt();
            return true;
        }
        // Suspended, else it would be elsewhere once it is told. Till it goes on, nothing here may
        // need a lock that it could hold: so no regular expressions nor lambdas.
        thread.suspend();
        try {
            StackTraceElement[] stack = thread.getStackTrace();
            boolean can = !loadsALibrary(stack) && !isInPool(stack);
            if (can) {
                thread.stop();
            }
            return can;
        } finally {
            thread.resume();
        }
    }

    /** Whether a thread is in the code of the pool itself, which would never recover. */
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

    /** What the checks in the loops and methods of cells look at, where JShell puts them in. */
    private void stopLoops(boolean stop) throws Exception {
        if (Runtime.version().feature() <= LAST_JDK_THAT_STOPS_THREADS) {
            return;
        }
        if (stopLoops == null) {
            Method nothing = CellThreads.class.getDeclaredMethod("nothing");
            nothing.setAccessible(true);
            super.invoke(nothing); // defines what the checks look at
            stopLoops = findClass("REPL.$Cancel$").getDeclaredField("allStop");
        }
        stopLoops.set(null, stop);
    }

    /** A method to run for nothing. */
    static void nothing() {}

    /** The threads that earlier cells started and that keep a program alive. */
    List<Thread> left() {
        synchronized (state) {
            return threads()
                    .filter(thread -> !thread.isDaemon())
                    .filter(thread -> thread.getThreadGroup() instanceof CellGroup)
                    .filter(thread -> running == null || thread != running.thread)
                    .toList();
        }
    }

    private static Stream<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 16];
        return Arrays.stream(threads, 0, root.enumerate(threads));
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
