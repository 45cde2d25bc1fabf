package genlab.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
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
 * Writes an expression so that the compiler has the least to do. JShell makes a variable of it, but
 * one of the expression's own type, and starts the compiler twice more to find that: more than half
 * of the time that a short cell takes. A variable of type Object holds any value. Each has a name
 * of its own, because JShell compiles one that was there before again for every time that it was.
 */
final class Expressions {

    private static final Set<Tree.Kind> WITH_VALUES_OF_THEIR_OWN =
            EnumSet.of(
                    Tree.Kind.ASSIGNMENT,
                    Tree.Kind.CONDITIONAL_EXPRESSION,
                    Tree.Kind.SWITCH_EXPRESSION);
    private static final Set<Tree.Kind> CALLS =
            EnumSet.of(Tree.Kind.METHOD_INVOCATION, Tree.Kind.NEW_CLASS);

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

    /** An expression within a piece of code: between two offsets. */
    private record Expression(String code, int start, int end, Tree.Kind kind) {
        /**
         * Whether to allow for a call without a value. For that the compiler looks at lambdas among
         * its arguments twice, so not if it has some and no semicolon: then it has a value mostly.
         */
        boolean mayLackValue() {
            return code.substring(end).strip().startsWith(";") || !code.contains("->");
        }

        String with(String before, String after) {
            return code.substring(0, start) + before + code.substring(start, end) + after;
        }
    }

    /**
     * The declaration of a variable with an expression's value, on the same lines.
     *
     * @param code a piece of a cell
     * @return null if it isn't an expression; also for an assignment, which shows no value; and for
     *     a choice, whose value depends on the variable's type: {@code yes ? 1 : 2.5} may not be a
     *     double for Object
     */
    String asVariable(String code) {
        Expression found = expression(code);
        if (found == null || WITH_VALUES_OF_THEIR_OWN.contains(found.kind)) {
            return null;
        }
        String variable = "Object genlab$value$" + variables++ + " = ";
        return found.kind == Tree.Kind.METHOD_INVOCATION && found.mayLackValue()
                ? found.with(variable + Call.class.getName() + ".value(() -> ", ");")
                : found.with(variable, ";");
    }

    /**
     * A block with a call whose value isn't shown.
     *
     * @param code a piece of a cell
     * @return null if it isn't a call
     */
    String asStatement(String code) {
        Expression found = expression(code);
        return found == null || !CALLS.contains(found.kind) ? null : found.with("{ ", "; }");
    }

    private Expression expression(String code) {
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
                    && type.getMembers().get(0) instanceof VariableTree variable) {
                Tree value = variable.getInitializer();
                SourcePositions positions = Trees.instance(task).getSourcePositions();
                return new Expression(
                        code,
                        (int) positions.getStartPosition(unit, value) - before.length(),
                        (int) positions.getEndPosition(unit, value) - before.length(),
                        inner(value).getKind());
            }
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is read but a string
        }
    }

    private static Tree inner(Tree tree) {
        return tree instanceof ParenthesizedTree parenthesized
                ? inner(parenthesized.getExpression())
                : tree;
    }
}
