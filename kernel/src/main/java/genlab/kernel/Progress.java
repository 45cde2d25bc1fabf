package genlab.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** A line below the cell that tells what takes so long; it changes in place. */
final class Progress {

    private final Kernel kernel;
    private final String id = UUID.randomUUID().toString();
    private String shown = "";

    Progress(Kernel kernel) {
        this.kernel = kernel;
    }

    void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        DisplayData data = new DisplayData(text);
        if (shown.isEmpty()) {
            data.setDisplayId(id);
            kernel.display(data);
        } else {
            kernel.getIO().display.updateDisplay(id, data);
        }
        shown = text;
    }

    /** The last text, if there was one before. */
    void end(String text) {
        if (!shown.isEmpty()) {
            show(text);
        }
    }
}
