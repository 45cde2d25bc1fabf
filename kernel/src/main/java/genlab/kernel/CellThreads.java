package genlab.kernel;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The thread that runs the code of cells, one piece after the other as in any Java program, and
 * those that the cells start. As long as an interrupt is at work nothing else begins, so it never
 * hits the next cell.
 */
final class CellThreads {

    /** How the names of JShell's classes of cells begin. */
    static final String PIECES = "REPL.$JShell$";

    private static final long LOOK_MILLIS = 100;

    private final ClassLoader loader;
    private final Consumer<Boolean> stopLoops;
    private final ThreadGroup group = new CellGroup();
    private final Set<Thread> interrupted = // they needn't tell that they end
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile UncaughtExceptionHandler uncaught;
    private volatile Thread owner; // the kernel's own
    private final Object state = new Object(); // guards the next eight
    private Worker worker;
    private Run running;
    private Set<Thread> earlier = Set.of();
    private boolean cellRuns;
    private boolean interruptWanted;
    private boolean interrupting;
    private long nanosRun;
    private long nanosInner;

    /**
     * Prepares the thread.
     *
     * @param loader of the cells' classes
     * @param stopLoops makes the loops of cells end, or lets them run again, where the JDK's JShell
     *     has put checks into them
     */
    CellThreads(ClassLoader loader, Consumer<Boolean> stopLoops) {
        this.loader = loader;
        this.stopLoops = stopLoops;
    }

    /** One piece of code on its way. */
    final class Run {

        private final Callable<Object> code;
        private final Worker worker;
        private Object value;
        private Throwable thrown;
        private StackTraceElement[] where = {};
        private volatile boolean begun;
        private volatile boolean ended;
        private volatile boolean interrupted;
        private volatile boolean abandoned;

        private Run(Callable<Object> code, Worker worker) {
            this.code = code;
            this.worker = worker;
        }

        Thread thread() {
            return worker.thread;
        }

        /** Waits for its end, but not for ever. */
        boolean endsWithin(long millis) throws InterruptedException {
            long end = System.nanoTime() + millis * 1_000_000;
            synchronized (state) {
                for (long left = millis; !isOver() && left > 0; ) {
                    state.wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
                return isOver();
            }
        }

        private boolean isOver() {
            return ended || !worker.thread.isAlive();
        }

        /** It goes on without the cell, since nothing stops it. */
        void abandon() {
            where = worker.thread.getStackTrace();
            retire();
            abandoned = true;
        }

        /** The next piece has another thread. */
        void retire() {
            worker.retired = true;
        }
    }

    /** The thread that runs pieces, until it had to be stopped. */
    private final class Worker implements Runnable {

        private final Thread thread = new Thread(group, this, "cell");
        private Run next;
        private volatile boolean retired;

        Worker() {
            thread.setContextClassLoader(loader);
            thread.setDaemon(false); // what it starts is as in any Java program
            thread.start();
        }

        @Override
        public void run() {
            while (!retired) {
                Run run = take();
                if (run != null) {
                    Thread.interrupted(); // a piece before may have left it set
                    execute(run);
                }
            }
        }

        private Run take() {
            synchronized (state) {
                try {
                    if (next == null) {
                        state.wait();
                    }
                } catch (InterruptedException e) {
                    // a thread of an earlier cell did that
                }
                Run run = next;
                next = null;
                return run;
            }
        }

        private void execute(Run run) {
            try {
                run.begun = true;
                run.value = run.code.call();
            } catch (Throwable e) { // whatever user code throws is the reader's to see
                run.thrown = described(e);
            } finally {
                run.ended = true;
                synchronized (state) {
                    state.notifyAll();
                }
            }
        }
    }

    private static Thrown described(Throwable e) {
        return Thrown.of(e instanceof InvocationTargetException ? e.getCause() : e);
    }

    /** The threads of cells. */
    private final class CellGroup extends ThreadGroup {

        CellGroup() {
            super("cells");
        }

        @Override
        public void uncaughtException(Thread thread, Throwable e) {
            if (!interrupted.contains(thread) && !(e instanceof ThreadDeath)) {
                UncaughtExceptionHandler readers = Thread.getDefaultUncaughtExceptionHandler();
                (readers == null ? uncaught : readers).uncaughtException(thread, e);
            }
        }
    }

    /** The cell was interrupted. */
    static final class Interrupted extends Exception {

        private final boolean stopped;

        private Interrupted(StackTraceElement[] where, boolean stopped) {
            super("interrupted");
            setStackTrace(where);
            this.stopped = stopped;
        }

        /** Whether nothing of the cell runs any more. */
        boolean stopped() {
            return stopped;
        }
    }

