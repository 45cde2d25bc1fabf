package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What other systems ask of the files in git: of their names, their line ends, and the build. */
class PortabilityTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int LONGEST_PATH_BELOW_A_HOME = 160;
    private static final Set<String> DEVICES =
            Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3");

    private static final Set<String> GENERATED =
            Set.of("target", ".git", ".lab", ".idea", "node_modules");

    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        return GENERATED.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        found.add(ROOT.relativize(file));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    @Test
    void everyNameIsOneOnWindowsAndOneOfItsKind() throws IOException {
        FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
        Set<Path> names = new HashSet<>();
        for (Path file : files()) {
            for (Path part : file) {
                String name = part.toString().toLowerCase(Locale.ROOT);
                assertFalse(DEVICES.contains(name.replaceAll("\\..*", "")), file.toString());
                assertFalse(name.matches(".*([. ]|[<>:\"\\\\|?*].*)"), file.toString());
            }
            Path there = windows.getPath("C:\\" + file.toString().replace('/', '\\'));
            assertTrue(names.add(there), file + " differs from another in capitals only");
            assertTrue(file.toString().length() < LONGEST_PATH_BELOW_A_HOME, file.toString());
        }
    }

    @Test
    void lineEndsAreUnixsAndOfCmdFilesWindows() throws IOException {
        assertEquals(
                List.of("* text=auto eol=lf", "*.cmd text eol=crlf"),
                Files.readAllLines(ROOT.resolve(".gitattributes")).subList(0, 2));
        for (Path file : files()) {
            if (file.toString().endsWith(".cmd")) {
                String text = Files.readString(ROOT.resolve(file));
                assertEquals(text.lines().count(), text.split("\r\n", -1).length - 1, "" + file);
            } else if (file.toString().matches("lab|mvnw|.*\\.(java|ipynb|py|js|xml|md|sh)")) {
                assertFalse(Files.readString(ROOT.resolve(file)).contains("\r\n"), "" + file);
            }
        }
    }

    /** As the JDKs of these systems call themselves. */
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, x86_64, macosx-x86_64",
        "Mac OS X, aarch64, macosx-arm64",
        "Windows 10, amd64, windows-x86_64",
        "Windows 11, amd64, windows-x86_64",
        "Windows Server 2022, amd64, windows-x86_64"
    })
    void everyPlatformHasItsNativeLibraries(String system, String arch, String classifier)
            throws Exception {
        List<String> active = new ArrayList<>();
        Document pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(ROOT.resolve("pom.xml").toFile());
        for (Element profile : elements(pom.getDocumentElement(), "profile")) {
            if (elements(profile, "os").isEmpty()) {
                continue; // of no platform
            }
            Element os = elements(profile, "os").get(0);
            if (activates(os, system.toLowerCase(Locale.ROOT), arch)) {
                active.add(elements(profile, "javacpp.platform").get(0).getTextContent());
            }
        }
        assertEquals(List.of(classifier), active);
    }

    /** As Maven compares: a name must be equal, the families are by parts of the name. */
    private static boolean activates(Element os, String system, String arch) {
        for (Element name : elements(os, "name")) {
            if (!system.equals(name.getTextContent())) {
                return false;
            }
        }
        for (Element family : elements(os, "family")) {
            if (!system.contains(family.getTextContent())) {
                return false;
            }
        }
        return arch.equals(elements(os, "arch").get(0).getTextContent());
    }

    private static List<Element> elements(Element within, String name) {
        var found = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
