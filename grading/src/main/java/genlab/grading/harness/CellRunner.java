package genlab.grading.harness;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
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
    private final Methods methods = new Methods();
    private final JShell shell;

    /** Starts JShell with this process's class path. */
    public CellRunner() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        shell =
                JShell.builder()
                        .out(nowhere)
                        .err(nowhere)
                        .executionEngine(methods, Map.of())
                        .compilerOptions("-proc:none")
                        .build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        // From JDK 22 on, JShell's loops call a class of its own that comes with the first
        // statement.
        shell.eval("{}");
    }

    /**
     * Runs a cell.
     *
     * @param source its Java code
     * @return what went wrong, in the order of the code; empty if nothing did
     */
    public List<String> run(String source) {
        List<String> problems = new ArrayList<>();
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        String rest = source;
        while (!rest.isBlank()) {
            int offset = source.length() - rest.length();
            CompletionInfo completion = analysis.analyzeCompletion(rest);
            switch (completion.completeness()) {
                case EMPTY -> {
                    return problems;
                }
                case DEFINITELY_INCOMPLETE -> {
                    problems.add(
                            at(source, offset)
                                    + "a closing bracket or quote is missing: the code ends in the"
                                    + " middle");
                    return problems;
                }
                default -> {
                    // Nothing to say.
                }
            }
            String snippet = completion.source() == null ? rest : completion.source();
            for (SnippetEvent event : shell.eval(snippet)) {
                problems.addAll(problems(source, offset, event));
            }
            if (!problems.isEmpty() || completion.remaining() == null) {
                return problems;
            }
            rest = completion.remaining();
        }
        return problems;
    }

    /**
     * The methods of a name that the cells declare.
     *
     * @param name a method's name
     * @return the methods, the last declared first
     */
    public List<Method> methods(String name) {
        List<Method> found = new ArrayList<>();
        for (int i = methods.classes.size() - 1; i >= 0; i--) {
            for (Method method : methods.classes.get(i).getDeclaredMethods()) {
                if (method.getName().equals(name) && Modifier.isStatic(method.getModifiers())) {
                    found.add(method);
                }
            }
        }
        return found;
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
    public Object call(String name, List<?> arguments)
            throws NoSuchMethodException, InvocationTargetException {
        List<Method> candidates = methods(name);
        IllegalArgumentException unfit = null;
        for (Method method : candidates) {
            if (method.getParameterCount() == arguments.size()) {
                try {
                    Object[] converted = Values.convert(arguments, method);
                    method.setAccessible(true);
                    return method.invoke(null, converted);
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
     * The names of what the declared methods still lack.
     *
     * @param name a declared method's name
     * @return names that its body uses and nobody has declared
     */
    public List<String> unresolved(String name) {
        return shell.methods()
                .filter(method -> method.name().equals(name))
                .flatMap(shell::unresolvedDependencies)
                .toList();
    }

    /** JShell's own local execution, which also remembers the classes. */
    private static final class Methods implements ExecutionControlProvider {
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
                            classes.add(findClass(each.name()));
                        } catch (ClassNotFoundException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            };
        }
    }
}
