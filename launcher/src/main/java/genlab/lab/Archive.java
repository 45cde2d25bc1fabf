package genlab.lab;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A zip file of a folder; equal content gives equal bytes, as every entry has the same time. */
final class Archive {

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private Archive() {}

    /** Packs a folder under its own name; programs stay executable. */
    static void write(Path folder, Path zip) throws IOException {
        Path part = zip.resolveSibling(zip.getFileName() + ".part");
        Files.deleteIfExists(part);
        Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem files = FileSystems.newFileSystem(part, options);
                Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted().toList()) {
                String name = folder.getParent().relativize(file).toString().replace('\\', '/');
                Path entry = files.getPath("/" + name);
                boolean program = Files.isDirectory(file) || Files.isExecutable(file);
                Files.copy(file, entry);
                Files.setPosixFilePermissions(
                        entry,
                        PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                Files.getFileAttributeView(entry, BasicFileAttributeView.class)
                        .setTimes(TIME, TIME, TIME);
            }
        }
        Files.move(part, zip, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a file, or a folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
