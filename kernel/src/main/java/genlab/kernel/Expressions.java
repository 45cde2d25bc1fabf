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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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

    /**
     * A block that gives a variable the value of its new declaration, on the same lines: what
     * depends on the variable stays as it is, while JShell would declare it all anew.
     *
     * @param code a piece of a cell
     * @param typeOf the type of the variable with a name, null if there is none
     * @return null if it isn't the declaration of a variable that there is, with the same type
     */
    String asAssignment(String code, UnaryOperator<String> typeOf) {
        Field found = field("class Source { ", code, "\n}");
        if (found == null || found.tree.getType() == null || found.tree.getInitializer() == null) {
            return null;
        }
        String name = found.tree.getName().toString();
        String type = typeOf.apply(name);
        if (type == null || !bare(type).equals(bare(found.tree.getType().toString()))) {
            return null;
        }
        int start = code.indexOf(name, found.end(found.tree.getType()));
        String value = code.substring(start + name.length());
        return start < 2 || value.matches("(?s).*\\b" + Pattern.quote(name) + "\\b.*")
                ? null // its old value is not to be seen in the new one's expression
                : "{" + code.substring(1, start).replaceAll("\\S", " ") + name + value + "\n}";
    }

    private static String bare(String type) {
        return type.replace(" ", "");
    }

    private Expression expression(String code) {
        Field found = field("class Source { Object v = ", code, "\n; }");
        if (found == null) {
            return null;
        }
        Tree value = found.tree.getInitializer();
        return new Expression(code, found.start(value), found.end(value), inner(value).getKind());
    }

    /** The only field of a class, and where its parts are in a piece of code. */
    private record Field(
            VariableTree tree, CompilationUnitTree unit, SourcePositions positions, int before) {
        int start(Tree part) {
            return (int) positions.getStartPosition(unit, part) - before;
        }

        int end(Tree part) {
            return (int) positions.getEndPosition(unit, part) - before;
        }
    }

    private Field field(String before, String code, String after) {
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                files,
                                errors,
                                List.of("-proc:none"),
                                null,
                                List.of(new Source(before + code + after)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            if (errors.getDiagnostics().isEmpty()
                    && unit.getTypeDecls().size() == 1
                    && unit.getTypeDecls().get(0) instanceof ClassTree type
                    && type.getMembers().size() == 1
                    && type.getMembers().get(0) instanceof VariableTree variable) {
                SourcePositions positions = Trees.instance(task).getSourcePositions();
                return new Field(variable, unit, positions, before.length());
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
