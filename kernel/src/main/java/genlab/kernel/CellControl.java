package genlab.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;

/** What JShell runs the pieces of cells by: it loads their classes and calls them. */
final class CellControl extends LocalExecutionControl implements ExecutionControlProvider {

    private final CellLoader loader;
    private final CellThreads threads;
    private Object value; // what the last piece has returned, since JShell hands on only text
    private Class<?> type; // what it was compiled to
    private volatile Throwable thrown;
    private boolean restoring;
    private Field stopLoops; // from JDK 20 on: whether the checks in the loops of cells stop them

    CellControl() {
        this(new CellLoader());
    }

    private CellControl(CellLoader loader) {
        super(loader);
        this.loader = loader;
        threads = new CellThreads(loader, this::stopLoops);
    }

    @Override
    public String name() {
        return "genlab";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> options) {
        return this;
    }

    CellThreads threads() {
        return threads;
    }

    CellLoader loader() {
        return loader;
    }

    // ---- classes

    /** The way of new ones, on which recent JDKs put checks into loops; the loader knows them. */
    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        load(classes);
    }

    /** What the checks in the loops and methods of cells look at, where JShell puts them in. */
    private void stopLoops(boolean stop) {
        if (ThreadStop.isPossible()) {
            return;
        }
        try {
            if (stopLoops == null) {
                Method nothing = CellControl.class.getDeclaredMethod("nothing");
                nothing.setAccessible(true);
                super.invoke(nothing); // defines what the checks look at
                stopLoops = findClass("REPL.$Cancel$").getDeclaredField("allStop");
            }
            stopLoops.set(null, stop);
        } catch (Exception e) {
            throw new IllegalStateException("this JDK's JShell has changed", e);
        }
    }

    /** A method to run for nothing. */
    static void nothing() {}

    // ---- pieces

    /** Runs a method of a compiled piece of a cell, whose value {@link #take} gives. */
    @Override
    protected String invoke(Method method) throws Exception {
        if (!restoring) {
            value = run(() -> method.invoke(null));
            type = method.getDeclaringClass();
        }
        return "";
    }

    /** Runs the kernel's own code that calls code of cells, such as {@code toString}. */
    <T> T call(Callable<T> code) throws Exception {
        @SuppressWarnings("unchecked")
        T value = (T) run(code::call);
        return value;
    }

    private Object run(Callable<Object> code) throws Exception {
        try {
            return threads.run(code);
        } catch (CellThreads.Interrupted e) {
            thrown = e;
            throw new StoppedException();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Thrown its
                    && its.original() instanceof SPIResolutionException unresolved) {
                throw unresolved;
            }
            thrown = e.getCause();
            throw e;
        }
    }

    /**
     * The value of the piece that ran, once.
     *
     * @param variable the variable that JShell keeps the value in as well, which gives it up; null
     *     if it is the reader's
     */
    Object take(String variable) {
        Object taken = value;
        value = null;
        try {
            if (taken != null && variable != null) {
                Field field = type.getDeclaredField(variable);
                if (!field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    field.set(null, null);
                }
            }
        } catch (ReflectiveOperationException e) {
            // then the value takes memory until the kernel ends
        }
        return taken;
    }

    /** What the last piece threw: {@link Thrown}, {@link CellThreads.Interrupted} or null. */
    Throwable thrown() {
        return thrown;
    }

    /** Forgets what was before: a piece that only declares something runs nothing. */
    void beginPiece() {
        thrown = null;
        value = null;
    }

    /** Lets JShell declare again what was there: nothing runs, and variables keep their values. */
    <T> T restore(Supplier<T> declaring) {
        restoring = true;
        try {
            return declaring.get();
        } finally {
            restoring = false;
        }
    }

    /** An interrupt closes a {@link Scanner} for ever: those that variables hold begin anew. */
    void renewScanners() {
        try {
            call(
                    () -> {
                        for (Class<?> type : loader.cells()) {
                            for (Field field : type.getDeclaredFields()) {
                                renewScanner(field);
                            }
                        }
                        return null;
                    });
        } catch (Exception e) {
            // then those stay closed
        }
    }

    private static void renewScanner(Field field) throws IllegalAccessException {
        int modifiers = field.getModifiers();
        if (field.getType() == Scanner.class
                && Modifier.isStatic(modifiers)
                && !Modifier.isFinal(modifiers)) {
            field.setAccessible(true);
            if (field.get(null) instanceof Scanner closed
                    && closed.ioException() instanceof Console.InterruptedRead) {
                Scanner renewed = new Scanner(System.in).useDelimiter(closed.delimiter());
                field.set(null, renewed.useLocale(closed.locale()).useRadix(closed.radix()));
            }
        }
    }
}
