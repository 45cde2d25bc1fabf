package genlab.kernel;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import jdk.jshell.JShell;

/**
 * JShell's list of the names of all classes, for completion alone. JShell makes it in the
 * background as soon as a first cell is cut into pieces, which takes a second of processor time;
 * here it waits for the first who wants to complete. JShell offers no way to do so, so this reaches
 * into it, which {@link KernelSpec} permits; where that fails, the list is made at once.
 */
final class ClassIndex {

    private final ThreadPoolExecutor indexer;
    private final ThreadFactory threads;

    private ClassIndex(ThreadPoolExecutor indexer) {
        this.indexer = indexer;
        this.threads = indexer == null ? null : indexer.getThreadFactory();
    }

    /** Makes JShell wait with its list. */
    static ClassIndex held() {
        try {
            Field field =
                    Class.forName("jdk.jshell.SourceCodeAnalysisImpl", true, loader())
                            .getDeclaredField("INDEXER");
            field.setAccessible(true);
            ClassIndex index = new ClassIndex((ThreadPoolExecutor) field.get(null));
            index.indexer.setThreadFactory(work -> null); // then work is kept, and not begun
            return index;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new ClassIndex(null);
        }
    }

    private static ClassLoader loader() {
        return JShell.class.getClassLoader();
    }

    /** Lets JShell make its list, of what is on the class path by now; returns at once. */
    void release() {
        if (indexer != null && indexer.getThreadFactory() != threads) {
            indexer.setThreadFactory(threads);
            indexer.prestartCoreThread();
        }
    }
}
