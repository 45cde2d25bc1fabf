package genlab.lab;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What differs between operating systems, so far as the kit has to know.
 *
 * @param name the system's name, as Java gives it
 * @param files its files
 * @param variables its environment, in which Windows doesn't tell small letters from capitals
 */
record Platform(String name, FileSystem files, UnaryOperator<String> variables) {

    static final Platform HERE =
            new Platform(System.getProperty("os.name"), FileSystems.getDefault(), System::getenv);

    boolean windows() {
        return name.startsWith("Windows");
    }

    /** The paths of a list such as PATH or a class path. */
    List<Path> paths(String list) {
        List<Path> paths = new ArrayList<>();
        for (String path : list.strip().split(windows() ? ";" : ":")) {
            if (!path.isBlank()) {
                // Windows allows quotes around a folder of PATH.
                paths.add(files.getPath(path.strip().replace("\"", "")));
            }
        }
        return paths;
    }

    /** The first program of a name in the folders of PATH. */
    Optional<Path> onPath(String program) {
        String path = variables.apply("PATH");
        for (Path folder : paths(path == null ? "" : path)) {
            for (String ending : windows() ? List.of(".exe", ".cmd") : List.of("")) {
                Path file = folder.resolve(program + ending);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** A script of the project, which has a twin for Windows. */
    Path script(Path root, String script) {
        return root.resolve(windows() ? script + ".cmd" : script);
    }

    /** The Python of a virtual environment. */
    Path python(Path environment) {
        return windows()
                ? environment.resolve("Scripts").resolve("python.exe")
                : environment.resolve("bin").resolve("python");
    }

    /** What opens an address in the desktop's browser; nothing where there is no desktop. */
    List<String> browser(String address) {
        if (windows()) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        if (name.startsWith("Mac")) {
            return List.of("open", address);
        }
        boolean desktop =
                variables.apply("DISPLAY") != null || variables.apply("WAYLAND_DISPLAY") != null;
        return desktop ? List.of("xdg-open", address) : List.of();
    }
}
