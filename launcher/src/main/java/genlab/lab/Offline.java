package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the students' kit needs on a machine without a network, put into its folder {@code .lab}:
 * Maven, a repository with all that the build and its tests take, the scripts of charts and
 * formulas, and a Jupyter.
 */
final class Offline {

    private static final String MAVEN = "org.apache.maven:apache-maven:3.9.9:zip:bin";
    private static final String UNPACK =
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack";

    private Offline() {}

    /** Fills it; what there is now is told in {@code OFFLINE.txt}. */
    static void fill(Project project, StudentKit kit) throws IOException {
        Path state = Files.createDirectories(new Project(kit.folder()).state());
        Path log = project.state().resolve("offline.log");
        List<String> holds = new ArrayList<>();

        Path unpacked = project.state().resolve("offline");
        Archive.delete(unpacked);
        List<String> unpack =
                List.of(UNPACK, "-N", "-Dartifact=" + MAVEN, "-DoutputDirectory=" + unpacked);
        kit.maven("Fetching Maven", unpack, log);
        Archive.copy(unpacked.resolve("apache-maven-3.9.9"), Maven.packed(kit.folder()));
        Maven.packed(kit.folder()).resolve("bin/mvn").toFile().setExecutable(true);
        holds.add(".lab/maven: Maven 3.9.9, for any system");

        // What runs tests is fetched when one is run; one short class is enough.
        List<String> build = new ArrayList<>(List.of("-pl", "!sweep-spark", "verify"));
        build.add("-Dtest=MarkdownTest");
        build.add("-Dsurefire.failIfNoSpecifiedTests=false");
        build.add("-Dmaven.repo.local=" + unpacked.resolve("m2"));
        kit.maven("Fetching all jars", build, log);
        kit.clean();
        Archive.copy(unpacked.resolve("m2"), Maven.repository(kit.folder()));
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        holds.add(
                ".lab/m2: all jars of the build and its tests, with the native libraries of "
                        + system);

        holds.add(".lab/web: plotly.js for charts, MathJax for formulas in pages of ./lab run");
        holds.add(jupyter(project, state.resolve("jupyter"), log));
        holds.add("Not in it: a JDK (17 or newer), Spark, what a cell asks %maven for.");
        Files.write(kit.folder().resolve("OFFLINE.txt"), holds);
    }

    private static String jupyter(Project project, Path folder, Path log) throws IOException {
        String script = project.sources("jupyter").resolve("pack.sh").toString();
        List<String> versions = new ArrayList<>();
        if (!Files.exists(Path.of("/etc/debian_version"))
                || !System.getProperty("os.arch").equals("amd64")) {
            return "No Jupyter: only Debian and its kin on x86-64 can pack one.";
        }
        Program pack = Program.of("sh", script, folder.toString());
        int status = pack.run(log.resolveSibling("jupyter-pack.log"), versions::add);
        Failure.unless(status == 0, "Jupyter must be packed, but was not: %s", versions);
        return ".lab/jupyter: " + versions.get(versions.size() - 1);
    }
}
