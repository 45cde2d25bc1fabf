package genlab.kernel;

import com.google.gson.GsonBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Jupyter starts the kernel: the content of {@code kernel.json}, and the archive of loaded
 * classes that makes the start faster.
 *
 * @param javaHome folder of the JDK, 17 or later
 * @param kernelClasspath the kernel's jar and those it depends on
 * @param libraryClasspath the jars that notebooks see besides
 * @param archive file for class data sharing, written by {@link #createArchive()}; reports of
 *     crashes go into a folder beside it
 */
public record KernelSpec(
        Path javaHome, List<Path> kernelClasspath, List<Path> libraryClasspath, Path archive) {

    /** Name of the archive in the folder that a caller keeps it in. */
    public static final String ARCHIVE_NAME = "classes.jsa";

    /** From this JDK on the archive holds classes that are linked, the AOT cache. */
    private static final int FIRST_JDK_WITH_CACHE = 25;

    /**
     * With profiles of methods from the rehearsal the second compiler begins at once, and costs
     * more than it saves: the first result came 26 % sooner than without a cache when they were
     * used, 34 % when they weren't.
     */
    private static final List<String> WITHOUT_PROFILES =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    /** For the rehearsal, which is too short for the second compiler; the archive is as good. */
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /**
     * A kernel takes less than 2 GB: the heap, some 400 MB for the JVM and its code, and for arrays
     * that ND4J keeps outside of the heap what is left; beyond that it collects garbage, and fails.
     */
    private static final List<String> MEMORY =
            List.of("-Xmx1200m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=1850m");

    /**
     * The JVM's second compiler takes what is called often later than by default: much of a cell's
     * way is called often, but not for long. In notebook 09 on JDK 17 it then took 16 s in place of
     * 23, and training as long as before. Long loops are compiled as soon as before.
     */
    private static final List<String> COMPILER =
            List.of("-XX:Tier4InvocationThreshold=50000", "-XX:Tier4CompileThreshold=50000");

    /**
     * What a JVM that runs the library is started with. The serial collector, because batches live
     * for a moment only: the default one would let the heap grow to a quarter of the machine's
     * memory, and every page that is touched for the first time costs a page fault, which makes
     * small networks two to eight times slower. The rest keeps recent JDKs from warning of what
     * ND4J's native libraries need; JDK 17 takes both options silently.
     */
    public static final List<String> LIBRARY_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dsun.misc.unsafe.memory.access=allow");

    /**
     * The content of {@code kernel.json}.
     *
     * @return JSON text, the same for the same specification
     */
    public String json() {
        Map<String, Object> content = new LinkedHashMap<>();
        List<String> command =
                new ArrayList<>(command(hasCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile="));
        command.add("{connection_file}");
        content.put("argv", command);
        content.put("display_name", "Java (genlab)");
        content.put("language", "java");
        content.put("interrupt_mode", "message");
        content.put("env", environment());
        return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(content);
    }

    /**
     * Writes {@code kernel.json} into a folder, unless it already says the same.
     *
     * @param folder the kernelspec's folder, created if missing
     * @throws IOException if the folder can't be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("kernel.json");
        String json = json() + "\n";
        if (!Files.exists(file) || !Files.readString(file).equals(json)) {
            Files.writeString(file, json);
        }
    }

    /**
     * Runs the kernel once without Jupyter and keeps the classes that it loads in {@link #archive}.
     * The kernel works without the archive, only its start is slower; the archive holds for this
     * JDK and this class path, so a change of either asks for a new one.
     *
     * @return whether the archive was written; folders on the class path (rather than jars) prevent
     *     it
     * @throws IOException if the JDK can't be started
     */
    public boolean createArchive() throws IOException {
        Files.deleteIfExists(archive);
        if (classpath().anyMatch(Files::isDirectory)) {
            return false;
        }
        Files.createDirectories(archive.toAbsolutePath().getParent());
        List<String> command =
                new ArrayList<>(
                        command(hasCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit="));
        if (hasCache()) {
            command.addAll(1, WITHOUT_PROFILES);
        }
        command.add(1, ONE_COMPILER);
        command.add(Rehearsal.ARGUMENT);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment());
        Process process = builder.start();
        try {
            return process.waitFor() == 0 && Files.exists(archive);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // Paths are absolute: Jupyter starts kernels in any folder.
    private List<String> command(String archiveOption) {
        Path crashes = archive.toAbsolutePath().resolveSibling("crashes");
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toAbsolutePath().toString());
        command.add(archiveOption + archive.toAbsolutePath());
        command.addAll(LIBRARY_OPTIONS);
        command.addAll(MEMORY);
        command.addAll(COMPILER);
        command.addAll(
                List.of(
                        "-Xlog:disable",
                        "-Dfile.encoding=UTF-8",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + crashes.resolve(LastRun.REPORT_PREFIX + "%p.log"),
                        "-D" + LastRun.FOLDER_PROPERTY + "=" + crashes,
                        "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                        "-Djdk.attach.allowAttachSelf=true", // both for HotSwap
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        classpath()
                                .map(p -> p.toAbsolutePath().toString())
                                .collect(Collectors.joining(File.pathSeparator)),
                        Kernel.class.getName()));
        return command;
    }

    private boolean hasCache() {
        try (Stream<String> lines = Files.lines(javaHome.resolve("release"))) {
            return lines.map(line -> line.replaceFirst("^JAVA_VERSION=\"(\\d+).*", "$1"))
                    .filter(version -> version.matches("\\d+"))
                    .anyMatch(version -> Integer.parseInt(version) >= FIRST_JDK_WITH_CACHE);
        } catch (IOException e) {
            return false; // no JDK that says what it is; it starts without
        }
    }

    private Stream<Path> classpath() {
        return Stream.concat(kernelClasspath.stream(), libraryClasspath.stream());
    }

    /** ND4J's own threads and OpenBLAS's would fight for the cores. */
    private static Map<String, String> environment() {
        return Map.of("OMP_NUM_THREADS", "1");
    }
}
