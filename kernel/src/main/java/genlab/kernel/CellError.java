package genlab.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Why a cell ended early, in the form that Jupyter shows. */
final class CellError extends Exception {

    private static final int FRAMES = 12;

    private final String name;
    private final transient List<String> traceback;

    CellError(String name, String message, List<String> traceback) {
        super(message, null, false, false);
        this.name = name;
        this.traceback = List.copyOf(traceback);
    }

    /** An error of the kernel's own, with where it was thrown. */
    static CellError ofKernel(String message, Throwable thrown) {
        List<String> lines = new ArrayList<>(List.of(message));
        Arrays.stream(thrown.getStackTrace())
                .limit(FRAMES)
                .forEach(frame -> lines.add("    at " + frame));
        return new CellError("KernelError", message, lines);
    }

    boolean isOutOfMemory() {
        return name.equals(OutOfMemoryError.class.getSimpleName());
    }

    List<String> traceback() {
        return traceback;
    }

    /** What both the published error and the reply contain. */
    Map<String, Object> content() {
        return Map.of("ename", name, "evalue", getMessage(), "traceback", traceback);
    }
}
