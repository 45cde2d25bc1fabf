package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes the pictures of {@code docs/pictures}, which the README and the index page show: of each
 * notebook the chart of the cell with the tag {@code picture}, or else its first chart.
 *
 * <p>They go to {@code target/pictures}; {@code -Dgenlab.pictures} replaces the committed ones.
 */
class PicturesTest {

    private static final int WIDTH = 680;
    private static final double SCALE = 1.5;

    @BeforeAll
    static void runAllNotebooks() throws IOException, InterruptedException {
        Lab.run();
    }

    static List<Path> notebooks() throws IOException {
        return Lab.notebooks().stream().filter(file -> file.startsWith(Lab.NOTEBOOKS)).toList();
    }

    /** Where the picture of a notebook is, if it has one. */
    static Path committed(Path notebook) {
        return Lab.ROOT.resolve("docs").resolve("pictures").resolve(Lab.name(notebook) + ".png");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyNotebookHasSomethingToShow(Path notebook) throws IOException {
        boolean replace = System.getProperty("genlab.pictures") != null;
        Path picture =
                replace
                        ? committed(notebook)
                        : Path.of("target", "pictures", Lab.name(notebook) + ".png");
        try (Browser browser = Browser.start(WIDTH, SCALE)) {
            Page page =
                    browser.open(Lab.SITE.resolve(Lab.name(notebook) + ".html").toUri().toString());
            Browser.drawn(page, page.locator("[data-genlab]").count());
            Locator tagged = page.locator(".celltag_picture [data-genlab=drawn]");
            Locator chart = tagged.count() > 0 ? tagged : page.locator("[data-genlab=drawn]");
            chart.first().screenshot(new Locator.ScreenshotOptions().setPath(picture));
        }
        assertTrue(ImageIO.read(picture.toFile()).getHeight() > 100, picture.toString());
        if (!Files.exists(committed(notebook))) {
            System.out.println(
                    Lab.name(notebook)
                            + " has no picture yet: ./lab test -Dtest=PicturesTest"
                            + " -Dgenlab.pictures");
        }
    }
}
