package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the kit's texts leads to something that is there. */
class LinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK =
            Pattern.compile("(?<!\\\\)\\]\\(<?([^)\\s>]+)>?[^)]*\\)|(?:href|src)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

    @Test
    void everyLinkOfNotebooksAndReadmesLeadsSomewhere() throws Exception {
        assumeTrue(Files.isDirectory(ROOT.resolve("notebooks")), "this is not the whole project");
        List<String> dead = new ArrayList<>();
        for (Path file : texts()) {
            dead.addAll(dead(file, text(file)));
        }
        assertEquals(List.of(), dead);
    }

    /** What students get lies in a folder of its own: nothing in it may point out of it. */
    @Test
    void studentVersionsNeedNoFileBesideThem() throws Exception {
        assumeTrue(Files.isDirectory(ROOT.resolve("notebooks")), "this is not the whole project");
        List<String> dead = new ArrayList<>();
        for (Path file : Kit.assignments().toList()) {
            String text = text(Assignment.read(file).studentVersion());
            links(text).stream()
                    .filter(link -> !link.matches("(https?|mailto):.*") && !link.startsWith("#"))
                    .forEach(link -> dead.add(file.getFileName() + ": " + link));
        }
        assertEquals(List.of(), dead);
    }

    private static List<Path> texts() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(
                            file ->
                                    file.toString().endsWith("README.md")
                                            || file.toString().endsWith(".ipynb")
                                                    && file.startsWith(ROOT.resolve("notebooks")))
                    .filter(file -> !file.toString().matches(".*/(target|\\.[^/]+|release)/.*"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException, NotebookException {
        return file.toString().endsWith(".md") ? Files.readString(file) : text(Notebook.read(file));
    }

    private static String text(Notebook notebook) {
        StringBuilder text = new StringBuilder();
        notebook.cells().stream()
                .filter(cell -> cell.type().equals("markdown"))
                .forEach(cell -> text.append(cell.source()).append("\n\n"));
        return text.toString();
    }

    private static List<String> links(String text) {
        // Formulas and code have brackets of their own.
        String prose =
                text.replaceAll("(?s)```.*?```|\\$\\$.*?\\$\\$", " ")
                        .replaceAll("`[^`\n]*`|\\$[^$\n]+\\$", " ");
        return LINK.matcher(prose)
                .results()
                .map((MatchResult found) -> found.group(found.group(1) == null ? 2 : 1))
                .toList();
    }

    private static List<String> dead(Path file, String text) throws IOException, NotebookException {
        List<String> dead = new ArrayList<>();
        for (String link : links(text)) {
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? file : file.getParent().resolve(parts[0]).normalize();
            boolean there =
                    Files.exists(target)
                            && (parts.length == 1 || headings(text(target)).contains(parts[1]));
            if (!there) {
                dead.add(ROOT.relativize(file) + ": " + link);
            }
        }
        return dead;
    }

    /** Anchors of headings, as Jupyter makes them and as Git hosts do. */
    private static List<String> headings(String text) {
        return HEADING.matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .flatMap(
                        heading ->
                                Stream.of(
                                        heading.replace(' ', '-'),
                                        heading.toLowerCase()
                                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                                .replace(' ', '-')))
                .toList();
    }
}
