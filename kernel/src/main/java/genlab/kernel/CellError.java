package genlab.kernel;

import java.util.List;
import java.util.Map;

/** Why a cell ended early, in the form that Jupyter shows. */
final class CellError extends Exception {

    private final String name;
    private final transient List<String> traceback;

    CellError(String name, String message, List<String> traceback) {
        super(message, null, false, false);
        this.name = name;
        this.traceback = List.copyOf(traceback);
    }

    List<String> traceback() {
        return traceback;
    }

    /** What both the published error and the reply contain. */
    Map<String, Object> content() {
        return Map.of("ename", name, "evalue", getMessage(), "traceback", traceback);
    }
}
