package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./lab} begins with is compiled once, and anew when a source changes. */
class StartTest {

    @TempDir private Path folder;
    private Path project;
    private Path sources;

    @BeforeEach
    void project() throws IOException {
        project = Files.createDirectory(folder.resolve("Kurs über GANs"));
        sources = Files.createDirectories(project.resolve("launcher/src/main/java/genlab/lab"));
        Path start = Lab.ROOT.resolve("launcher/src/main/java/genlab/lab/Start.java");
        Files.copy(start, sources.resolve("Start.java"));
        Path script = Files.copy(Lab.ROOT.resolve("lab"), project.resolve("lab"));
        assertTrue(script.toFile().setExecutable(true));
        build("first");
    }

    /** Writes a class that says a word, and whether it was compiled before. */
    private void build(String word) throws IOException {
        Files.writeString(
                sources.resolve("Build.java"),
                """
                package genlab.lab;
                public final class Build {
                    public static void main(String[] arguments) {
                        boolean again = System.getProperty("genlab.classes") == null;
                        System.out.print("%s " + again + " " + arguments.length);
                    }
                }
                """
                        .formatted(word));
    }

    private String said() throws IOException, InterruptedException {
        Lab.Outcome outcome = Lab.lab(project, Map.of(), "run", "a notebook");
        assertEquals("", outcome.errors());
        return outcome.output();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(project.resolve(".lab/build"))) {
            return files.toList();
        }
    }

    @Test
    void isCompiledOnceUntilASourceChanges() throws Exception {
        assertEquals("first false 2", said());
        assertEquals("first true 2", said());
        List<Path> first = kept();
        assertEquals(1, first.size(), first.toString());
        Path ofAnotherJdk = Files.createDirectory(first.get(0).resolveSibling("start-16-1"));
        build("other");
        assertEquals("other false 2", said());
        assertEquals("other true 2", said());
        assertEquals(2, kept().size(), kept()::toString);
        assertTrue(kept().contains(ofAnotherJdk), "another JDK's is left");
        assertFalse(kept().contains(first.get(0)), "what nobody takes again is deleted");
    }

    @Test
    void whereNothingCanBeKeptItIsCompiledEachTime() throws Exception {
        Files.writeString(project.resolve(".lab"), "a file where the folder belongs");
        assertEquals("first false 2", said());
        assertEquals("first false 2", said());
    }

    @Test
    void aSourceThatDoesNotCompileIsToldAndNotKept() throws Exception {
        Files.writeString(sources.resolve("Build.java"), "final class Build {");
        Lab.Outcome outcome = Lab.lab(project, Map.of(), "run");
        assertEquals(1, outcome.status(), outcome::toString);
        assertTrue(outcome.errors().contains("must compile, but does not"), outcome::toString);
        assertEquals(List.of(), kept());
        build("first");
        assertEquals("first false 0", Lab.lab(project, Map.of()).output());
    }
}
