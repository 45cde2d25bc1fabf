package genlab.grading;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The command line that starts the harness, behind walls or without any. */
final class SandboxCommand {
    /** What bubblewrap makes to hang the rest on is writable, and in memory without a limit. */
    private static final String LAST_WALLS = "--remount-ro /dev --remount-ro /";

    private static final String HARNESS = "genlab.grading.harness.Harness";
    private static final String NOBODY = "65534";

    private final List<String> words = new ArrayList<>();

    private SandboxCommand() {}

    /** An ordinary process with all of its user's rights. */
    static List<String> open(List<Path> jars, Path socket, Limits limits) {
        SandboxCommand command = new SandboxCommand();
        command.words.add(javaHome().resolve("bin/java").toString());
        command.javaOptions(limits);
        command.words.addAll(
                List.of(
                        "-cp",
                        String.join(":", jars.stream().map(Path::toString).toList()),
                        HARNESS,
                        socket.toString()));
        return command.words;
    }

    /**
     * What a sandbox finds ready: parsed classes, the packages of each jar and unpacked native
     * libraries.
     *
     * @param classes the folder of the class archive and the list of packages
     * @param natives the folder of native libraries
     * @param fresh whether it is to fill the first of them
     * @param unpacking whether it is to fill the second
     */
    record Prepared(Path classes, Path natives, boolean fresh, boolean unpacking) {}

    /** A process that sees the system's libraries, the JDK and some jars, and nothing else. */
    static List<String> isolated(
            List<Path> jars, Prepared prepared, Path filter, Path socket, Limits limits) {
        SandboxCommand command = new SandboxCommand();
        // When the machine's memory ends, a sandbox is to go, the largest first, not the grader.
        String first = "echo 1000 2>/dev/null > /proc/self/oom_score_adj; ";
        // Java can't hand a file to a child but as input or output, a shell can.
        String open = "exec \"$@\" 9<\"$0\"";
        // In a session of its own: bubblewrap that gets Ctrl-C while it starts leaves a process.
        command.words.add("setsid");
        command.words.addAll(List.of("/bin/sh", "-c", first + open, filter.toString(), "bwrap"));
        command.system();
        List<String> classPath = command.kit(jars, prepared, socket);
        command.add("--perms 1777 --size " + limits.diskMegabytes() * 1_000_000L + " --tmpfs /tmp");
        command.natives(prepared);
        command.add("--chdir /tmp --setenv HOME /tmp --setenv LANG C.UTF-8");
        command.add("--setenv OMP_NUM_THREADS 1 --setenv MALLOC_ARENA_MAX 2");
        command.user();
        command.limits(limits);
        Path java = javaHome();
        command.words.add((java.startsWith("/usr/lib") ? java : "/lab/jdk") + "/bin/java");
        command.javaOptions(limits);
        command.add("-Duser.home=/tmp");
        command.add(
                "-Dorg.bytedeco.javacpp.cachedir="
                        + (prepared.unpacking() ? "/lab" : "/tmp")
                        + "/natives");
        command.add(
                (prepared.fresh() ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=")
                        + "/lab/state/classes.jsa");
        command.add("-Dgenlab.packages=/lab/state/packages");
        command.words.addAll(List.of("-cp", String.join(":", classPath), HARNESS, "/lab/socket"));
        return command.words;
    }

    private void system() {
        add("--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try");
        add("--hostname sandbox --new-session --die-with-parent --clearenv");
        add("--perms 0755 --dir /usr --perms 0755 --dir /etc --perms 0755 --dir /lab");
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/libx32")) {
            if (Files.isDirectory(Path.of(folder))) {
                add("--ro-bind " + folder + " " + folder);
            }
        }
        for (String name : List.of("lib", "lib64")) {
            Path path = Path.of("/" + name);
            if (Files.isSymbolicLink(path)) {
                add("--symlink usr/" + name + " /" + name);
            } else if (Files.isDirectory(path)) {
                add("--ro-bind /" + name + " /" + name);
            }
        }
        add("--proc /proc --dev /dev");
        for (Path configuration : javaConfigurations()) {
            bind("--ro-bind", configuration, configuration.toString());
        }
        Path java = javaHome();
        if (!java.startsWith("/usr/lib")) {
            bind("--ro-bind", java, "/lab/jdk");
        }
    }

