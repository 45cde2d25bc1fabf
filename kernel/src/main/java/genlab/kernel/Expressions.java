package genlab.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
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
     *     without a value; for an assignment, which shows none; and for {@code switch}, which gives
     *     a double for an int if other cases are doubles, but not to a variable of type Object
     */
    String asVariable(String code) {
        return !code.endsWith(";") && !code.contains("switch") && isExpression(code)
                ? "Object value$" + variables++ + " = " + code + "\n;"
                : null;
    }

    private boolean isExpression(String code) {
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                files,
                                errors,
                                List.of("-proc:none"),
                                null,
                                List.of(new Source("class Source { Object v = " + code + "\n; }")));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            return errors.getDiagnostics().isEmpty()
                    && unit.getTypeDecls().size() == 1
                    && unit.getTypeDecls().get(0) instanceof ClassTree type
                    && type.getMembers().size() == 1
                    && type.getMembers().get(0) instanceof VariableTree variable
                    && variable.getInitializer().getKind() != Tree.Kind.ASSIGNMENT;
        } catch (IOException e) {
            throw new IllegalStateException(e); // nothing is read but a string
        }
    }
}
