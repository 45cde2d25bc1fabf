package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import genlab.kernel.KernelProcess.Message;
import genlab.kernel.KernelProcess.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that cells bring, from a Maven repository that is a folder. There is no Maven on the
 * kernel's path, only a wrapper in its working folder; the kernel was started with version 1.0 of
 * the libraries {@code widget}, {@code used} and {@code held}.
 */
@Tag("slow")
@Timeout(1800)
class LibrariesTest extends RunningKernel {

    private static final String GROUP = "genlab.kernel.tests";

    private Path mvn;
    private Path work;
    private Path repository;

    @Override
    Path library(Path folder) throws Exception {
        Path source = folder.resolve("Kit.java");
        Files.writeString(
                source,
                "package kit; public class Kit { public static String widget() throws Exception {"
                        + " return (String) Class.forName(\"widget.Version\").getMethod(\"get\")"
                        + ".invoke(null); } }");
        compile(source, folder);
        return folder;
    }

    @Override
    List<Path> libraries(Path folder) throws Exception {
        repository = folder.resolve("repository");
        List<Path> kits = new ArrayList<>();
        kits.add(library(Files.createDirectory(folder.resolve("kit"))));
        for (String name : List.of("widget", "used", "held")) {
            publish(name, "1.0", "", "");
            publish(name, "2.0", "", "");
            kits.add(jar(name, "1.0", ""));
        }
        publish("widget", "2.0", "-extra", "");
        publish("brought", "3.0", "", "");
        publish("brought", "4.0-SNAPSHOT", "", "");
        publish("below", "2.0", "", "");
        publish("apart", "1.0", "", "");
        publish("gadget", "1.0", "", dependency("widget", "2.0"));
        return kits;
    }

    private Path jar(String artifact, String version, String classifier) {
        Path folder = repository.resolve(GROUP.replace('.', '/')).resolve(artifact);
        String name = artifact + "-" + version + classifier + ".jar";
        return folder.resolve(version).resolve(name);
    }

    private static String dependency(String artifact, String version) {
        return String.format(
                "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>"
                        + "<version>%s</version></dependency>",
                GROUP, artifact, version);
    }

    /** Puts a library into the repository: a class of its name that knows its version. */
    private void publish(String artifact, String version, String classifier, String dependencies)
            throws Exception {
        Path jar = jar(artifact, version, classifier);
        Path classes = Files.createDirectories(jar.resolveSibling("classes" + classifier));
        Path source = jar.resolveSibling("Version.java");
        Files.writeString(
                source,
                String.format(
                        "package %s%s; public class Version {"
                                + " public static String get() { return \"%s\"; } }",
                        artifact, classifier.replace("-", ""), version));
        compile(source, classes);
        jar(jar, classes);
        Files.writeString(
                Path.of(jar.toString().replaceFirst(classifier + ".jar$", ".pom")),
                String.format(
                        "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId>"
                                + "<artifactId>%s</artifactId><version>%s</version>"
                                + "<dependencies>%s</dependencies></project>",
                        GROUP, artifact, version, dependencies));
    }

