package genlab.grading;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What nbgrader demands of a notebook before it takes it (metadata schema 3). */
final class NbgraderRules {
    private static final Set<String> KEYS =
            Set.of(
                    "schema_version",
                    "grade",
                    "locked",
                    "solution",
                    "task",
                    "grade_id",
                    "points",
                    "checksum",
                    "cell_type");

    private NbgraderRules() {}

    /** Checks a notebook. */
    static List<String> violations(Notebook notebook, boolean released) {
        List<String> found = new ArrayList<>();
        if (!notebook.language().equals("java")) {
            found.add(
                    "metadata.kernelspec.language must be java, but was '"
                            + notebook.language()
                            + "'");
        }
        Set<String> ids = new HashSet<>();
        Set<String> cellIds = new HashSet<>();
        for (int i = 0; i < notebook.cells().size(); i++) {
            Notebook.Cell cell = notebook.cells().get(i);
            String own = String.valueOf(cell.json().get("id"));
            if (cell.json().has("id") && !cellIds.add(own)) {
                found.add("the cells' ids must be unique, but " + own + " is there twice");
            }
            if (cell.isMarked()) {
                String name = cell.id().isEmpty() ? "cell " + i : "cell " + cell.id();
                checkMark(found, name, cell);
                if (cell.isGrade() || cell.isSolution() || cell.isLocked()) {
                    if (cell.id().isEmpty()) {
                        found.add(name + " must have a grade_id, but has none");
                    } else if (!ids.add(cell.id())) {
                        found.add("grade_id must be unique, but " + cell.id() + " is there twice");
                    }
                    if (released) {
                        checkChecksum(found, name, cell);
                    }
                }
            }
        }
        return found;
    }

    private static void checkMark(List<String> found, String name, Notebook.Cell cell) {
        JsonObject mark = cell.mark();
        JsonElement version = mark.get("schema_version");
        if (version == null || !version.toString().equals("3")) {
            found.add(name + ": schema_version must be 3, but was " + version);
        }
        for (String key : List.of("grade", "locked", "solution")) {
            JsonElement flag = mark.get(key);
            if (flag == null || !flag.toString().matches("true|false")) {
                found.add(name + ": " + key + " must be true or false, but was " + flag);
            }
        }
        for (String key : mark.keySet()) {
            if (!KEYS.contains(key)) {
                found.add(name + ": nbgrader knows no '" + key + "'; take it out");
            }
        }
        if (!cell.id().matches("[a-zA-Z0-9_-]*")) {
            found.add(
                    name + ": grade_id must be of letters, digits, _ and -, but was " + cell.id());
        }
        if (cell.isGrade()) {
            JsonElement points = mark.get("points");
            if (points == null || !points.toString().matches("[0-9]+(\\.[0-9]+)?")) {
                found.add(name + ": points must be a number of at least 0, but was " + points);
            }
        }
        if (cell.type().equals("markdown")
                && !cell.isTask()
                && cell.isGrade() != cell.isSolution()) {
            found.add(
                    name
                            + ": a markdown cell must be both grade and solution (graded by hand), or"
                            + " neither");
        }
    }

    private static void checkChecksum(List<String> found, String name, Notebook.Cell cell) {
        String checksum =
                cell.mark().has("checksum") ? cell.mark().get("checksum").getAsString() : "none";
        if (!checksum.equals(cell.checksum())) {
            found.add(name + ": checksum must be " + cell.checksum() + ", but was " + checksum);
        }
        String type =
                cell.mark().has("cell_type") ? cell.mark().get("cell_type").getAsString() : "none";
        if (!type.equals(cell.type())) {
            found.add(name + ": cell_type must be " + cell.type() + ", but was " + type);
        }
    }
}
