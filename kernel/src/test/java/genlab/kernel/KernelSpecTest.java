package genlab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How Jupyter starts the kernel. */
@org.junit.jupiter.api.Tag("slow")
@Timeout(1800)
class KernelSpecTest {

    @TempDir Path folder;

    /** An archive is of jars only, so the folders of the build become some. */
    private KernelSpec ofJars(Path jdk) throws Exception {
        List<Path> jars = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve("part" + jars.size() + ".jar");
                RunningKernel.jar(jar, path);
                path = jar;
            }
            if (Files.exists(path)) {
                jars.add(path);
            }
        }
        return new KernelSpec(jdk, jars, List.of(), folder.resolve(KernelSpec.ARCHIVE_NAME));
    }

    /** The JVM refuses to start if it can't use the archive. */
    private void assertArchiveIsUsed(Path jdk, String required) throws Exception {
        KernelSpec spec = ofJars(jdk);
        assertTrue(spec.createArchive());
        Map<String, String> must = Map.of("JAVA_TOOL_OPTIONS", required);
        try (KernelProcess kernel =
                new KernelProcess(spec, folder, "kernel.json", must, List.of())) {
            assertEquals("2", kernel.run("1 + 1").value());
        }
    }

    @Test
    void archiveOfClassesIsUsed() throws Exception {
        assertArchiveIsUsed(Path.of(System.getProperty("java.home")), "-Xshare:on");
    }

    @Test
    void cacheOfTheNewestJdkIsUsed() throws Exception {
        Path jdk = RunningKernel.newestJdk();
        String json = KernelSpecs.spec(jdk, folder).json();
        assertEquals(RunningKernel.version(jdk) >= 25, json.contains("-XX:AOTCache="), json);
        assertArchiveIsUsed(jdk, "-XX:AOTMode=on");
    }

    @Test
    void foldersPreventAnArchive() throws Exception {
        Path jdk = Path.of(System.getProperty("java.home"));
        KernelSpec spec =
                new KernelSpec(jdk, List.of(folder), List.of(), folder.resolve("classes.jsa"));
        assertFalse(spec.createArchive());
        assertTrue(Arrays.stream(spec.json().split("\n")).anyMatch(line -> line.contains("-Xmx")));
    }
}
