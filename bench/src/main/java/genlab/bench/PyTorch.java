package genlab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The workloads in PyTorch, in processes of their own. */
final class PyTorch {
    private static final List<String> PACKAGES = List.of("python3-torch", "libopenblas0-pthread");
    private static final String PYTHON = "/usr/bin/python3";

    /** A program that does an array operation, and prints the seconds since 1970 then. */
    private static final String FIRST_OPERATION =
            "import time, torch; x = torch.ones(4, 3) @ torch.ones(3, 2) + 1;"
                    + " assert x[0, 0].item() == 4; print(time.time())";

    /**
     * Threads of PyTorch's own loops, and of OpenBLAS. Where both have two they wait for each
     * other, which makes small networks several times slower.
     */
    private static final int[][] THREADS = {{1, 1}, {1, 2}, {2, 2}};

    private PyTorch() {}

    /** Why there is no PyTorch, after trying to install it; empty if there is. */
    static String missing() {
        if (here()) {
            return "";
        }
        boolean debian = Files.isExecutable(Path.of("/usr/bin/apt-get"));
        if (!debian || !"root".equals(System.getProperty("user.name"))) {
            return PYTHON
                    + " must have PyTorch to compare with; install it (on Debian, as root: apt-get"
                    + " install "
                    + String.join(" ", PACKAGES)
                    + ")";
        }
        System.err.println("installing " + String.join(", ", PACKAGES) + " from Debian ...");
        List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "-qq"));
        install.addAll(PACKAGES);
        try {
            run(install, Map.of("DEBIAN_FRONTEND", "noninteractive"));
        } catch (IOException e) {
            return "apt-get could not install PyTorch: " + e.getMessage();
        }
        return here() ? "" : PYTHON + " still finds no PyTorch after its installation";
    }

    private static boolean here() {
        try {
            run(List.of(PYTHON, "-c", "import torch"), Map.of());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The seconds of the fastest round, with the best number of threads.
     *
     * @param program the function in {@code peer.py}
     */
    static double seconds(String program, int amount, int rounds, Path images) throws IOException {
        double fastest = Double.POSITIVE_INFINITY;
        for (int[] threads : THREADS) {
            String printed =
                    python(
                            threads,
                            source().toString(),
                            program,
                            String.valueOf(amount),
                            String.valueOf(rounds),
                            images == null ? "" : images.toString());
            fastest = Math.min(fastest, Double.parseDouble(printed));
        }
        return fastest;
    }

    /**
     * The seconds from the start of a process to its first array operation: the fastest of three
     * processes, after one that brings files into the machine's memory.
     */
    static double firstOperation() throws IOException {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 4; i++) {
            double start = System.currentTimeMillis() / 1e3;
            double seconds = Double.parseDouble(python(THREADS[0], "-c", FIRST_OPERATION)) - start;
            fastest = i == 0 ? fastest : Math.min(fastest, seconds);
        }
        return fastest;
    }

    private static String python(int[] threads, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        Map<String, String> environment =
                new java.util.HashMap<>(
                        Map.of(
                                "OMP_NUM_THREADS", String.valueOf(threads[0]),
                                "OPENBLAS_NUM_THREADS", String.valueOf(threads[1])));
        if (hasAvx512()) {
            // Debian's OpenBLAS doesn't know the newest processors and would take slower kernels
            environment.put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return run(command, environment).strip();
    }

    private static boolean hasAvx512() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (!Files.exists(cpuinfo)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.anyMatch(line -> line.startsWith("flags") && line.contains("avx512f"));
        }
    }

    private static Path source() throws IOException {
        Path file = Files.createTempFile("peer", ".py");
        file.toFile().deleteOnExit();
        try (InputStream in = PyTorch.class.getResourceAsStream("peer.py")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /** Runs a program and returns what it prints. */
    static String run(List<String> command, Map<String, String> environment) throws IOException {
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            // what this process was told of OpenBLAS is not meant for its peers
            builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(
                        command.get(0)
                                + " ended with status "
                                + process.exitValue()
                                + ": "
                                + Files.readString(errors).strip());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted"));
        } finally {
            Files.delete(errors);
        }
    }
}
