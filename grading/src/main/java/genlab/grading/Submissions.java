package genlab.grading;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The notebooks of a folder that are submissions of one assignment.
 *
 * <p>As a rule all of them. Where the folder is laid out as nbgrader's {@code submitted}, {@code
 * STUDENT/ASSIGNMENT/NOTEBOOK.ipynb}, only those below this assignment's folders, and of several in
 * one such folder the one that has the assignment's name.
 *
 * @param files the notebooks
 * @param notes what was left out, for the instructor
 */
record Submissions(List<Path> files, List<String> notes) {
    /** What is handed in in place of a notebook; pictures and time stamps lie beside them. */
    private static final Pattern SOURCE =
            Pattern.compile(
                    "(?i)^[^.].*\\.(ipynb.*|java|jsh|txt|md|json|html?|pdf|docx?|zip|7z|rar|gz)$");

    /**
     * Looks for submissions.
     *
     * @throws IOException if the folder can't be read
     */
    static Submissions in(Path folder, Path results, Assignment assignment) throws IOException {
        List<Path> all = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        TreeSet<Path> strange = new TreeSet<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes a) {
                        boolean hidden =
                                !each.equals(folder)
                                        && each.getFileName().toString().startsWith(".");
                        return hidden || each.equals(results)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = file.getFileName().toString();
                        // A Mac leaves ._notebook.ipynb beside what it packs.
                        if (name.toLowerCase().endsWith(".ipynb") && !name.startsWith("._")) {
                            all.add(file);
                        } else if (SOURCE.matcher(name).find()) {
                            strange.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        notes.add(file + " can't be read: " + e.getMessage());
                        return FileVisitResult.CONTINUE;
                    }
                });
        all.sort(null);
        // Beside a student's notebook lies what it needs.
        Set<Path> folders = all.stream().map(Path::getParent).collect(Collectors.toSet());
        folders.remove(folder);
        strange.removeIf(file -> folders.contains(file.getParent()));
        if (!strange.isEmpty()) {
            notes.add(
                    "not graded, since they are no notebooks (.ipynb): "
                            + strange.stream().map(folder::relativize).toList());
        }
        Map<Path, List<Path>> byFolder =
                all.stream()
                        .filter(file -> isOf(assignment, folder.relativize(file)))
                        .collect(
                                Collectors.groupingBy(
                                        Path::getParent, TreeMap::new, Collectors.toList()));
        if (byFolder.isEmpty()) {
            return new Submissions(all, notes);
        }
        List<Path> chosen = new ArrayList<>();
        for (List<Path> ofOne : byFolder.values()) {
            List<Path> named =
                    ofOne.stream().filter(file -> assignment.isCalled(stem(file))).toList();
            chosen.addAll(named.isEmpty() ? ofOne : named);
        }
        TreeSet<Path> missing = new TreeSet<>();
        all.forEach(file -> missing.add(student(folder, file)));
        chosen.forEach(file -> missing.remove(student(folder, file)));
        if (!missing.isEmpty()) {
            notes.add("without a submission of " + assignment.name() + ": " + missing);
        }
        int others = all.size() - chosen.size();
        if (others > 0) {
            notes.add("notebooks that are not this assignment's, left out: " + others);
        }
        return new Submissions(chosen, notes);
    }

    private static boolean isOf(Assignment assignment, Path relative) {
        return relative.getNameCount() == 3 && assignment.isCalled(relative.getName(1).toString());
    }

    private static Path student(Path folder, Path file) {
        return folder.relativize(file).getName(0);
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".ipynb".length());
    }
}
