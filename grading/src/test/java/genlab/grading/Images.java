package genlab.grading;

import java.nio.file.Path;

/** The sandbox that all tests share: making it takes some seconds. */
final class Images {
    private static SandboxImage isolated;

    private Images() {}

    static synchronized SandboxImage isolated() throws Exception {
        if (isolated == null) {
            isolated = new SandboxImage(Path.of("target/sandbox"), SandboxImage.library(), true);
        }
        return isolated;
    }
}
