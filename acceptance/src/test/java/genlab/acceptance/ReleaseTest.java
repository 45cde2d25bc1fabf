package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lab release}: what students get, looked through file by file, also inside of jars. */
@Tag("slow")
class ReleaseTest {

    private static final Path HIDDEN = Lab.ROOT.resolve("grading/src/main/hidden");
    private static final Path RELEASE = Lab.ROOT.resolve("target").resolve("release");

    /** Shorter lines, such as "double sum = 0;", are everybody's. */
    private static final int LETTERS_OF_A_TELLTALE = 25;

    private static final Pattern AROUND_A_LINE = Pattern.compile("^[\\s\"*]+|[\\s\",]+$");

    private static final Pattern SOLUTION = Pattern.compile("(?s)BEGIN SOLUTION(.*?)END SOLUTION");

    private static byte[] archive;

    @BeforeAll
    static void release() throws IOException, InterruptedException {
        Lab.assumeSetUp();
        Lab.Outcome outcome = Lab.lab("release");
        assertEquals(0, outcome.status(), outcome::toString);
        archive = Files.readAllBytes(RELEASE.resolve("genlab.zip"));
    }

    @Test
    void holdsNothingOfSolutionsHiddenTestsOrGrader() throws IOException {
        Set<String> telltales = telltales();
        assertTrue(telltales.size() > 200, "lines to look for: " + telltales.size());
        TreeMap<String, String> found = new TreeMap<>();
        look("", archive, telltales, found);
        assertEquals(Map.of(), found);
    }

    @Test
    void whatIsLookedForIsFoundInANotebookAJarAndAClass() throws IOException {
        Set<String> telltales = telltales();
        for (Path notebook : files(Lab.ASSIGNMENTS, ".ipynb")) {
            TreeMap<String, String> found = new TreeMap<>();
            look(notebook.getFileName() + "", Files.readAllBytes(notebook), telltales, found);
            assertFalse(found.isEmpty(), notebook.toString());
        }
        for (Path hidden : files(HIDDEN, ".java")) {
            TreeMap<String, String> found = new TreeMap<>();
            look(hidden.getFileName() + "", Files.readAllBytes(hidden), telltales, found);
            assertFalse(found.isEmpty(), hidden.toString());
        }
        TreeMap<String, String> found = new TreeMap<>();
        Path grading = Lab.ROOT.resolve("grading").resolve("target");
        for (Path jar : files(grading, "genlab-grading-1.0-SNAPSHOT.jar")) {
            look("grader.jar", Files.readAllBytes(jar), telltales, found);
        }
        assertTrue(found.keySet().stream().anyMatch(name -> name.contains("/hidden/")), found + "");
    }

    @Test
    void holdsAllNotebooksTheBuiltLibraryAndEachAssignmentAsStudentsGetIt() throws IOException {
        Set<String> names = new TreeSet<>();
        StringBuilder assignments = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().contains("/assignments/")) {
                    assignments.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        for (Path notebook : files(Lab.NOTEBOOKS, ".ipynb")) {
            String path = Lab.ROOT.relativize(notebook).toString().replace('\\', '/');
            assertTrue(names.contains("genlab/" + path), path);
        }
        assertTrue(assignments.toString().contains("YOUR CODE HERE"));
        for (String kind : List.of("", "-sources", "-javadoc")) {
            for (String module : List.of("", "-display", "-assignment", "-kernel", "-launcher")) {
                String jar = "genlab/jars/genlab" + module + "-1.0-SNAPSHOT" + kind + ".jar";
                assertTrue(names.contains(jar), jar);
            }
        }
        assertTrue(names.containsAll(List.of("genlab/lab", "genlab/lab.cmd", "genlab/mvnw")));
    }

    @Test
    void aStudentsCopyMakesNoArchiveAndHasNoGrader() throws Exception {
        Path copy = RELEASE.resolve("genlab");
        String launcher = Files.readString(copy.resolve("pom.xml"));
        assertFalse(launcher.contains("<module>grading</module>"), launcher);
        assertFalse(Files.exists(copy.resolve("grading")));
        String readme = Files.readString(copy.resolve("README.md"));
        assertFalse(readme.contains("holds the solutions"), readme);
        assertTrue(readme.contains("## Map"), readme);
    }

