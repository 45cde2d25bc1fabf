package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From submissions to grades with marks that a person gave on the page for it. */
@Tag("slow")
class MarkingTest {
    private static final Path SAMPLE =
            Lab.ROOT.resolve("grading/src/main/hidden/genlab/hidden/sample/sample.ipynb");
    private static final String HOSTILE = "<img src=x onerror=alert(1)></script><b>bold</b>";

    @TempDir private Path folder;

    private String grade(int status, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "grade",
                                SAMPLE.toString(),
                                folder.resolve("in").toString(),
                                "-o",
                                folder.resolve("out").toString(),
                                "--roster",
                                folder.resolve("roster.csv").toString()));
        arguments.addAll(List.of(more));
        Lab.Outcome outcome = Lab.lab(arguments.toArray(String[]::new));
        assertEquals(status, outcome.status(), outcome::toString);
        return outcome.toString();
    }

    private void handIn(String login, String answer) throws Exception {
        String given = Files.readString(folder.resolve("given.ipynb"));
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                folder.resolve("in").resolve(login + ".ipynb"),
                given.replace("YOUR ANSWER HERE", answer));
    }

    @Test
    void marksOfThePageReachTheGradebook() throws Exception {
        Lab.assumeSetUp();
        Lab.Outcome given =
                Lab.lab(
                        "assign",
                        SAMPLE.toString(),
                        "-o",
                        folder.resolve("given.ipynb").toString());
        assertEquals(0, given.status(), given::toString);
        handIn("ada", "the mean, as the derivative is zero there");
        handIn("bob", HOSTILE);
        handIn("eve", "the median");
        Files.writeString(folder.resolve("roster.csv"), "login,name\nada,Ada\nbob,Bob\neve,Eve\n");
        String said = grade(0);
        assertTrue(said.contains("3 students have written answers without marks"), said);

        Path marks = folder.resolve("marks-kim.json");
        try (Browser browser = Browser.start()) {
            Page page = browser.open(folder.resolve("out/marking.html").toUri().toString());
            for (int i = 0; i < 3; i++) {
                String answer = page.textContent("#answer");
                assertFalse(page.content().contains("<img"), "an answer became markup");
                if (answer.startsWith("the mean")) {
                    page.check("#rubric label:nth-child(1) input");
                    page.check("#rubric label:nth-child(2) input");
                    assertEquals("4", page.inputValue("#points"));
                } else {
                    page.fill("#points", answer.equals(HOSTILE) ? "0" : "1.5");
                    page.fill("#remark", "Which centre, <i>exactly</i>?");
                }
                Browser.screenshot(page, "marking " + i, true);
                if (i < 2) {
                    page.click("#open");
                }
            }
            assertTrue(page.isDisabled("#open"));
            page.click("#save");
            assertTrue(page.textContent("#status").contains("your name"));
            page.fill("#marker", "Kim");
            Download download = page.waitForDownload(() -> page.click("#save"));
            download.saveAs(marks);
            // Another day: what was saved is there again.
            Page later = browser.open(folder.resolve("out/marking.html").toUri().toString());
            later.setInputFiles("#load", marks);
            later.waitForFunction(
                    "document.querySelector('#place').textContent.includes('3 marked')");
            assertEquals(List.of(), browser.complaints);
        }

        grade(0, "--marks", marks.toString());
        String grades = Files.readString(folder.resolve("out/gradebook/grades.csv"));
        assertTrue(grades.contains("ada,Ada,,ada.ipynb,graded,4,20"), grades);
        assertTrue(grades.contains("eve,Eve,,eve.ipynb,graded,1.5,20"), grades);
        String feedback = Files.readString(folder.resolve("out/feedback/bob.html"));
        assertTrue(feedback.contains("Which centre, &lt;i&gt;exactly"), feedback);
        assertTrue(feedback.contains("&lt;img src=x"), feedback);

        // Marks stay when all is graded again; a second marker's are merged, a conflict is named.
        Files.writeString(
                folder.resolve("marks-lee.json"),
                Files.readString(marks).replace("\"Kim\"", "\"Lee\"").replace("1.5", "3"));
        String conflict =
                grade(1, "--force", "--marks", folder.resolve("marks-lee.json").toString());
        assertTrue(conflict.contains("eve.ipynb, why: Kim gave 1.5 points, Lee gives 3"), conflict);
        assertEquals(grades, Files.readString(folder.resolve("out/gradebook/grades.csv")));
    }
}
