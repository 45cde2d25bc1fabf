package genlab.lab;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Packages of the system, where this process may install them: as root on Debian and its kin.
 * Someone at a terminal is asked before; where nobody can be asked, as on a fresh machine or in
 * continuous integration, it is done and said.
 */
final class Debian {

    private Debian() {}

    static boolean canInstall() {
        return Files.exists(Path.of("/etc/debian_version"))
                && Platform.HERE.onPath("apt-get").isPresent()
                && System.getProperty("user.name").equals("root");
    }

    /** Installs packages; returns whether they are there now. */
    static boolean install(Path log, String... packages) throws IOException {
        String names = String.join(" ", packages);
        String command =
                "apt-get -q update && apt-get -q -y --no-install-recommends install " + names;
        return canInstall()
                && agreed("apt-get install " + names)
                && new Program(List.of("sh", "-c", command))
                        .with("DEBIAN_FRONTEND", "noninteractive")
                        .succeeds("Installing with apt-get", log);
    }

    private static boolean agreed(String command) {
        Console console = System.console();
        if (console == null || !Boolean.getBoolean("genlab.asks")) {
            Progress.say("Installing for the whole system: " + command);
            return true;
        }
        String answer = console.readLine("Install for the whole system: %s? [Y/n] ", command);
        return answer != null && answer.strip().matches("(?i)|y|yes");
    }
}
