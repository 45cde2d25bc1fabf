package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs Maven quietly; what it says goes to a log, and its stage to the console now and then. */
final class Maven {

    private static final Pattern MODULE =
            Pattern.compile("\\[INFO\\] Building (.+?) \\S+\\s+\\[\\d+/\\d+\\]");

    private static final Pattern OFFLINE =
            Pattern.compile(
                    "(?i)unknown ?host|name resolution|offline mode|connection refused|timed out"
                            + "|unreachable|failed to fetch|could not transfer");

    private static final Pattern UNRESOLVED =
            Pattern.compile(
                    "(?i)could not resolve dependencies|could not (find|transfer) artifact");

    private final List<String> errors = new ArrayList<>();
    private String module = "";
    private String lastPlainLine = "nothing";
    private int downloads;

    /** {@code mvn} that came along or is on the PATH, otherwise the project's own wrapper. */
    static Path command(Platform platform, Path root) {
        Path packed = platform.script(root.resolve(".lab").resolve("maven").resolve("bin"), "mvn");
        return Files.exists(packed)
                ? packed
                : platform.onPath("mvn").orElseGet(() -> platform.script(root, "mvnw"));
    }

    /** A run of Maven on the project, with this JDK. */
    static Program program(Path root, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(command(Platform.HERE, root).toString());
        command.addAll(List.of("-B", "-f", root.resolve("pom.xml").toString()));
        // An archive for machines without a network has them.
        Path packed = root.resolve(".lab").resolve("m2");
        if (Files.isDirectory(packed)) {
            command.addAll(List.of("-o", "-Dmaven.repo.local=" + packed));
        }
        command.addAll(arguments);
        return new Program(command).in(root).with("JAVA_HOME", System.getProperty("java.home"));
    }

    /** Packages modules, and what they depend on, without their tests. */
    static void build(Path root, List<String> modules, Path log) throws IOException {
        bring(root, log);
        List<String> arguments =
                List.of("-pl", String.join(",", modules), "-am", "-Dmaven.test.skip", "package");
        Maven maven = new Maven();
        try (Progress progress = new Progress("Building")) {
            int status =
                    program(root, arguments).run(log, line -> progress.stage(maven.read(line)));
            if (status != 0) {
                throw failure(maven.errors, maven.lastPlainLine, log);
            }
        }
    }

    /** The system's package, where the wrapper can't fetch a Maven and this process may install. */
    private static void bring(Path root, Path log) throws IOException {
        if (!command(Platform.HERE, root).startsWith(root) || !Debian.canInstall()) {
            return;
        }
        Program wrapper = program(root, List.of("--version"));
        if (!wrapper.succeeds("Fetching Maven", log.resolveSibling("maven.log"))) {
            Debian.install(log.resolveSibling("maven.log"), "maven");
        }
    }

    private String read(String line) {
        Matcher building = MODULE.matcher(line);
        if (building.find()) {
            module = " " + building.group(1);
        } else if (line.contains("Downloaded from ")) {
            downloads++;
        } else if (line.startsWith("[ERROR]") || line.contains(".java:[")) {
            errors.add(line.replaceFirst("^\\[\\w+\\]", "").strip());
        } else if (!line.startsWith("[") && !line.isBlank()) {
            lastPlainLine = line.strip();
        }
        return "Building" + module + (downloads > 0 ? ", " + downloads + " files downloaded" : "");
    }

    static Failure failure(List<String> errors, String lastPlainLine, Path log) {
        String all = lastPlainLine + " " + String.join(" ", errors);
        String said =
                errors.stream()
                        .filter(error -> error.contains(".java:["))
                        .findFirst()
                        .orElse(errors.isEmpty() ? lastPlainLine : errors.get(0));
        String explanation =
                OFFLINE.matcher(all).find()
                        ? "the first build must fetch its libraries from Maven Central, but that"
                                + " failed; connect to the network and start again (details: "
                                + log
                                + ")."
                        : String.format(
                                "the build must succeed, but Maven says: %s%nEverything it said is in"
                                        + " %s.",
                                said, log);
        return UNRESOLVED.matcher(all).find()
                ? new Failure.Unresolved(explanation)
                : new Failure("%s", explanation);
    }
}
