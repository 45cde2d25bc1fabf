package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes the pictures of {@code docs/pictures}, which the README and the index page show: of each
 * notebook and assignment the chart of the cell with the tag {@code picture}, or else its first
 * chart.
 */
@EnabledIfSystemProperty(
        named = "genlab.pictures",
        matches = ".*",
        disabledReason = "pictures are taken anew with -Dgenlab.pictures")
@Tag("slow")
class PicturesTest {

    /** The chart that stands for its notebook. */
    static final String TAGGED = ".celltag_picture [data-genlab=drawn]";

    private static final int WIDTH = 680;
    private static final double SCALE = 1.5;

    @BeforeAll
    static void runAllNotebooks() throws IOException, InterruptedException {
        Lab.run();
        List<String> run = new ArrayList<>(List.of("run"));
        for (Path assignment : Lab.notebooks(Lab.ASSIGNMENTS)) {
            run.add(assignment.toString());
        }
        Lab.lab(run.toArray(new String[0]));
    }

    static List<Path> notebooks() throws IOException {
        return NotebookFilesTest.notebooks();
    }

    /** Where the picture of a notebook is, if it has one. */
    static Path committed(Path notebook) {
        return Lab.ROOT.resolve("docs").resolve("pictures").resolve(Lab.name(notebook) + ".png");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void ofEveryNotebook(Path notebook) throws IOException {
        Path picture = committed(notebook);
        try (Browser browser = Browser.start(WIDTH, SCALE)) {
            Page page =
                    browser.open(Lab.SITE.resolve(Lab.name(notebook) + ".html").toUri().toString());
            Browser.drawn(page, page.locator("[data-genlab]").count());
            Locator tagged = page.locator(TAGGED);
            Locator chart = tagged.count() > 0 ? tagged : page.locator("[data-genlab=drawn]");
            chart.first().screenshot(new Locator.ScreenshotOptions().setPath(picture));
        }
        assertTrue(ImageIO.read(picture.toFile()).getHeight() > 100, picture.toString());
    }
}
