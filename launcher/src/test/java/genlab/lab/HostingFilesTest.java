package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Binder, Codespaces, Docker and GitHub Pages read says the same as the kit. */
class HostingFilesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    @Test
    void binderInstallsTheKitsJupyterAndAJdkAndFailsLoudly() throws IOException {
        String requirements = read("launcher/src/main/jupyter/requirements.txt");
        assertEquals(requirements, read("binder/requirements.txt"));
        assertTrue(read("binder/apt.txt").contains("openjdk-17-jdk"));
        assertTrue(read("binder/postBuild").contains("set -euo pipefail"));
        for (String program : List.of("binder/postBuild", "binder/start-in-home")) {
            assertTrue(Files.isExecutable(ROOT.resolve(program)), program);
        }
    }

    @Test
    void theDevContainerTakesJavaAndPythonAndIsNotRoots() throws IOException {
        JsonObject container =
                JsonParser.parseString(read(".devcontainer/devcontainer.json")).getAsJsonObject();
        Map<String, ?> features = container.getAsJsonObject("features").asMap();
        for (String feature : List.of("java:1", "python:1")) {
            assertTrue(features.keySet().stream().anyMatch(key -> key.endsWith("/" + feature)));
        }
        assertNotEquals("root", container.get("remoteUser").getAsString());
        Path build = ROOT.resolve(container.get("updateContentCommand").getAsString());
        assertTrue(Files.isExecutable(build), build.toString());
    }

    @Test
    void theImageRunsNothingAsRoot() throws IOException {
        List<String> lines = read("Dockerfile").lines().toList();
        int user = lines.indexOf("USER 1000");
        assertTrue(user > 0, "Dockerfile");
        List<String> after = lines.subList(user + 1, lines.size());
        assertTrue(after.stream().noneMatch(line -> line.startsWith("USER")));
        for (String start : List.of("RUN ./lab", "ENTRYPOINT", "CMD")) {
            assertTrue(after.stream().anyMatch(line -> line.startsWith(start)), start);
        }
    }
}
