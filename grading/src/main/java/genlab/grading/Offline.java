package genlab.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * What the students' kit needs on a machine without a network, put into its folder {@code .lab},
 * where {@code ./lab} looks for it: Maven, a repository with all that the build and its tests take,
 * and a Jupyter.
 */
final class Offline {

    private static final String MAVEN = "org.apache.maven:apache-maven:3.9.9:zip:bin";
    private static final String UNPACK =
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack";

    private Offline() {}

    /** Fills it; what there is now is told in {@code OFFLINE.txt}. */
    static void fill(StudentKit kit) throws IOException {
        Path state = kit.folder().resolve(".lab");
        List<String> holds = new ArrayList<>();

        Path unpacked = kit.root().resolve(".lab").resolve("offline");
        FileUtils.deleteDirectory(unpacked.toFile());
        kit.maven(
                "Fetching Maven",
                UNPACK,
                "-N",
                "-Dartifact=" + MAVEN,
                "-DoutputDirectory=" + unpacked);
        Path maven = state.resolve("maven");
        copy(unpacked.resolve("apache-maven-3.9.9"), maven);
        maven.resolve("bin").resolve("mvn").toFile().setExecutable(true);
        holds.add(".lab/maven: Maven 3.9.9, for any system");

        // What runs tests is fetched when one is run; one short class is enough.
        kit.maven(
                "Fetching all jars",
                "-pl",
                "!sweep-spark",
                "verify",
                "-Dtest=ModuleCommandTest",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dmaven.repo.local=" + unpacked.resolve("m2"));
        kit.clean();
        copy(unpacked.resolve("m2"), state.resolve("m2"));
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        holds.add(
                ".lab/m2: all jars of the build and its tests, with the native libraries of "
                        + system);

        holds.add(".lab/web: plotly.js for charts, MathJax for formulas in pages of ./lab run");
        holds.add(jupyter(kit, state.resolve("jupyter")));
        holds.add("Not in it: a JDK (17 or newer), Spark, what a cell asks %maven for.");
        Files.write(kit.folder().resolve("OFFLINE.txt"), holds);
    }

    private static String jupyter(StudentKit kit, Path folder) throws IOException {
        if (!Files.exists(Path.of("/etc/debian_version"))
                || !System.getProperty("os.arch").equals("amd64")) {
            return "No Jupyter: only Debian and its kin on x86-64 can pack one.";
        }
        Path script = kit.root().resolve("grading/src/main/jupyter/pack.sh");
        Path log = kit.run("Packing Jupyter", List.of("sh", script + "", folder + ""));
        List<String> said = Files.readAllLines(log);
        return ".lab/jupyter: " + said.get(said.size() - 1);
    }

    private static void copy(Path from, Path to) throws IOException {
        FileUtils.copyDirectory(from.toFile(), to.toFile());
    }
}
