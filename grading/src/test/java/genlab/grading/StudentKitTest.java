package genlab.grading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentKitTest {

    @TempDir private Path folder;

    @Test
    void theStudentsPomHasNeitherGraderNorTestsOfTheWhole() {
        String pom = modules("lib", "acceptance", "grading", "kernel");
        String students = StudentKit.pomWithout(pom);
        assertEquals(List.of("lib", "kernel"), StudentKit.modules(pom));
        assertEquals(modules("lib", "kernel"), students);
    }

    private static String modules(String... names) {
        StringBuilder modules = new StringBuilder("<modules>");
        for (String name : names) {
            modules.append("\n    <module>").append(name).append("</module>");
        }
        return modules.append("\n</modules>").toString();
    }

    @Test
    void anArchiveOfTheSameFilesIsTheSame() throws Exception {
        byte[] first = archive(1);
        Thread.sleep(1_100); // a file's times are kept in seconds
        byte[] second = archive(2_000_000_000_000L);
        assertArrayEquals(first, second);
    }

    private byte[] archive(long time) throws IOException {
        Path kit = folder.resolve("kit");
        FileUtils.deleteDirectory(kit.toFile());
        Files.createDirectories(kit.resolve("b"));
        Files.writeString(kit.resolve("b/z"), "z");
        Files.writeString(kit.resolve("b/a"), "a");
        Files.setLastModifiedTime(kit.resolve("b/a"), FileTime.fromMillis(time));
        Files.writeString(kit.resolve("lab"), "#!/bin/sh").toFile().setExecutable(true);
        Path zip = folder.resolve("kit.zip");
        new StudentKit(folder, kit).pack(zip);
        Map<String, String> options = Map.of("enablePosixFileAttributes", "true");
        try (FileSystem files = FileSystems.newFileSystem(zip, options)) {
            assertTrue(
                    Files.getPosixFilePermissions(files.getPath("/kit/lab"))
                            .contains(PosixFilePermission.OTHERS_EXECUTE));
            assertEquals("a", Files.readString(files.getPath("/kit/b/a")));
            assertFalse(
                    Files.getPosixFilePermissions(files.getPath("/kit/b/a"))
                            .contains(PosixFilePermission.OWNER_EXECUTE));
        }
        return Files.readAllBytes(zip);
    }
}
