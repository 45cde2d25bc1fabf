package genlab.kernel;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    private volatile long limitNanos = Long.MAX_VALUE;
    private volatile Runnable overrun;
    private final Object state = new Object(); // guards the next six
    private Worker worker;
    private Run running;
    private Set<Thread> earlier = Set.of();
    private boolean interruptWanted;
    private boolean interrupting;
    private long nanosRun;

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
    static final class Run {

        private final Callable<Object> code;
        private final Worker worker;
        private final CountDownLatch end = new CountDownLatch(1);
        private Object value;
        private Thrown thrown;
        private StackTraceElement[] where = {};
        private volatile boolean begun;
        private volatile boolean interrupted;
        private volatile boolean abandoned;

        private Run(Callable<Object> code, Worker worker) {
            this.code = code;
            this.worker = worker;
        }

        private void execute() {
            try {
                begun = true;
                value = code.call();
            } catch (Throwable e) { // whatever user code throws is the reader's to see
                thrown = Thrown.of(e instanceof InvocationTargetException ? e.getCause() : e);
            } finally {
                end.countDown();
            }
        }

        private Object result() throws InvocationTargetException {
            if (thrown != null) {
                throw new InvocationTargetException(thrown);
            }
            return value;
        }

        Thread thread() {
            return worker.thread;
        }

        /** Waits for its end, but not for ever. */
        boolean endsWithin(long millis) throws InterruptedException {
            return end.await(millis, TimeUnit.MILLISECONDS) || !worker.thread.isAlive();
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
            LockSupport.unpark(worker.thread);
        }
    }

    /** The thread that runs pieces, until it had to be stopped. */
    private static final class Worker implements Runnable {

        private final Thread thread;
        private volatile Run next;
        private volatile boolean retired;

        Worker(ThreadGroup group, ClassLoader loader) {
            thread = new Thread(group, this, "cell");
            thread.setContextClassLoader(loader);
            thread.setDaemon(false); // what it starts is as in any Java program
            thread.start();
        }

        void run(Run run) {
            next = run;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            while (!retired) {
                LockSupport.park(this);
                Thread.interrupted(); // an earlier cell may have set it
                Run run = next;
                if (run != null) {
                    next = null;
                    run.execute();
                }
            }
        }
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

    /**
     * Interrupts pieces that take too long.
     *
     * @param millis how long one may run, 0 for ever
     * @param overrun tells that one has taken longer
     */
    void limit(long millis, Runnable overrun) {
        this.overrun = overrun;
        limitNanos = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** The thread that calls this has the cells run from now on. */
    void beginCell() {
        synchronized (state) {
            owner = Thread.currentThread();
            earlier = Set.copyOf(threads());
            interruptWanted = false;
        }
    }

    /** How long code of cells has run so far. */
    long nanosRun() {
        synchronized (state) {
            return nanosRun;
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
        long before = nanosRun();
        long start = System.nanoTime();
        Run run;
        do {
            run = begin(code);
            while (!run.endsWithin(LOOK_MILLIS) && !run.abandoned) {
                if (System.nanoTime() - start > limitNanos && !run.interrupted) {
                    overrun.run();
                    interrupt();
                }
            }
        } while (!run.begun && !run.interrupted); // its thread was stopped late and died before
        synchronized (state) {
            running = null;
            nanosRun = before + System.nanoTime() - start; // what it evaluated is within
            while (interrupting) {
                state.wait();
            }
        }
        if (run.interrupted) {
            throw new Interrupted(run.where, run.endsWithin(0));
        }
        if (run.thrown == null && run.end.getCount() > 0) { // it was stopped from outside
            run.thrown = Thrown.of(new ThreadDeath());
        }
        return run.result();
    }

    private Object runHere(Callable<Object> code) throws Exception {
        Run run = new Run(code, null);
        long start = System.nanoTime();
        run.execute();
        synchronized (state) {
            nanosRun += System.nanoTime() - start;
        }
        endIfInterrupted();
        return run.result();
    }

    /** An interrupted cell evaluates no more, so that it comes to where it can be stopped. */
    void endIfInterrupted() throws Interrupted {
        synchronized (state) {
            if (running != null && running.interrupted) {
                throw new Interrupted(running.where, true);
            }
        }
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
                worker = new Worker(group, loader);
            }
            running = new Run(code, worker);
            worker.run(running);
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
            interruptWanted = true; // if a piece is being compiled now, it doesn't start
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

    /** Whether a cell has called eval("...") and that is being compiled, or is with the kernel. */
    static boolean isCompiling(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.startsWith(PIECES)) {
                return false;
            }
            // the kernel answers for whatever is thrown there, so the cell would go on
            boolean evaluates =
                    name.equals(Evaluator.class.getName())
                            && frame.getMethodName().equals("evaluate");
            if (evaluates || name.startsWith("jdk.jshell.")) {
                return true;
            }
        }
        return false;
    }
}