    /** Tells of what ends the threads that cells start, unless a cell has set its own handler. */
    void tellUncaught(UncaughtExceptionHandler handler) {
        uncaught = handler;
    }

    /** The thread that calls this has the cells run from now on. */
    void beginCell() {
        synchronized (state) {
            owner = Thread.currentThread();
            earlier = Set.copyOf(threads());
            interruptWanted = false;
            cellRuns = true;
        }
    }

    void endCell() {
        synchronized (state) {
            cellRuns = false;
        }
    }

    /** How long code of cells has run so far; within a cell, what it has evaluated. */
    long nanosRun() {
        synchronized (state) {
            return running == null ? nanosRun : nanosInner;
        }
    }

    /**
     * Runs a piece.
     *
     * @throws Interrupted if it was interrupted
     * @throws InvocationTargetException with what it has thrown, as {@link Thrown}
     */
    Object run(Callable<Object> code) throws Exception {
        if (Thread.currentThread() != owner) {
            return runHere(code); // a cell has called eval("...")
        }
        long start = System.nanoTime();
        Run run;
        do {
            run = begin(code);
            while (!run.endsWithin(LOOK_MILLIS) && !run.abandoned) {
                // an interrupt may give it up
            }
        } while (!run.begun && !run.interrupted); // its thread was stopped late and died before
        synchronized (state) {
            running = null;
            nanosRun += System.nanoTime() - start;
            while (interrupting) {
                state.wait();
            }
        }
        if (run.interrupted) {
            throw new Interrupted(run.where, run.isOver());
        }
        if (run.thrown != null || !run.ended) { // or it was stopped from outside
            throw new InvocationTargetException(
                    run.thrown == null ? described(new ThreadDeath()) : run.thrown);
        }
        return run.value;
    }

    private Object runHere(Callable<Object> code) throws Exception {
        Object value = null;
        Thrown thrown = null;
        long start = System.nanoTime();
        try {
            value = code.call();
        } catch (Throwable e) { // whatever user code throws is the reader's to see
            thrown = described(e);
        }
        synchronized (state) {
            nanosInner += System.nanoTime() - start;
            if (running != null && running.interrupted) {
                throw new Interrupted(running.where, true);
            }
        }
        if (thrown != null) {
            throw new InvocationTargetException(thrown);
        }
        return value;
    }

    private Run begin(Callable<Object> code) throws Exception {
        synchronized (state) {
            while (interrupting) {
                state.wait();
            }
            if (interruptWanted) {
                throw new Interrupted(new StackTraceElement[0], true);
            }
            stopLoops.accept(false);
            if (worker == null || worker.retired || !worker.thread.isAlive()) {
                worker = new Worker();
            }
            running = new Run(code, worker);
            worker.next = running;
            state.notifyAll();
            return running;
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
            others =
                    threads().stream()
                            .filter(t -> !t.isDaemon() || (running != null && isNew(t)))
                            .toList();
            interrupted.addAll(others);
            if (run != null) {
                run.where = run.thread().getStackTrace();
                run.interrupted = true;
                run.thread().interrupt();
            }
        }
        others.forEach(Thread::interrupt);
        try {
            new Interruption(this, stopLoops).stop(run, others);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (state) {
                interrupting = false;
                state.notifyAll();
            }
        }
    }

    /** Whether a thread was started since the cell began. */
    boolean isNew(Thread thread) {
        synchronized (state) {
            return isOfCells(thread) && !earlier.contains(thread);
        }
    }

    private boolean isOfCells(Thread thread) {
        ThreadGroup its = thread.getThreadGroup();
        return its != null && group.parentOf(its);
    }

    /** The threads that earlier cells started and that keep a program alive. */
    List<Thread> left() {
        return threads().stream().filter(thread -> !thread.isDaemon()).toList();
    }

    /** The threads of cells, but for the one that runs them. */
    private List<Thread> threads() {
        synchronized (state) {
            Thread own = worker == null ? null : worker.thread;
            return all(group).stream().filter(thread -> thread != own).toList();
        }
    }

    /** All threads of a group and of those within it. */
    static List<Thread> all(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + 16];
        return Arrays.asList(threads).subList(0, group.enumerate(threads));
    }

    /** Whether a thread is where it must not be cut short. */
    static boolean isInKernelsCode(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            // the class could not be used until the kernel ends
            if (frame.getMethodName().equals("<clinit>")
                    && !frame.getClassName().startsWith(PIECES)) {
                return true;
            }
        }
        return isCompiling(stack);
    }

    /** Whether a cell has called eval("...") and that is being compiled. */
    static boolean isCompiling(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.startsWith(PIECES)) {
                return false;
            }
            if (name.startsWith("jdk.jshell.")) {
                return true;
            }
        }
        return false;
    }
}
