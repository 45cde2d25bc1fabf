package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marks of people: merged, kept, and of the answer that was marked. */
class MarksTest {
    @TempDir private Path folder;
    private Marks marks;

    @BeforeEach
    void begin() throws Exception {
        marks = new Marks(Sample.assignment());
    }

    private static Result answered(String answer) {
        return Results.of("ada.ipynb", Results.written("why", null, 4, answer));
    }

    /** A file as the page saves it, for Ada's answer. */
    private Path file(String marker, double points, String remark, String answer) throws Exception {
        JsonObject page = data(marks.page(Map.of("ada.ipynb", answered(answer))));
        JsonObject question = page.getAsJsonArray("questions").get(0).getAsJsonObject();
        JsonObject first = question.getAsJsonArray("answers").get(0).getAsJsonObject();
        JsonObject mark = new JsonObject();
        mark.addProperty("submission", "ada.ipynb");
        mark.addProperty("task", "why");
        mark.add("answer", first.get("answer"));
        mark.addProperty("points", points);
        mark.addProperty("remark", remark);
        JsonArray all = new JsonArray();
        all.add(mark);
        JsonObject saved = new JsonObject();
        saved.addProperty("assignment", "sample");
        saved.addProperty("marker", marker);
        saved.add("marks", all);
        Path file = folder.resolve(marker + points + ".json");
        Files.writeString(file, saved.toString());
        return file;
    }

    static JsonObject data(String page) {
        String json = page.substring(page.indexOf("id=\"data\">") + 10);
        return JsonParser.parseString(json.substring(0, json.indexOf("</script>")))
                .getAsJsonObject();
    }

    private Result marked(String answer) {
        return marks.apply("ada.ipynb", answered(answer));
    }

    @Test
    void aMarkGivesPointsAndARemark() throws Exception {
        assertEquals(List.of(), marks.add(file("Kim", 3, "and why?", "the mean")));
        Result result = marked("the mean");
        assertEquals(3, result.score());
        assertEquals(0, result.manual());
        assertEquals("and why?", result.tasks().get(0).remark());
        assertTrue(Feedback.page(Sample.assignment(), result).contains("and why?"));
    }

    @Test
    void marksSurviveANewGrading() throws Exception {
        marks.add(file("Kim", 3, "", "the mean"));
        marks.write(folder.resolve("marks.json"));
        marks = new Marks(Sample.assignment());
        marks.add(folder.resolve("marks.json"));
        assertEquals(3, marked("the mean").score());
        // Blanks at the ends of lines are not another answer, words are.
        assertEquals(3, marked("the mean \r\n").score());
        Result changed = marked("the median");
        assertEquals(4, changed.manual());
        assertEquals(1, marks.outdated(Map.of("ada.ipynb", changed)).size());
    }

    @Test
    void twoMarkersFilesMergeAndConflictsAreNamed() throws Exception {
        assertEquals(List.of(), marks.add(file("Kim", 3, "good", "the mean")));
        List<String> conflicts = marks.add(file("Lee", 1, "thin", "the mean"));
        assertEquals(1, conflicts.size());
        assertTrue(conflicts.get(0).startsWith("ada.ipynb, why: Kim gave 3 points, Lee gives 1"));
        assertEquals(3, marked("the mean").score());
        // Who changes one's mind replaces one's own mark; who agrees adds a remark.
        assertEquals(List.of(), marks.add(file("Kim", 2, "good", "the mean")));
        assertEquals(List.of(), marks.add(file("Lee", 2, "thin", "the mean")));
        assertEquals(2, marked("the mean").score());
        assertEquals("good\nthin", marked("the mean").tasks().get(0).remark());
    }

    @ParameterizedTest
    @CsvSource({
        "'no json', must be a file that the marking page saved",
        "'{}', must be a file that the marking page saved",
        "'{\"assignment\": \"A9\", \"marks\": []}', must have marks for sample",
        "'{\"assignment\": \"sample\", \"marks\": [{\"task\": \"square-test\"}]}', no written task",
        "'{\"assignment\": \"sample\", \"marker\": \"Kim\", \"marks\": [{\"task\": \"why\","
                + " \"submission\": \"a\", \"answer\": \"b\", \"points\": 5}]}', 0 to 4 points"
    })
    void aBrokenFileIsRefused(String text, String reason) throws Exception {
        Path file = folder.resolve("marks.json");
        Files.writeString(file, text);
        String said = assertThrows(NotebookException.class, () -> marks.add(file)).getMessage();
        assertTrue(said.contains(reason), said);
    }

    @Test
    void thePageShowsNoNameAndRunsNothingOfAnAnswer() throws Exception {
        String answer = "</script><script>alert(1)</script>";
        String page = marks.page(Map.of("ada.ipynb", answered(answer)));
        assertFalse(page.contains("<script>alert"), page);
        JsonObject question = data(page).getAsJsonArray("questions").get(0).getAsJsonObject();
        assertTrue(question.toString().contains("Which centre makes"), question.toString());
        JsonObject shown = question.getAsJsonArray("answers").get(0).getAsJsonObject();
        assertEquals(answer, shown.get("text").getAsString());
    }
}
