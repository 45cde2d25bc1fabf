package genlab.grading.harness;

import genlab.assignment.Explanation;
import genlab.assignment.Plain;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * The cells of a notebook, run in JShell in this process, and the methods they declare, callable by
 * name.
 */
public final class CellRunner implements AutoCloseable {
    private static final Set<Snippet.Kind> DECLARATIONS =
            Set.of(Snippet.Kind.IMPORT, Snippet.Kind.METHOD, Snippet.Kind.TYPE_DECL);

    /** Lines at the head of a cell that are the notebook's and no Java, such as {@code %%time}. */
    private static final Pattern MAGIC = Pattern.compile("\\G(\\s*)%[^\n]*");

    private static final Pattern STRANGE =
            Pattern.compile(
                    "[\\x{a0}\\x{2000}-\\x{200b}\\x{2010}-\\x{201f}\\x{202f}\\x{2212}\\x{feff}"
                            + "\\x{ff01}-\\x{ff5e}]");

    private final Cells cells = new Cells();
    private final JShell shell;
    private String value;
    private boolean hasThrown;

    /** Starts JShell with this process's class path. */
    public CellRunner() {
        withoutIndex();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        shell =
                JShell.builder()
                        .out(nowhere)
                        .err(nowhere)
                        .executionEngine(cells, Map.of())
                        .compilerOptions("-proc:none")
                        .fileManager(ClassPath::new)
                        .build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        if (Runtime.version().feature() >= 22) {
            // JShell's loops call a class of its own that comes with the first statement.
            shell.eval("{}");
        }
    }

