package genlab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells, after Jupyter has restarted a kernel that died, what it died of. A kernel leaves its
 * process number in a file as long as it runs; who finds one of a process that is gone comes after
 * a crash.
 */
final class LastRun {

    /** Folder of the JVM's crash reports, named as in {@link KernelSpec}. */
    static final String FOLDER_PROPERTY = "genlab.crashes";

    static final String REPORT_PREFIX = "crash-";

    private static final Pattern CAUSE =
            Pattern.compile("# +(SIG|EXCEPTION|C +\\[|V +\\[|[Jj] ).*");

    private final Path folder;
    private final Path marker;
    private String warning;

    /**
     * Looks for traces of an earlier kernel.
     *
     * @param connectionFile Jupyter gives a restarted kernel the same one
     */
    LastRun(Path connectionFile) {
        folder = Path.of(System.getProperty(FOLDER_PROPERTY, System.getProperty("java.io.tmpdir")));
        marker = folder.resolve("running-" + connectionFile.getFileName() + ".pid");
        try {
            if (Files.exists(marker)) {
                warning = describe(Files.readString(marker).strip());
            }
            Files.createDirectories(folder);
            Files.writeString(marker, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            warning = null; // the kernel works without; only a crash can't be told
        }
    }

    private String describe(String process) throws IOException {
        String died = "The kernel died and was started anew: all variables are gone. ";
        Path report = folder.resolve(REPORT_PREFIX + process + ".log");
        if (!Files.exists(report)) {
            return died + "It was killed from outside, perhaps because memory ran short.";
        }
        try (Stream<String> lines = Files.lines(report)) {
            String cause =
                    lines.limit(40)
                            .filter(CAUSE.asMatchPredicate())
                            .map(line -> line.substring(1).strip())
                            .reduce((a, b) -> a + " in " + b)
                            .orElse("unknown");
            return died + "Native code crashed: " + cause + ". Report: " + report;
        }
    }

    /** What the reader should know. */
    Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    /** The kernel ends as it should. */
    void endedWell() {
        try {
            Files.deleteIfExists(marker);
        } catch (IOException e) {
            // the next kernel then tells of a death that wasn't one
        }
    }
}
