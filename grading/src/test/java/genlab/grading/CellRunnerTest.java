package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What runs the cells of a sandbox. */
@Tag("slow")
class CellRunnerTest {

    /** JShell's list of all classes would take a third of a sandbox's processor time. */
    @Test
    void namesOfClassesAreNotRead() throws Exception {
        try (Sandbox sandbox = Sample.sandbox()) {
            List<String> problems =
                    sandbox.cell(
                            """
                            import java.util.concurrent.ThreadPoolExecutor;
                            String lists() throws Exception {
                                var field = Class.forName("jdk.jshell.SourceCodeAnalysisImpl")
                                        .getDeclaredField("INDEXER");
                                field.setAccessible(true);
                                var indexer = (ThreadPoolExecutor) field.get(null);
                                return indexer.getCompletedTaskCount() + " made, "
                                        + indexer.getActiveCount() + " being made";
                            }
                            """);
            assertEquals(List.of(), problems);
            assertEquals("0 made, 0 being made", sandbox.call("lists", List.of()).get("value"));
        }
    }
}
