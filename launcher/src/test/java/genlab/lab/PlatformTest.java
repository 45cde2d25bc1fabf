package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** On file systems that behave as those of the systems that a JDK names so. */
class PlatformTest {

    private final FileSystem c = Jimfs.newFileSystem(Configuration.windows());
    private final FileSystem mac = Jimfs.newFileSystem(Configuration.osX());

    private Platform windows(String path) {
        // Names of variables are spelt anyhow there.
        Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        variables.put("Path", path);
        return new Platform("Windows 11", c, variables::get);
    }

    private Platform mac(String path) {
        return new Platform("Mac OS X", mac, Map.of("PATH", path)::get);
    }

    private static Path file(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void windowsFindsProgramsByTheirEndingsInFoldersWithBlanksAndQuotes() throws IOException {
        Path maven = file(c.getPath("C:\\Program Files\\maven\\bin\\mvn.cmd"));
        file(c.getPath("C:\\Program Files\\maven\\bin\\mvn"));
        Path python = file(c.getPath("C:\\Python313\\python.exe"));
        Platform windows = windows("C:\\gone;\"C:\\Program Files\\maven\\bin\";;C:\\Python313\\;");
        assertEquals(Optional.of(maven), windows.onPath("mvn"));
        assertEquals(Optional.of(python), windows.onPath("python"));
        assertEquals(Optional.empty(), windows.onPath("npm"));
    }

    @Test
    void macFindsProgramsByTheirNames() throws IOException {
        Path python = file(mac.getPath("/opt/homebrew/bin/python3"));
        file(mac.getPath("/opt/homebrew/bin/npm.cmd"));
        assertEquals(Optional.of(python), mac("/usr/bin::/opt/homebrew/bin").onPath("python3"));
        assertEquals(Optional.empty(), mac("/opt/homebrew/bin").onPath("npm"));
        assertEquals(Optional.empty(), mac("").onPath("npm"));
    }

    @Test
    void theFirstFolderWins() throws IOException {
        Path first = file(mac.getPath("/first/python3"));
        file(mac.getPath("/second/python3"));
        assertEquals(Optional.of(first), mac("/first:/second").onPath("python3"));
    }

    @Test
    void classPathsAreSplitAsTheSystemJoinsThem() {
        assertEquals(
                List.of(c.getPath("C:\\m2\\a.jar"), c.getPath("D:\\m 2\\b.jar")),
                windows("").paths("C:\\m2\\a.jar;D:\\m 2\\b.jar\r\n"));
        assertEquals(
                List.of(mac.getPath("/m2/a.jar"), mac.getPath("/m 2/b.jar")),
                mac("").paths("/m2/a.jar:/m 2/b.jar\n"));
        assertEquals(List.of(), mac("").paths("\n"));
    }

    @Test
    void scriptsAndPythonsAreWhereTheSystemHasThem() {
        Path root = c.getPath("C:\\Kurs über GANs");
        assertEquals(root.resolve("mvnw.cmd"), Maven.command(windows(""), root));
        assertEquals(root.resolve("lab.cmd"), windows("").script(root, "lab"));
        assertEquals(root.resolve("Scripts\\python.exe"), windows("").python(root));
        root = mac.getPath("/Users/Zoë/GANs");
        assertEquals(root.resolve("mvnw"), Maven.command(mac(""), root));
        assertEquals(root.resolve("bin/python"), mac("").python(root));
    }

    @Test
    void addressesAreOpenedWithWhatTheDesktopHas() {
        assertEquals("rundll32", windows("").browser("http://a").get(0));
        assertEquals(List.of("open", "http://a"), mac("").browser("http://a"));
        Map<String, String> desktop = Map.of("WAYLAND_DISPLAY", "wayland-0");
        assertEquals(
                List.of("xdg-open", "http://a"),
                new Platform("Linux", mac, desktop::get).browser("http://a"));
        assertEquals(List.of(), new Platform("Linux", mac, name -> null).browser("http://a"));
    }
}
