package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script {@code lab.cmd}, read as Windows reads it. */
class LabCmdTest {

    private static final Path SOURCE = Path.of("").toAbsolutePath().resolveSibling("lab.cmd");

    private final FileSystem c = Jimfs.newFileSystem(Configuration.windows());
    private final Map<String, String> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> settings = new TreeMap<>();
    private final List<String> started = new ArrayList<>();
    private String script;

    @BeforeEach
    void readScript() throws IOException {
        script = Files.readString(SOURCE);
    }

    /** A JDK in a folder, which says that its home is another one. */
    private void jdk(String bin, String home, String version) throws IOException {
        Path folder = Files.createDirectories(c.getPath(bin));
        Files.createFile(folder.resolve("javac.exe"));
        settings.put(
                bin + "\\java.exe",
                List.of(
                        "Property settings:",
                        "    java.home = " + home,
                        "    java.specification.version = " + version,
                        "openjdk version \"" + version + "\" 2021-09-14"));
    }

    private CmdScript lab(String text, String folder) {
        return new CmdScript(
                text,
                c.getPath(folder, "lab.cmd"),
                variables,
                words -> {
                    if (words.contains("-XshowSettings:properties")) {
                        return settings.get(words.get(0));
                    }
                    started.addAll(words);
                    return List.of("3");
                });
    }

    @Test
    void startsTheJdkOfJavaHomeFromFoldersOfAnyName() throws IOException {
        String home = "C:\\Program Files (x86)\\Java\\jdk-17 & more";
        jdk(home + "\\bin", home, "17");
        for (String quotes : List.of("", "\"")) {
            started.clear();
            variables.clear();
            variables.put("JAVA_HOME", quotes + home + quotes);
            CmdScript lab = lab(script, "C:\\Kurs über GANs (neu) & mehr");
            assertEquals(3, lab.run("run \"my notebook.ipynb\" --jobs 2"), "the status of Java");
            String root = "C:\\Kurs über GANs (neu) & mehr\\.";
            assertEquals(
                    List.of(
                            home + "\\bin\\java.exe",
                            "-XX:TieredStopAtLevel=1",
                            "-Dgenlab.root=" + root,
                            root + "\\launcher\\src\\main\\java\\genlab\\lab\\Start.java",
                            "run",
                            "my notebook.ipynb",
                            "--jobs",
                            "2"),
                    started);
        }
    }

    @Test
    void anOldJavaHomeLeavesItToPathWhoseJavacMayStandElsewhere() throws IOException {
        jdk("C:\\jdk 11\\bin", "C:\\jdk 11", "11");
        jdk("C:\\Common Files\\javapath", "C:\\Program Files\\jdk-21", "21");
        variables.put("JAVA_HOME", "C:\\jdk 11");
        variables.put("PATH", "C:\\Windows;C:\\Common Files\\javapath");
        assertEquals(3, lab(script, "C:\\genlab").run(""));
        assertEquals("C:\\Program Files\\jdk-21\\bin\\java.exe", started.get(0));
    }

    @Test
    void withoutANewJdkItSaysSoInOneSentence() throws IOException {
        jdk("C:\\jdk\\bin", "C:\\jdk", "1.8");
        jdk("C:\\jdk 16\\bin", "C:\\jdk 16", "16");
        variables.put("JAVA_HOME", "C:\\jdk");
        variables.put("PATH", "C:\\jdk 16\\bin");
        CmdScript lab = lab(script, "C:\\genlab");
        assertEquals(1, lab.run("run"));
        assertEquals(1, lab.errors.size());
        assertTrue(lab.errors.get(0).startsWith("lab: a JDK 17 or newer must be in JAVA_HOME"));
        assertEquals(List.of(), started);
    }

    /** The reader is strict enough: without the quotes a bracket in a name ends a block. */
    @Test
    void quotesAreNeeded() throws IOException {
        String home = "C:\\Program Files (x86)\\jdk";
        jdk(home + "\\bin", home, "17");
        variables.put("JAVA_HOME", home);
        String careless = script.replace("set \"found=%%b\"", "set found=%%b");
        assertThrows(AssertionError.class, () -> lab(careless, "C:\\genlab").run(""));
        String open = script.replace("\"%home%\\bin\\java.exe\"", "%home%\\bin\\java.exe");
        assertThrows(AssertionError.class, () -> lab(open, "C:\\genlab").run(""));
    }
}
