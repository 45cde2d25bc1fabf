package genlab.sweep.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster on this machine, of processes of Spark's own classes: a master and a worker
 * with cores for two executors. It has Spark's jars and none of the kit's, as a cluster elsewhere.
 */
final class Cluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
    private static final Pattern OURS =
            Pattern.compile("[/\\\\](genlab-|nd4j|bytedeco|tablesaw|picocli|junit)");
    private static final String SCALA = scala.util.Properties.versionNumberString();
    private static final int SECONDS = 600;

    final String address;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    Cluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = socket.getLocalPort();
        }
        address = "spark://" + HOST + ":" + port;
        jars(folder.resolve("jars"));
        String[] where = {"--host", HOST, "--webui-port", "0"};
        start("master.Master", where, "--port", Integer.toString(port));
        awaitMaster(port);
        String work = folder.resolve("work").toString();
        String[] size = {"--cores", "2", "--memory", "2g", "--work-dir", work, address};
        start("worker.Worker", where, size);
    }

    /** A distribution's jars: all of the class path but the kit's and what only the kit needs. */
    private static void jars(Path jars) throws IOException {
        Files.createDirectories(jars);
        for (Path jar : SparkSweepTest.classPath()) {
            if (!OURS.matcher(jar.toString()).find()) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
    }

    private void start(String type, String[] where, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", folder.resolve("jars") + File.separator + "*"));
        command.add("org.apache.spark.deploy." + type);
        command.addAll(Arrays.asList(where));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(type + processes.size() + ".log").toFile());
        builder.environment().putAll(SparkSweepTest.SHORT_LIVED);
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("SPARK_SCALA_VERSION", SCALA);
        processes.add(builder.start());
    }

    private void awaitMaster(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(HOST, port));
                return;
            } catch (IOException e) {
                if (!processes.get(0).isAlive() || System.nanoTime() > end) {
                    throw new IOException("the master did not start; " + logs(), e);
                }
                Thread.sleep(100);
            }
        }
    }

    /** The processes that do the tasks. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
                .toList();
    }

    String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*(\\.log|/stderr)")).toList()) {
                all.append(file).append(":\n").append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        processes.forEach(process -> process.onExit().join());
    }
}
