package genlab.grading;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The marks of written answers by the names that nbgrader's gradebook has for them, which {@code
 * grading/nbgrader/marks.py} reads: nbgrader takes points for code from a notebook's outputs, but
 * those for an answer only from a person.
 */
final class NbgraderMarks {

    private NbgraderMarks() {}

    private record Mark(
            String student,
            String assignment,
            String notebook,
            String cell,
            double points,
            String remark) {}

    /**
     * Writes them, if submissions are laid out as nbgrader's and have marks.
     *
     * @param results marks included, by the submission's path, {@code
     *     STUDENT/ASSIGNMENT/NOTEBOOK.ipynb}
     * @throws IOException if they can't be written
     */
    static void write(Path file, Map<String, Result> results) throws IOException {
        List<Mark> marks = new ArrayList<>();
        results.forEach(
                (path, result) -> {
                    String[] names = FolderGrading.stem(path).split("/");
                    for (Result.Task task : result.tasks()) {
                        if (names.length == 3 && task.answer() != null && task.score() != null) {
                            marks.add(
                                    new Mark(
                                            names[0],
                                            names[1],
                                            names[2],
                                            task.id(),
                                            task.score(),
                                            task.remark()));
                        }
                    }
                });
        if (!marks.isEmpty()) {
            String json =
                    new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(marks);
            WholeFile.write(file, json + "\n");
        }
    }
}
