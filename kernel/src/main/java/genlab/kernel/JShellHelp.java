package genlab.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import jdk.jshell.SourceCodeAnalysis;

/**
 * What JShell's help could do better and offers no way to. This reaches into it, which {@link
 * KernelSpec} permits; where that fails, help stays as JShell gives it.
 */
final class JShellHelp {

    private static final String SOURCES = "META-INF/sources";

    private static ThreadPoolExecutor indexer;
    private static ThreadFactory threads; // null while the indexer works as usual

    private JShellHelp() {}

    /**
     * Makes JShell wait with its list of the names of all classes, which it makes in the background
     * as soon as a first cell is cut into pieces: it takes a second of processor time, and is for
     * completion alone.
     */
    static void holdIndex() {
        try {
            Class<?> analysis = Class.forName("jdk.jshell.SourceCodeAnalysisImpl");
            Field field = analysis.getDeclaredField("INDEXER");
            field.setAccessible(true);
            indexer = (ThreadPoolExecutor) field.get(null);
            threads = indexer.getThreadFactory();
            indexer.setThreadFactory(work -> null); // then work is kept, and not begun
        } catch (ReflectiveOperationException | RuntimeException e) {
            // the list is made at once
        }
    }

    /** Lets JShell make its list, of what is on the class path by now; returns at once. */
    static void releaseIndex() {
        if (threads != null) {
            indexer.setThreadFactory(threads);
            indexer.prestartCoreThread();
            threads = null;
        }
    }

    /**
     * Lets JShell read the documentation comments of libraries whose jars carry their sources in
     * {@code META-INF/sources}, besides the JDK's.
     */
    static void addSources(SourceCodeAnalysis analysis) {
        try {
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            List<Object> sources = new ArrayList<>((List<?>) find.invoke(analysis));
            for (URL folder : Collections.list(ClassLoader.getSystemResources(SOURCES))) {
                URI uri = folder.toURI();
                if (uri.getScheme().equals("jar")) {
                    FileSystems.newFileSystem(uri, Map.of());
                }
                sources.add(Path.of(uri));
            }
            Field known = analysis.getClass().getDeclaredField("availableSources");
            known.setAccessible(true);
            known.set(analysis, sources);
        } catch (Exception e) {
            // there are no comments of libraries
        }
    }
}
