package genlab.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Who takes the course, from a table with a row a student.
 *
 * @param columns the table's first row
 * @param students in the table's order
 */
record Roster(List<String> columns, List<Student> students) {
    private static final List<String> KNOWN =
            List.of(
                    "login",
                    "name",
                    "file",
                    "email",
                    "canvas id",
                    "sis id",
                    "section",
                    "moodle id",
                    "late days",
                    "excused");

    /** One row. Where the table has no such column, a text is empty. */
    record Student(CSVRecord row) {
        String login() {
            return get("login");
        }

        String name() {
            return get("name").isEmpty() ? login() : get("name");
        }

        String get(String column) {
            return row.isSet(column) ? row.get(column) : "";
        }

        /** Days that this student may still be late without a loss. */
        int lateDays() {
            return get("late days").isEmpty() ? 0 : Integer.parseInt(get("late days"));
        }

        /** Whether the column of excuses names an assignment, or all. */
        boolean isExcusedFrom(Assignment assignment) {
            return Stream.of(get("excused").split("[\\s;,]+"))
                    .anyMatch(
                            word ->
                                    word.equalsIgnoreCase("all")
                                            || !word.isEmpty() && assignment.isCalled(word));
        }
    }

    /**
     * Reads a roster.
     *
     * @throws NotebookException if something is wrong in it; the message names the row
     * @throws IOException if it can't be read
     */
    static Roster read(Path file) throws NotebookException, IOException {
        try (CSVParser rows = Csv.read(file)) {
            List<String> columns = rows.getHeaderNames();
            for (String column : columns) {
                require(
                        KNOWN.contains(column.toLowerCase(Locale.ROOT)),
                        "the roster's columns must be of " + KNOWN + ", but one is " + column);
            }
            require(
                    columns.stream().anyMatch("login"::equalsIgnoreCase),
                    "the roster must have a column login, but has " + columns);
            List<Student> students = new ArrayList<>();
            Set<String> logins = new HashSet<>();
            for (CSVRecord row : rows) {
                Student student = new Student(row);
                String line = "line " + (row.getRecordNumber() + 1) + " of the roster: ";
                require(
                        student.login().matches("[^\\s/\\\\]+"),
                        line + "login must be a name without blanks, but was " + student.login());
                require(
                        logins.add(student.login().toLowerCase(Locale.ROOT)),
                        line
                                + "login must be there once, but was there before: "
                                + student.login());
                require(
                        student.get("late days").matches("[0-9]{0,3}"),
                        line
                                + "late days must be a whole number, but was "
                                + student.get("late days"));
                students.add(student);
            }
            require(!students.isEmpty(), "the roster must have students, but has none");
            return new Roster(columns, students);
        } catch (CharacterCodingException e) {
            throw new NotebookException(
                    file + " must be UTF-8; in Excel, save it as \"CSV UTF-8\"");
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new NotebookException(
                    file
                            + " must be a table in CSV with a first row of names, but: "
                            + e.getMessage());
        }
    }

    private static void require(boolean condition, String rule) throws NotebookException {
        if (!condition) {
            throw new NotebookException(rule);
        }
    }

    /**
     * Whose a submission is: the one whose login, file or e-mail address is a part of its path, or
     * who is named there as Canvas ({@code adalovelace_4711_98_A1.ipynb}, with the Canvas id) and
     * Moodle ({@code Ada Lovelace_4711_assignsubmission_file_/A1.ipynb}) do when all are
     * downloaded.
     */
    Optional<Student> owner(String path) {
        List<String> parts = List.of(FolderGrading.stem(path).split("/"));
        List<Student> found =
                students.stream()
                        .filter(student -> parts.stream().anyMatch(part -> isOf(student, part)))
                        .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static boolean isOf(Student student, String part) {
        boolean named =
                Stream.of("login", "file", "email")
                        .map(student::get)
                        .filter(name -> !name.isEmpty())
                        .map(name -> name.replaceFirst("(?i)\\.ipynb$", ""))
                        .anyMatch(part::equalsIgnoreCase);
        String[] words = part.split("_");
        int id = words.length > 1 && words[1].equals("LATE") ? 2 : 1;
        return named
                || words.length > id + 1 && words[id].equals(student.get("canvas id"))
                || part.contains("_assignsubmission_") && words[0].equalsIgnoreCase(student.name());
    }
}
