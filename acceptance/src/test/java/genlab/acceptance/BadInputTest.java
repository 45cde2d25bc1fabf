package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is told in one sentence with what to do, and never costs the user anything. */
class BadInputTest {

    @TempDir private Path folder;

    @BeforeAll
    static void assumeSetUp() {
        Lab.assumeSetUp();
    }

    @Test
    void failingCellIsNamedWithLettersOfAnyLanguage() throws Exception {
        Path notebook = folder.resolve("Übung 1.ipynb");
        Files.copy(Lab.resource("failing.ipynb"), notebook);
        Lab.Outcome outcome = Lab.lab(Lab.ROOT, Lab.WITHOUT_LOCALE, "run", notebook.toString());
        assertEquals(1, outcome.status(), outcome::toString);
        assertTrue(outcome.output().contains("Übung 1, cell 2: "), outcome::toString);
        assertTrue(outcome.output().contains("σ must be ≥ 0"), outcome::toString);
        Path page = Lab.SITE.resolve("Übung 1.html");
        assertTrue(Files.readString(page).contains("σ must be ≥ 0"), "the page shows the error");
        Files.delete(page);
        Files.delete(Lab.SITE.resolve("Übung 1.ipynb"));
    }

    @Test
    void unknownNotebook() throws Exception {
        sentence(Lab.lab("run", "99"), "notebook must be a file or the name of one in ");
    }

    @Test
    void brokenNotebookStaysAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.ipynb"), "{\"cells\": [");
        sentence(Lab.lab("run", file.toString()), file + " must be a Jupyter notebook, but is not");
        assertEquals("{\"cells\": [", Files.readString(file));
    }

    @Test
    void numbersBelowOne() throws Exception {
        sentence(Lab.lab("run", "--jobs", "0"), "--jobs must be at least 1, but was 0");
        sentence(Lab.lab("run", "--timeout=-1"), "--timeout must be at least 1, but was -1");
        sentence(Lab.lab("--port", "70000"), "--port must be from 1 to 65535, but was 70000");
    }

    @Test
    void busyPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(socket.getLocalPort());
            sentence(
                    Lab.lab("--no-browser", "--port", port),
                    "--port must be free, but " + port + " is busy");
        }
    }

    @Test
    void missingFolder() throws Exception {
        Path gone = folder.resolve("gone");
        sentence(Lab.lab("--folder", gone.toString()), "the folder to open must be there, but ");
    }

    @Test
    void unknownOptionsAndCommandsAreNamed() throws Exception {
        for (String word : List.of("--nonsense", "nonsense")) {
            Lab.Outcome outcome = Lab.lab(word);
            assertEquals(2, outcome.status(), outcome::toString);
            assertTrue(outcome.errors().contains(word), outcome::toString);
            assertEquals(1, outcome.errors().lines().count(), outcome::toString);
        }
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        for (String[] command : new String[][] {{"help"}, {"run", "-h"}, {"help", "test"}}) {
            Lab.Outcome outcome = Lab.lab(command);
            assertEquals(0, outcome.status(), outcome::toString);
            // the lab of another test may be setting up just now
            String output = outcome.output().replaceFirst("^Waiting for another lab .*\\R", "");
            assertTrue(output.startsWith("Usage: ./lab"), outcome::toString);
        }
    }

    @Test
    void unwritableProject() throws Exception {
        Path project = projectWithoutState();
        Files.writeString(project.resolve(".lab"), "a file where the folder belongs");
        sentence(Lab.lab(project, Map.of(), "run"), "the project's folder must be writable, but");
        assertEquals("a file where the folder belongs", Files.readString(project.resolve(".lab")));
    }

    @Test
    void noJdk() throws Exception {
        Path project = projectWithoutState();
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        Map<String, String> environment =
                Map.of("PATH", tools.toString(), "JAVA_HOME", "/no/jdk/here");
        sentence(Lab.lab(project, environment, "run"), "a JDK 17 or newer must be in JAVA_HOME");
    }

    /** A project with its sources, as after cloning it. */
    private Path projectWithoutState() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        for (String file :
                List.of(
                        "lab",
                        "pom.xml",
                        "lib",
                        "display",
                        "assignment",
                        "kernel",
                        "launcher",
                        "mvnw",
                        ".mvn")) {
            Path link = project.resolve(file);
            if (file.equals("lab")) {
                Files.copy(Lab.ROOT.resolve(file), link);
                assertTrue(link.toFile().setExecutable(true));
            } else {
                Files.createSymbolicLink(link, Lab.ROOT.resolve(file));
            }
        }
        return project;
    }

    private static void sentence(Lab.Outcome outcome, String beginning) {
        assertEquals(1, outcome.status(), outcome::toString);
        assertTrue(outcome.errors().startsWith("lab: " + beginning), outcome::toString);
        assertEquals(1, outcome.errors().lines().count(), outcome::toString);
        assertFalse(outcome.errors().contains("\tat "), outcome::toString);
    }
}
