package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests of what {@code ./lab run} does in Jupyter's Python. */
class PagesScriptsTest {

    @Test
    void theirOwnTestsPass() {
        String python = System.getenv(Jupyter.PYTHON_VARIABLE);
        assumeTrue(python != null, "only './lab test' names a Python with Jupyter");
        String tests = Path.of("src", "test", "jupyter", "test_run.py").toString();
        List<String> said = new ArrayList<>();
        int status = new Program(List.of(python, "-B", tests)).run(said::add);
        assertEquals(0, status, () -> String.join("\n", said));
    }
}
