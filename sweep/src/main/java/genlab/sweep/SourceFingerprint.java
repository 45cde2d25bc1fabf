package genlab.sweep;

import genlab.models.Gan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells which version of the sources makes the rows: others are not to be mixed with them. */
final class SourceFingerprint {
    private static final int DIGITS = 12;
    private static final List<String> OF_LIBRARY =
            List.of(
                    "genlab/nn",
                    "genlab/sampling",
                    "genlab/training",
                    "genlab/models",
                    "genlab/metrics",
                    "genlab/experiment");
    private static final List<String> OF_SWEEP = List.of("genlab/sweep");

    private SourceFingerprint() {}

    /** Twelve digits that change with the sources of all that decides over a row's numbers. */
    static String ofAll() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, Gan.class, OF_LIBRARY);
            add(digest, Experiment.class, OF_SWEEP);
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException | URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of code: a word in a comment changes no number. */
    static String withoutComments(String source) {
        StringBuilder code = new StringBuilder();
        boolean comment = false;
        for (String line : source.lines().map(String::strip).toList()) {
            comment |= line.startsWith("/*");
            if (!comment && !line.isEmpty() && !line.startsWith("//")) {
                code.append(line).append('\n');
            }
            comment &= !line.contains("*/");
        }
        return code.toString();
    }

    /** Adds the sources that lie beside a class, in its jar or folder. */
    private static void add(MessageDigest digest, Class<?> of, List<String> packages)
            throws IOException, URISyntaxException {
        URI place = of.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(place))) {
            add(digest, Path.of(place), packages);
        } else {
            URI jar = URI.create("jar:" + place);
            try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
                add(digest, files.getPath("/"), packages);
            }
        }
    }

    private static void add(MessageDigest digest, Path root, List<String> packages)
            throws IOException {
        Path sources = root.resolve("META-INF").resolve("sources");
        for (String name : packages) {
            try (Stream<Path> files = Files.walk(sources.resolve(name))) {
                List<Path> ordered =
                        files.filter(Files::isRegularFile)
                                .sorted(Comparator.comparing(Path::toString))
                                .toList();
                for (Path file : ordered) {
                    digest.update(
                            withoutComments(Files.readString(file))
                                    .getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
