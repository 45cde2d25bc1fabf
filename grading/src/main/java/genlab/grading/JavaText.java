package genlab.grading;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The text of a cell for tools that read Java files. */
final class JavaText {
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import [^;]*;");

    private JavaText() {}

    /**
     * A cell's methods as a class that begins on its second line, without those that nobody calls.
     *
     * @param cell its text
     * @param isCalled whether some code asks for a method of this name
     * @return null if the cell can't be parsed
     */
    static String asClass(String cell, Predicate<String> isCalled) {
        String imports =
                IMPORT.matcher(cell)
                        .results()
                        .map(found -> found.group().strip())
                        .collect(Collectors.joining(" "));
        String text = imports + " class Cell {\n" + IMPORT.matcher(cell).replaceAll("") + "\n}\n";
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(null, null, problems, null, null, List.of(file(text)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            boolean broken =
                    problems.getDiagnostics().stream()
                            .anyMatch(problem -> problem.getKind() == Diagnostic.Kind.ERROR);
            if (broken) {
                return null;
            }
            StringBuilder kept = new StringBuilder(text);
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (Tree member : ((ClassTree) unit.getTypeDecls().get(0)).getMembers()) {
                if (member instanceof MethodTree method
                        && !isCalled.test(method.getName().toString())) {
                    int start = (int) positions.getStartPosition(unit, member);
                    int end = (int) positions.getEndPosition(unit, member);
                    kept.replace(start, end, text.substring(start, end).replaceAll(".", " "));
                }
            }
            return kept.toString();
        } catch (IOException e) {
            return null;
        }
    }

    private static JavaFileObject file(String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
