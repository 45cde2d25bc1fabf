package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What Maven Central asks of a pom, and what makes a build the same each time. */
class CentralTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private static String of(Path pom, String path) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        return XPATH.evaluate(path, document).strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/url",
                "scm/connection",
                "scm/developerConnection",
                "properties/project.build.outputTimestamp"
            })
    void theParentSaysWhatIsAsked(String element) throws Exception {
        String value = of(ROOT.resolve("pom.xml"), "/project/" + element);
        assertTrue(!value.isEmpty(), element + " is missing in pom.xml");
    }

    @Test
    void addressesAreTheOneSetting() throws Exception {
        Path pom = ROOT.resolve("pom.xml");
        for (String element : new String[] {"url", "scm/url", "developers/developer/url"}) {
            assertEquals("${genlab.repository}", of(pom, "/project/" + element), element);
        }
    }

    @Test
    void eachModuleHasANameOfItsOwn() throws Exception {
        try (Stream<Path> files = Files.list(ROOT)) {
            List<Path> poms = files.map(m -> m.resolve("pom.xml")).filter(Files::exists).toList();
            assertTrue(poms.size() > 5, poms.toString());
            for (Path pom : poms) {
                assertTrue(of(pom, "/project/name").startsWith("genlab "), pom.toString());
            }
        }
    }
}
