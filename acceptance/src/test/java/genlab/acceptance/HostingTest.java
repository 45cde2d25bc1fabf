package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The {@code Dockerfile} and {@code binder/} of the students' archive, built by buildah on a Debian
 * of debootstrap's and then started without a network, not as root.
 */
@EnabledIfSystemProperty(
        named = "genlab.hosting",
        matches = ".*",
        disabledReason = "it takes ten minutes; try it with -Dgenlab.hosting")
@Tag("slow")
class HostingTest {

    private static final List<String> TOOLS = List.of("buildah", "debootstrap", "unshare", "unzip");

    @Test
    void whatIsBuiltShowsAChartWithoutANetworkAndNotAsRoot() throws Exception {
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
        Path archive = Lab.ROOT.resolve("target/release/genlab.zip");
        if (!Files.exists(archive)) {
            Lab.Outcome release = Lab.lab("release");
            assertEquals(0, release.status(), release::toString);
        }
        Path tests = Path.of("src", "test", "resources", "hosting").toAbsolutePath();
        Path work = Files.createDirectories(Lab.ROOT.resolve("target").resolve("hosting"));
        Lab.Outcome outcome =
                Lab.outcome(
                        new ProcessBuilder(
                                "sh",
                                tests.resolve("hosting.sh").toString(),
                                archive.toString(),
                                tests.toString(),
                                work.toString()));
        assertEquals(0, outcome.status(), outcome::toString);
        System.out.print(outcome.output());
        for (String kind : List.of("Dockerfile ", "Binder ")) {
            String told =
                    outcome.output()
                            .lines()
                            .filter(line -> line.startsWith(kind))
                            .findFirst()
                            .orElse("");
            assertTrue(told.length() > kind.length(), outcome::toString);
            JsonObject seconds =
                    JsonParser.parseString(told.substring(kind.length())).getAsJsonObject();
            assertEquals(1000, seconds.get("user").getAsInt(), told);
            assertTrue(seconds.has("chart"), told);
        }
    }
}