    @Test
    void anotherBuildElsewhereGivesTheSameJarsByteForByte(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("elsewhere");
        unpack(copy);
        Path kit = copy.resolve("genlab");
        Path maven =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(path -> Path.of(path, "mvn"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(Lab.ROOT.resolve("mvnw"));
        List<String> command = new ArrayList<>(List.of(maven.toString(), "-B", "-q", "-Prelease"));
        command.addAll(List.of("-f", kit.resolve("pom.xml").toString(), "-Dmaven.test.skip"));
        command.addAll(List.of("-pl", "lib,display,assignment,kernel,launcher", "package"));
        Lab.Outcome outcome = Lab.outcome(new ProcessBuilder(command));
        assertEquals(0, outcome.status(), outcome::toString);
        int compared = 0;
        for (Path jar : files(kit, ".jar")) {
            if (jar.getParent().endsWith("target")) {
                Path before = kit.resolve("jars").resolve(jar.getFileName());
                assertEquals(-1, Files.mismatch(before, jar), jar.getFileName() + " differs");
                compared++;
            }
        }
        assertEquals(15, compared);
    }

    private static void unpack(Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                assertTrue(file.startsWith(folder), entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
    }

    /**
     * The lines of all solutions, model answers, hidden tests and plausible mistakes, but for those
     * that stand in what is public: the modules, the other notebooks, the rest of an assignment.
     */
    private static Set<String> telltales() throws IOException {
        Set<String> lines = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        for (Path notebook : files(Lab.NOTEBOOKS, ".ipynb")) {
            JsonObject content =
                    JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
            for (JsonElement element : content.getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                String source = source(cell);
                JsonObject mark = cell.getAsJsonObject("metadata").getAsJsonObject("nbgrader");
                boolean solved =
                        mark != null && mark.has("solution") && mark.get("solution").getAsBoolean();
                if (SOLUTION.matcher(source).find()) {
                    SOLUTION.matcher(source).results().forEach(r -> add(r.group(1), lines));
                    add(SOLUTION.matcher(source).replaceAll(""), open);
                } else {
                    add(source, solved ? lines : open);
                }
            }
        }
        for (Path file : files(HIDDEN, "")) {
            add(Files.readString(file).replaceAll("(?m)^import .*", ""), lines);
        }
        for (String module : List.of("lib", "display", "assignment", "kernel", "bench")) {
            for (Path file : files(Lab.ROOT.resolve(module).resolve("src"), ".java")) {
                add(Files.readString(file), open);
            }
        }
        lines.removeAll(open);
        return lines;
    }

    private static String source(JsonObject cell) {
        StringBuilder source = new StringBuilder();
        JsonElement lines = cell.get("source");
        if (lines.isJsonArray()) {
            lines.getAsJsonArray().forEach(line -> source.append(line.getAsString()));
        } else {
            source.append(lines.getAsString());
        }
        return source.toString();
    }

    private static void add(String text, Set<String> telltales) {
        lines(text).filter(line -> line.length() >= LETTERS_OF_A_TELLTALE).forEach(telltales::add);
    }

    /** The lines of a text, also of one inside of JSON, without what surrounds them. */
    private static Stream<String> lines(String text) {
        String plain = text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        return plain.lines().map(line -> AROUND_A_LINE.matcher(line).replaceAll(""));
    }

    /** Notes what a file, or a file inside of it, has of what students must not have. */
    private static void look(
            String name, byte[] content, Set<String> telltales, Map<String, String> found)
            throws IOException {
        if (name.matches(".*genlab/(grading|hidden)/.*|.*(^|/)grading/.*|.*genlab-grading.*")) {
            found.put(name, "the grader's");
        }
        if (content.length > 1 && content[0] == 'P' && content[1] == 'K') {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
                for (ZipEntry entry = zip.getNextEntry();
                        entry != null;
                        entry = zip.getNextEntry()) {
                    look(name + "!" + entry.getName(), zip.readAllBytes(), telltales, found);
                }
            }
        } else {
            String text = new String(content, StandardCharsets.UTF_8);
            lines(text)
                    .filter(line -> telltales.contains(line) || line.contains("BEGIN SOLUTION"))
                    .findFirst()
                    .ifPresent(line -> found.put(name, line));
            if (text.contains("genlab.hidden") || text.contains("genlab/hidden/")) {
                found.put(name, "a name of the hidden tests");
            }
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(
                    files.filter(Files::isRegularFile)
                            .filter(file -> file.toString().endsWith(ending))
                            .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                            .toList());
        }
    }
}
