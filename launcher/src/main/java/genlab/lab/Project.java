package genlab.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root the project's folder
 */
record Project(Path root) {

    /** The module of solutions and grader. */
    static final String GRADING = "grading";

    /** Everything generated or downloaded; also Jupyter's search path for kernels. */
    Path state() {
        return root.resolve(".lab");
    }

    /** The folder of sources that are not Java. */
    Path sources(String kind) {
        return root.resolve("launcher").resolve("src").resolve("main").resolve(kind);
    }

    /** Whether solutions and grader are here; in a students' copy they are not. */
    boolean isInstructors() {
        return Files.isDirectory(root.resolve(GRADING));
    }

    Build build() {
        return new Build(root);
    }
}
