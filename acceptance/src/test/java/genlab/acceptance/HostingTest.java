package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Machines with nothing of the kit, made by buildah from a Debian of debootstrap's: what {@code
 * Dockerfile} and {@code binder/} build starts without a network and not as root, and what students
 * get works where there is a JDK and nothing else.
 */
@EnabledIfSystemProperty(
        named = "genlab.hosting",
        matches = ".*",
        disabledReason = "it takes ten minutes; try it with -Dgenlab.hosting")
@Tag("slow")
class HostingTest {

    private static final List<String> TOOLS = List.of("buildah", "debootstrap", "unshare", "unzip");

    /** {@code --quick}, unless {@code -Dgenlab.hosting=all} asks for every test. */
    private static final List<String> TESTS =
            System.getProperty("genlab.hosting", "").equals("all") ? List.of() : List.of("--quick");

    @BeforeAll
    static void assumeTools() {
        for (String tool : TOOLS) {
            Lab.assume(
                    Files.exists(Path.of("/usr/bin", tool))
                            || Files.exists(Path.of("/usr/sbin", tool)),
                    "there is no "
                            + tool
                            + " (on Debian and Ubuntu: apt-get install "
                            + tool
                            + ")");
        }
        Lab.assume(System.getProperty("user.name").equals("root"), "only root may cut a network");
    }

    @Test
    void whatIsBuiltShowsAChartWithoutANetworkAndNotAsRoot() throws Exception {
        Path archive = archive("genlab.zip", "release");
        List<JsonObject> told = run("hosting.sh", archive, List.of(), "Dockerfile", "Binder");
        for (JsonObject seconds : told) {
            assertEquals(1000, seconds.get("user").getAsInt(), told::toString);
            assertTrue(seconds.has("chart"), told::toString);
        }
    }

    @Test
    void theArchiveOpensAndPassesItsTestsOnAFreshMachine() throws Exception {
        opensAndPassesItsTests(archive("genlab.zip", "release"), "Online", 0);
    }

    @Test
    void theOtherArchiveDoesSoWithoutANetwork() throws Exception {
        Path archive = archive("genlab-offline.zip", "release", "--offline");
        opensAndPassesItsTests(archive, "Offline", 1000);
    }

    private static void opensAndPassesItsTests(Path archive, String kind, int user)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(kind));
        arguments.addAll(TESTS);
        JsonObject opened = run("fresh.sh", archive, arguments, kind).get(0);
        assertEquals(user, opened.get("user").getAsInt(), opened::toString);
        assertEquals("java", opened.get("kernel").getAsString());
        assertTrue(opened.get("notebooks").getAsInt() >= 9, opened::toString);
    }

    private static Path archive(String name, String... command) throws Exception {
        Path archive = Lab.ROOT.resolve("target/release").resolve(name);
        if (!Files.exists(archive)) {
            Lab.Outcome release = Lab.lab(command);
            assertEquals(0, release.status(), release::toString);
        }
        return archive;
    }

    /** Runs a script on an archive, and reads the JSON that it prints for each kind of machine. */
    private static List<JsonObject> run(
            String script, Path archive, List<String> arguments, String... kinds) throws Exception {
        Path tests = Path.of("src", "test", "resources", "hosting").toAbsolutePath();
        Path work = Files.createDirectories(Lab.ROOT.resolve("target").resolve("hosting"));
        List<String> command = new ArrayList<>(List.of("sh", tests.resolve(script) + ""));
        command.addAll(List.of(archive.toString(), tests.toString(), work.toString()));
        command.addAll(arguments);
        Lab.Outcome outcome = Lab.outcome(new ProcessBuilder(command));
        assertEquals(0, outcome.status(), outcome::toString);
        System.out.print(outcome.output());
        return Stream.of(kinds)
                .map(
                        kind ->
                                outcome.output()
                                        .lines()
                                        .filter(line -> line.startsWith(kind + " {"))
                                        .map(line -> line.substring(kind.length()))
                                        .findFirst()
                                        .orElseThrow(() -> new AssertionError(outcome)))
                .map(json -> JsonParser.parseString(json).getAsJsonObject())
                .toList();
    }
}
