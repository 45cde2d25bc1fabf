package genlab.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Turns an expression into the declaration of a variable of type Object with the same value. JShell
 * makes it a variable too, but one of the expression's own type, and starts the compiler twice more
 * to find that: half of the time that a short cell takes. Every variable has a name of its own,
 * because JShell compiles one that was there before again for every time that it was.
 */
final class Expressions {

    private static final Set<Tree.Kind> OTHERS =
            EnumSet.of(
                    Tree.Kind.ASSIGNMENT,
                    Tree.Kind.CONDITIONAL_EXPRESSION,
                    Tree.Kind.SWITCH_EXPRESSION);

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files =
            CompilerFiles.quick(compiler.getStandardFileManager(null, null, null));
    private int variables;

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String code) {
            super(URI.create("string:///Source.java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    /**
     * The declaration of a variable with an expression's value, on the same lines.
     *
     * @param code a piece of a cell
     * @return null if it isn't an expression; also with a semicolon, for that is mostly a call
     *     without a value; for an assignment, which shows none; and for a choice, whose value
     *     depends on the variable's type: {@code yes ? 1 : 2.5} may not be a double for Object
     */
    String asVariable(String code) {
        int start = code.endsWith(";") ? -1 : startOfExpression(code);
        return start < 0
                ? null
                : code.substring(0, start)
                        + "Object value$"
                        + variables++
                        + " = "
                        + code.substring(start)
                        + "\n;";
    }

    /** Where the expression begins, after comments; -1 if it is none. */
    private int startOfExpression(String code) {
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        String before = "class Source { Object v = ";
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                files,
                                errors,
                                List.of("-proc:none"),
                                null,
                                List.of(new Source(before + code + "\n; }")));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            if (errors.getDiagnostics().isEmpty()
                    && unit.getTypeDecls().size() == 1
                    && unit.getTypeDecls().get(0) instanceof ClassTree type
                    && type.getMembers().size() == 1
                    && type.getMembers().get(0) instanceof VariableTree variable
                    && !OTHERS.contains(inner(variable.getInitializer()).getKind())) {
                return (int) start(task, unit, variable.getInitializer()) - before.length();
            }
            return -1;
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is read but a string
        }
    }

    private static long start(JavacTask task, CompilationUnitTree unit, Tree tree) {
        return Trees.instance(task).getSourcePositions().getStartPosition(unit, tree);
    }

    private static Tree inner(Tree tree) {
        return tree instanceof ParenthesizedTree parenthesized
                ? inner(parenthesized.getExpression())
                : tree;
    }
}
