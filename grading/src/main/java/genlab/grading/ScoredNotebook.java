package genlab.grading;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A submission whose grade cells show the grader's results as their outputs. */
final class ScoredNotebook {
    private ScoredNotebook() {}

    static Notebook of(
            Assignment assignment, Notebook submission, Result result, boolean withExpected)
            throws NotebookException {
        Map<String, Notebook.Cell> own = new HashMap<>();
        for (Notebook.Cell cell : assignment.studentVersion().cells()) {
            if (!cell.id().isEmpty()) {
                own.put(cell.id(), cell);
            }
        }
        Map<String, Result.Task> tasks = new HashMap<>();
        result.tasks().forEach(task -> tasks.put(task.id(), task));
        Map<String, String> reports = new HashMap<>();
        // What concerns the whole notebook is told where a student looks first.
        String preface = preface(result);
        for (Result.Task task : result.tasks()) {
            reports.put(task.id(), preface + task.report(withExpected));
            preface = own.get(task.id()).isSolution() ? preface : "";
        }
        JsonArray cells = submission.json().getAsJsonArray("cells");
        Set<String> scored = new HashSet<>();
        // From the end, as nbgrader does: of two cells with one id the last is the cell.
        for (int i = submission.cells().size() - 1; i >= 0; i--) {
            Notebook.Cell cell = submission.cells().get(i);
            Notebook.Cell original = own.get(cell.id());
            if (cell.isMarked() && (original == null || !scored.add(cell.id()))) {
                cell.metadata().remove("nbgrader");
            } else if (original != null && !original.isSolution()) {
                JsonObject copy = original.json().deepCopy();
                if (tasks.containsKey(cell.id())) {
                    score(copy, tasks.get(cell.id()), reports.get(cell.id()));
                }
                cells.set(i, copy);
            }
        }
        // nbgrader gives full points to a grade cell that isn't there to say otherwise.
        for (Result.Task task : result.tasks()) {
            if (!scored.contains(task.id())) {
                JsonObject copy = own.get(task.id()).json().deepCopy();
                if (!own.get(task.id()).isSolution()) {
                    score(copy, task, reports.get(task.id()));
                }
                cells.add(copy);
            }
        }
        // A copy, because the list of cells still has the old ones.
        return submission.copy();
    }

    private static String preface(Result result) {
        StringBuilder text = new StringBuilder();
        if (!result.remark().isEmpty()) {
            text.append(result.remark()).append("\n\n");
        }
        result.notes().forEach(note -> text.append("note: ").append(note).append("\n\n"));
        return text.toString();
    }

    private static void score(JsonObject cell, Result.Task task, String report) {
        JsonObject text = new JsonObject();
        text.addProperty("output_type", "stream");
        text.addProperty("name", "stdout");
        text.add("text", new JsonPrimitive(report));
        JsonObject data = new JsonObject();
        data.addProperty("text/plain", String.valueOf(task.score()));
        JsonObject value = new JsonObject();
        value.addProperty("output_type", "execute_result");
        value.addProperty("execution_count", 1);
        value.add("data", data);
        value.add("metadata", new JsonObject());
        JsonArray outputs = new JsonArray();
        outputs.add(text);
        outputs.add(value);
        cell.add("outputs", outputs);
        cell.addProperty("execution_count", 1);
    }
}
