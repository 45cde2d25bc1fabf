package genlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every public type and member of the library says what it is. (Doclint's own check of that would
 * also ask for a sentence about each obvious parameter.)
 */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void everyPublicMemberHasAComment() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertTrue(files.size() > 50, files + " are too few to be the library");
        assertEquals(List.of(), withoutComment(files));
    }

    private static List<String> withoutComment(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> missing = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            Members members = new Members(DocTrees.instance(task), missing);
            for (CompilationUnitTree unit : task.parse()) {
                members.scan(unit, null);
            }
        }
        return missing;
    }

    /** Goes into public types only. */
    private static final class Members extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<String> missing;

        Members(DocTrees trees, List<String> missing) {
            this.trees = trees;
            this.missing = missing;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            boolean named = !type.getSimpleName().isEmpty();
            if (named && isPublic(type.getModifiers())) {
                check(type.getSimpleName().toString());
                return super.visitClass(type, none);
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            boolean made = method.getName().contentEquals("<init>") && method.getBody() == null;
            if (isPublic(method.getModifiers()) && !isOverride(method.getModifiers()) && !made) {
                check(method.getName().toString());
            }
            return null; // what is in it is nobody's business
        }

        @Override
        public Void visitVariable(VariableTree field, Void none) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() != Tree.Kind.RECORD
                    && isPublic(field.getModifiers())) {
                check(field.getName().toString());
            }
            return null;
        }

        private boolean isPublic(ModifiersTree modifiers) {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            boolean inInterface = parent.getKind() == Tree.Kind.INTERFACE;
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE);
        }

        private static boolean isOverride(ModifiersTree modifiers) {
            return modifiers.getAnnotations().stream()
                    .anyMatch(one -> one.getAnnotationType().toString().equals("Override"));
        }

        private void check(String name) {
            if (trees.getDocComment(getCurrentPath()) == null) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                Path file = Path.of(unit.getSourceFile().toUri());
                missing.add(file.getFileName() + ": " + name);
            }
        }
    }
}