    /**
     * Keeps JShell from listing the names of all classes, which takes a third of a sandbox's
     * processor time: they are for completion alone. This reaches into JShell, as the sandbox's
     * command permits; elsewhere they are listed.
     */
    private static void withoutIndex() {
        try {
            Field indexer =
                    Class.forName(
                                    "jdk.jshell.SourceCodeAnalysisImpl",
                                    true,
                                    JShell.class.getClassLoader())
                            .getDeclaredField("INDEXER");
            indexer.setAccessible(true);
            ((ThreadPoolExecutor) indexer.get(null)).setThreadFactory(work -> null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // cells run all the same
        }
    }

    /**
     * Runs a cell; behind a part that went wrong, only what the rest declares is taken along.
     *
     * @param source its Java code
     * @return what went wrong, in the order of the code; empty if nothing did
     */
    public List<String> run(String source) {
        List<String> problems = new ArrayList<>();
        value = null;
        hasThrown = false;
        eachSnippet(
                source,
                problems,
                (offset, snippet) -> {
                    if (!problems.isEmpty()) {
                        declarePart(snippet);
                        return;
                    }
                    for (SnippetEvent event : shell.eval(snippet)) {
                        problems.addAll(problems(source, offset, event));
                        hasThrown |= event.exception() != null;
                        value = event.value() == null ? value : event.value();
                    }
                });
        String strange = problems.isEmpty() ? null : strangeCharacter(source);
        if (strange != null) {
            problems.add(0, strange);
        }
        return problems;
    }

    /**
     * Takes along what a cell declares, and runs nothing of it: imports, methods and types.
     *
     * @param source its Java code
     */
    public void declare(String source) {
        eachSnippet(source, new ArrayList<>(), (offset, snippet) -> declarePart(snippet));
    }

    private void declarePart(String snippet) {
        List<Snippet> parts = shell.sourceCodeAnalysis().sourceToSnippets(snippet);
        if (!parts.isEmpty()
                && parts.stream().allMatch(part -> DECLARATIONS.contains(part.kind()))) {
            shell.eval(snippet);
        }
    }

    /** Something done with a part of a cell, which starts at some place in it. */
    private interface Part {
        void take(int offset, String snippet);
    }

    private void eachSnippet(String source, List<String> problems, Part part) {
        String rest = MAGIC.matcher(source).replaceAll("$1");
        while (!rest.isBlank()) {
            int offset = source.length() - rest.length();
            CompletionInfo completion = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (completion.completeness() == Completeness.EMPTY) {
                return;
            }
            if (completion.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
                problems.add(
                        at(source, offset)
                                + "a closing bracket or quote is missing: the code ends in the"
                                + " middle");
                return;
            }
            part.take(offset, completion.source() == null ? rest : completion.source());
            rest = completion.remaining() == null ? "" : completion.remaining();
        }
    }

    /** What word processors and web pages put in place of Java's own characters. */
    private static String strangeCharacter(String source) {
        String code =
                source.replaceAll("//[^\n]*|/\\*[\\s\\S]*?\\*/|\"(?:[^\"\\\\\n]++|\\\\.)*+\"", "");
        Matcher strange = STRANGE.matcher(code);
        if (!strange.find()) {
            return null;
        }
        int character = strange.group().codePointAt(0);
        return at(source, source.indexOf(strange.group()))
                + String.format(
                        "the character U+%04X (%s) is no Java; type it anew",
                        character, Character.getName(character).toLowerCase(Locale.ENGLISH));
    }

    /**
     * The value of the last expression of the last cell that ran.
     *
     * @return as Java code writes it, or null if there was none
     */
    public String value() {
        return value;
    }

    /** Whether the last cell that ran has thrown; what the compiler refuses does not run. */
    public boolean hasThrown() {
        return hasThrown;
    }

    /**
     * Calls a method that the cells declare.
     *
     * @param name its name
     * @param arguments plain values, see {@link Values#convert}
     * @return what it returns
     * @throws NoSuchMethodException if there is no such method with that number of parameters
     * @throws InvocationTargetException if the method throws
     * @throws IllegalArgumentException if an argument does not fit its parameter
     */
    public Call call(String name, List<?> arguments)
            throws NoSuchMethodException, InvocationTargetException {
        List<Method> candidates = methods(name);
        IllegalArgumentException unfit = null;
        for (Method method : candidates) {
            if (method.getParameterCount() == arguments.size()) {
                try {
                    Object[] converted = Values.convert(arguments, method);
                    List<?> before = (List<?>) Plain.of(converted);
                    method.setAccessible(true);
                    Object result = Plain.of(method.invoke(null, converted));
                    return new Call(result, changed(before, (List<?>) Plain.of(converted)));
                } catch (IllegalArgumentException e) {
                    // A helper may have the name, with parameters of other types.
                    unfit = unfit == null ? e : unfit;
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        if (unfit != null) {
            throw unfit;
        }
        throw new NoSuchMethodException(
                candidates.isEmpty()
                        ? "there is no method " + name
                        : name
                                + " must take "
                                + arguments.size()
                                + " parameters, but takes "
                                + candidates.get(0).getParameterCount());
    }

    /**
     * What a call has done.
     *
     * @param value what it returned, as a plain value
     * @param changed the positions of the arguments that are no longer what they were, from 1
     */
    public record Call(Object value, List<Integer> changed) {}

    private static List<Integer> changed(List<?> before, List<?> after) {
        return IntStream.range(0, before.size())
                .filter(i -> !Objects.equals(before.get(i), after.get(i)))
                .mapToObj(i -> i + 1)
                .toList();
    }

    /** The methods of a name that the cells declare, the last declared first. */
    private List<Method> methods(String name) {
        List<Method> found = new ArrayList<>();
        for (int i = cells.classes.size() - 1; i >= 0; i--) {
            for (Method method : cells.classes.get(i).getDeclaredMethods()) {
                if (method.getName().equals(name) && Modifier.isStatic(method.getModifiers())) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        shell.close();
    }

    private List<String> problems(String source, int offset, SnippetEvent event) {
        if (event.causeSnippet() != null) {
            return List.of();
        }
        Snippet snippet = event.snippet();
        if (event.status() == Snippet.Status.REJECTED) {
            return shell.diagnostics(snippet)
                    .filter(Diag::isError)
                    .map(
                            problem ->
                                    at(source, offset + (int) problem.getPosition())
                                            + problem.getMessage(Locale.ENGLISH)
                                                    .replaceAll("\\s+", " "))
                    .toList();
        }
        JShellException exception = event.exception();
        if (exception == null) {
            return List.of();
        }
        if (exception instanceof EvalException thrown) {
            return List.of(
                    at(source, offset)
                            + simpleName(thrown.getExceptionClassName())
                            + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()));
        }
        return List.of(at(source, offset) + "something that is not defined is used");
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String at(String source, int position) {
        int start = Math.min(Math.max(position, 0), source.length());
        while (start < source.length() && Character.isWhitespace(source.charAt(start))) {
            start++;
        }
        return "line "
                + (1
                        + source.substring(0, start).lines().count()
                        - (atLineStart(source, start) ? 0 : 1))
                + ": ";
    }

    private static boolean atLineStart(String source, int position) {
        return position == 0 || source.charAt(position - 1) == '\n';
    }

    /**
     * What an exception of a called method means.
     *
     * @param function the method that was called
     * @param cause what it threw
     * @return a sentence that names the method of a cell where it was thrown
     */
    public String explain(String function, Throwable cause) {
        // An adapter of the assignment was called; it may be a student's method below it.
        String place = Explanation.place(cause);
        String method = place.isEmpty() ? function : place;
        if (cause.getClass().getName().startsWith("jdk.jshell.")) {
            List<String> lacking =
                    shell.methods()
                            .filter(each -> each.name().equals(method))
                            .flatMap(shell::unresolvedDependencies)
                            .distinct()
                            .toList();
            return method
                    + " uses something that is not defined"
                    + (lacking.isEmpty() ? "" : ": " + String.join(", ", lacking));
        }
        if (cause instanceof UnsupportedOperationException && cause.getMessage() == null
                || cause instanceof StackOverflowError) {
            return Explanation.of(cause);
        }
        return method
                + " threw "
                + cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    /** JShell's own local execution, which also remembers the classes. */
    private static final class Cells implements ExecutionControlProvider {
        private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$[0-9A-Z_]+");

        private final List<Class<?>> classes = new ArrayList<>();

        @Override
        public String name() {
            return "genlab";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new LocalExecutionControl() {
                @Override
                public void load(ClassBytecodes[] loaded)
                        throws ClassInstallException,
                                NotImplementedException,
                                EngineTerminationException {
                    super.load(loaded);
                    for (ClassBytecodes each : loaded) {
                        try {
                            // Not the classes inside: what a cell's own class declares is its own.
                            if (WRAPPER.matcher(each.name()).matches()) {
                                classes.add(findClass(each.name()));
                            }
                        } catch (ClassNotFoundException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            };
        }
    }
}