    private List<String> kit(List<Path> jars, Prepared prepared, Path socket) {
        List<String> classPath = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < jars.size(); i++) {
            String name = jars.get(i).getFileName().toString();
            String inside = "/lab/" + (names.add(name) ? name : i + "-" + name);
            classPath.add(inside);
            bind("--ro-bind", jars.get(i), inside);
        }
        bind(prepared.fresh() ? "--bind" : "--ro-bind", prepared.classes(), "/lab/state");
        if (prepared.unpacking()) {
            bind("--bind", prepared.natives(), "/lab/natives");
        }
        bind("--bind", socket, "/lab/socket");
        return classPath;
    }

    private void natives(Prepared prepared) {
        if (prepared.unpacking()) {
            return;
        }
        // JavaCPP insists on a cache that it can write to: put the libraries into one.
        add("--perms 0777 --dir /tmp/natives");
        String[] names = prepared.natives().toFile().list((parent, name) -> !name.startsWith("."));
        for (String name : names == null ? new String[0] : names) {
            bind("--ro-bind", prepared.natives().resolve(name), "/tmp/natives/" + name);
        }
    }

    private void user() {
        bind("--ro-bind", program("prlimit"), "/lab/prlimit");
        if ("root".equals(System.getProperty("user.name"))) {
            // Limits on threads don't bind root: become nobody first, then make the namespace.
            bind("--ro-bind", program("setpriv"), "/lab/setpriv");
            bind("--ro-bind", program("bwrap"), "/lab/bwrap");
            add(LAST_WALLS);
            add("-- /lab/setpriv --reuid=" + NOBODY + " --regid=" + NOBODY);
            add("--clear-groups /lab/bwrap --die-with-parent --dev-bind / /");
        } else {
            add(LAST_WALLS);
        }
        add("--unshare-user --disable-userns --uid " + NOBODY + " --gid " + NOBODY);
        add("--cap-drop ALL --seccomp 9 -- /lab/prlimit");
    }

    private void limits(Limits limits) {
        long megabyte = 1L << 20;
        add("--nproc=" + limits.threads() + " --nofile=2048 --core=0");
        add("--data=" + limits.memoryMegabytes() * megabyte);
        add("--as=" + (limits.memoryMegabytes() + 1536) * megabyte);
        add("--cpu=" + limits.total().toSeconds());
    }

    private void javaOptions(Limits limits) {
        add("-Xmx" + limits.heapMegabytes() + "m");
        add("-XX:MaxMetaspaceSize=192m -XX:CompressedClassSpaceSize=64m");
        add("-XX:ReservedCodeCacheSize=64m -XX:MaxDirectMemorySize=128m");
        add("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto");
        add("-XX:+ExitOnOutOfMemoryError -XX:+DisableAttachMechanism");
        // the harness spares a list that JShell makes
        add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
        add("-XX:ErrorFile=/dev/null -Xlog:disable -Dfile.encoding=UTF-8");
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Debian keeps a JDK's configuration in /etc/java-17-openjdk. */
    private static List<Path> javaConfigurations() {
        try (Stream<Path> entries = Files.list(Path.of("/etc"))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("java-"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path program(String name) {
        return Stream.concat(
                        Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/bin", "/bin", "/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name
                                                + " must be installed to grade in a sandbox, but is"
                                                + " not on the PATH; on Debian or Ubuntu: apt"
                                                + " install bubblewrap util-linux"));
    }

    private void add(String several) {
        words.addAll(List.of(several.split(" ")));
    }

    private void bind(String how, Path from, String to) {
        words.addAll(List.of(how, from.toString(), to));
    }
}