    /** Its wrapper passes on to the real Maven, or, if there is a file "slow", does nothing. */
    @Override
    Map<String, String> environment(Path folder) throws Exception {
        work = folder;
        String path = System.getenv("PATH");
        mvn =
                Arrays.stream(path.split(File.pathSeparator))
                        .map(element -> Path.of(element, "mvn"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        Path wrapper = folder.resolve("mvnw");
        Files.writeString(
                wrapper,
                String.format(
                        "#!/bin/sh%nPATH='%s'%ncd '%s'%nif [ -e slow ]; then%necho 'Downloaded from"
                                + " far: http://far/a-1.pom (1 kB at 2 kB/s)'%necho 'Downloading from"
                                + " far: http://far/a-1.jar'%nsleep 300 & echo $! >sleeper;"
                                + " wait%nfi%nexec '%s' \"$@\"%n",
                        path, folder, mvn));
        assertTrue(wrapper.toFile().setExecutable(true));
        return Map.of("PATH", folder.resolve("nothing").toString());
    }

    @Override
    String setup() {
        return "%mavenRepo here " + repository.toUri();
    }

    @BeforeEach
    void needsMaven() {
        if (mvn == null) {
            System.out.println("skipped: no mvn on the path");
        }
        assumeTrue(mvn != null);
    }

    /** Maven keeps what it finds in its own repository: there it is out of place. */
    @AfterAll
    void forget() throws IOException {
        Path jar =
                Path.of(Gson.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path group = jar;
        for (int up = 0; up < 7; up++) {
            group = group.getParent();
        }
        group = group.resolve(GROUP.replace('.', '/'));
        if (Files.exists(group)) {
            try (Stream<Path> files = Files.walk(group)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static String shown(Result result) {
        return result.outputs().stream()
                .filter(m -> m.type().endsWith("display_data"))
                .map(Message::content)
                .map(c -> c.getAsJsonObject("data").get("text/plain").getAsString())
                .collect(Collectors.joining("\n"));
    }

    /** Maven takes two seconds, so that one run shows several facts. */
    @Test
    void cellsUseTheirVersionTheKitItsOwnAndWhatIsInUseOrWantedStays() throws Exception {
        assertEquals("1.0", kernel.run("used.Version.get()").value());
        Result brought =
                kernel.run(
                        String.format(
                                "List<String> jars = %%maven %1$s:gadget:1.0 %1$s:used:2.0"
                                        + " %1$s:brought:4.0-SNAPSHOT%njars.size()",
                                GROUP));
        assertEquals("ok", brought.status(), () -> brought.errorValue());
        assertEquals(
                List.of(
                        "From now on cells use widget 2.0 (the kit's library its own 1.0). For the"
                                + " kit's version in cells, too, restart the kernel and run %maven"
                                + " --kit ...",
                        "used 1.0 of the kit stays, not 2.0; cells use it already: to change that,"
                                + " restart the kernel and run %maven first."),
                brought.err().lines().sorted().toList());
        assertTrue(shown(brought).startsWith("Maven looks for the libraries ..."), shown(brought));
        assertTrue(shown(brought).endsWith("added 3 of 4 jars"), shown(brought));
        assertEquals("4", brought.value(), () -> brought.reply().toString());
        assertEquals(
                "2.0 1.0", kernel.run("widget.Version.get() + ' ' + kit.Kit.widget()").value());
        assertEquals("1.0", kernel.run("used.Version.get()").value());
        assertEquals("4.0-SNAPSHOT", kernel.run("brought.Version.get()").value());
        String path = kernel.run("System.getProperty(\"java.class.path\")").value();
        assertTrue(path.contains("brought-4.0-SNAPSHOT"), path);

        String note = kernel.run("%maven --kit " + GROUP + ":held:2.0").err();
        assertEquals("held 1.0 of the kit stays, not 2.0; leave out --kit to change that.\n", note);
        assertEquals("1.0", kernel.run("held.Version.get()").value());

        Result again =
                kernel.run(
                        String.format(
                                "%%addMavenDependency %1$s:gadget:1.0 %1$s:held:1.0 %1$s:brought:3.0"
                                        + " %1$s:widget:jar:extra:2.0%nwidgetextra.Version.get()",
                                GROUP));
        assertEquals("2.0", again.value(), () -> again.reply().toString());
        assertTrue(again.err().startsWith("brought 4.0-SNAPSHOT stays, an earlier"), again.err());
        assertEquals(1, again.err().lines().count(), "the others are there");
    }

    @Test
    void readsPoms(@TempDir Path folder) throws Exception {
        Result below =
                kernel.run("%%loadFromPOM\n" + dependency("below", "2.0") + "\n<!-- no more -->");
        assertEquals("ok", below.status(), () -> below.errorValue());
        assertEquals("2.0", kernel.run("below.Version.get()").value());
        Path pom = folder.resolve("pom.xml");
        Files.writeString(
                pom,
                "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b"
                        + "</artifactId><version>1</version><repositories><repository><id>r</id>"
                        + "<url>"
                        + repository.toUri()
                        + "</url></repository></repositories><dependencies>"
                        + dependency("apart", "1.0")
                        + "</dependencies></project>");
        Result file = kernel.run("%loadFromPOM " + pom);
        assertEquals("ok", file.status(), () -> file.errorValue());
        assertEquals("1.0", kernel.run("apart.Version.get()").value());
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        String missing = kernel.run("%maven " + GROUP + ":nothing:1.0").errorValue();
        assertTrue(missing.contains(GROUP + ":nothing"), missing);
        assertTrue(kernel.run("%maven nothing").errorValue().contains("group:artifact:version"));
        assertTrue(kernel.run("%mavenRepo x").errorValue().contains("needs a name and a URL"));
        assertTrue(kernel.run("%loadFromPOM no.xml").errorValue().contains("needs a POM file"));
    }

    @Test
    void showsWhatMavenDoesAndCanBeInterrupted() throws Exception {
        Path slow = Files.createFile(work.resolve("slow"));
        try {
            String id =
                    kernel.send(
                            kernel.shell,
                            "execute_request",
                            KernelProcess.execution("%maven a:a:1"));
            Message progress = null;
            while (progress == null
                    || !progress.content().toString().contains("1 files, now a-1.jar")) {
                progress = kernel.published(KernelProcess.PATIENCE_MILLIS);
                assertNotNull(progress, "nothing is shown");
            }
            kernel.interrupt();
            Result result = kernel.finish(id);
            assertEquals("Interrupted", result.errorName());
            long sleeper = Long.parseLong(Files.readString(work.resolve("sleeper")).strip());
            ProcessHandle.of(sleeper).ifPresent(left -> left.onExit().join());
            assertEquals("2", kernel.run("1 + 1").value());
        } finally {
            Files.delete(slow);
        }
    }
}
