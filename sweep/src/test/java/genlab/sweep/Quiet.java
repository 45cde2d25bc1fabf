package genlab.sweep;

import genlab.training.Progress;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Trainings of a test class show no progress. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Progress.use((task, total) -> Progress.NONE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Progress.use(Progress.console());
    }
}
