package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packages of the system, where this process may install them: as root on Debian and its kin. */
final class Debian {

    private Debian() {}

    static boolean canInstall() {
        return Files.exists(Path.of("/etc/debian_version"))
                && Jupyter.onPath("apt-get").isPresent()
                && System.getProperty("user.name").equals("root");
    }

    /** Installs packages, having said so; returns whether that went well. */
    static boolean install(Path log, String... packages) throws IOException {
        Build.Progress.say("Installing with apt-get: " + String.join(", ", packages));
        return aptGet("Reading the list of packages", log, "update")
                && aptGet("Installing", log, "install", packages);
    }

    private static boolean aptGet(String what, Path log, String action, String... packages)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("apt-get", "-q", "-y", "--no-install-recommends", action));
        command.addAll(Arrays.asList(packages));
        return Program.of(command)
                        .with("DEBIAN_FRONTEND", "noninteractive")
                        .run(what + " with apt-get", log)
                == 0;
    }
}
