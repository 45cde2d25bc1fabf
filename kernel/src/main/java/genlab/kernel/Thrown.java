package genlab.kernel;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What a cell threw, as it was then: a class of cells may do anything in its {@code getMessage}, so
 * it is asked once, where an interrupt still stops it.
 */
final class Thrown extends Exception {

    private static final int CAUSES = 50;

    private final transient Throwable original;
    private final transient Thrown[] suppressed;

    private Thrown(Throwable original, Set<Throwable> seen) {
        super(message(original), cause(original, seen), false, true);
        this.original = original;
        setStackTrace(original.getStackTrace());
        Throwable[] others = original.getSuppressed();
        suppressed = new Thrown[seen.size() < CAUSES ? others.length : 0];
        for (int i = 0; i < suppressed.length; i++) {
            suppressed[i] = new Thrown(others[i], seen);
        }
    }

    static Thrown of(Throwable thrown) {
        return new Thrown(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (Throwable e) { // it is the reader's class
            return "(its getMessage() failed: " + e.getClass().getName() + ")";
        }
    }

    private static Thrown cause(Throwable thrown, Set<Throwable> seen) {
        seen.add(thrown);
        try {
            Throwable cause = thrown.getCause();
            return cause == null || seen.contains(cause) || seen.size() > CAUSES
                    ? null
                    : new Thrown(cause, seen);
        } catch (Throwable e) { // it is the reader's class
            return null;
        }
    }

    Throwable original() {
        return original;
    }

    /** The name of the exception's class, or of what it extends if it has none. */
    String type() {
        Class<?> type = original.getClass();
        return (type.isAnonymousClass() ? type.getSuperclass() : type).getName();
    }

    Thrown[] suppressed() {
        return suppressed.clone();
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
