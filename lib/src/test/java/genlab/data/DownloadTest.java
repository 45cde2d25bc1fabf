package genlab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final int LENGTH = 300_000;

    @TempDir Path folder;
    private final byte[] content = new byte[LENGTH];
    private final List<String> told = new ArrayList<>();
    private String sha256;
    private Path file;
    private Path part;
    private LocalServer server;

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        new Random(1).nextBytes(content);
        sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        file = folder.resolve("new/folder/data.gz");
        part = folder.resolve("new/folder/data.gz.part");
        server = new LocalServer();
        server.files.put("/data.gz", content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFileArrivesWholeAndNothingElseStays() throws IOException {
        download("/data.gz");
        assertWhole();
        assertEquals(List.of("data.gz: 0.3 MB"), told);
    }

    @Test
    void aFileThatIsThereIsNotAskedForAgain() throws IOException {
        download("/data.gz");
        download("/data.gz");
        assertEquals(1, server.ranges.size());
    }

    @Test
    void anInterruptedDownloadGoesOnWhereItStopped() throws IOException {
        server.breakOffAfter = 100_000;
        String message = failure("/data.gz");
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains("must send 300000 bytes, but stopped after 100000"), message);
        assertFalse(Files.exists(file));
        assertEquals(100_000, Files.size(part));

        download("/data.gz");
        assertWhole();
        assertEquals(List.of("", "bytes=100000-"), server.ranges);
    }

    @Test
    void theNextMirrorGoesOnWhereTheFirstStopped() throws IOException {
        server.breakOffAfter = 100_000;
        download("/data.gz", "/data.gz");
        assertWhole();
        assertEquals(List.of("", "bytes=100000-"), server.ranges);
    }

    @Test
    void aServerThatCannotGoOnStartsAfresh() throws IOException {
        server.understandsRanges = false;
        server.breakOffAfter = 100_000;
        failure("/data.gz");
        download("/data.gz");
        assertWhole();
    }

    @Test
    void aPartThatIsWrongIsReplaced() throws IOException {
        for (int length : new int[] {10, LENGTH, LENGTH + 5}) {
            Files.createDirectories(part.getParent());
            Files.write(part, new byte[length]);
            download("/data.gz");
            assertWhole();
            Files.delete(file);
        }
    }

    @Test
    void aPartThatIsWholeIsTaken() throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, content);
        download("/data.gz");
        assertWhole();
    }

    @Test
    void aWrongChecksumTellsExpectedAndFoundAndLeavesNoFile() throws IOException {
        server.files.put("/wrong", new byte[] {1, 2, 3});
        String message = failure("/wrong");
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains("/wrong must have the SHA-256 " + sha256), message);
        assertTrue(
                message.contains(
                        "but has"
                                + " 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"),
                message);
        assertFalse(Files.exists(file));

        download("/wrong", "/data.gz");
        assertWhole();
    }

    @Test
    void aFileOfTheUsersIsNeverOverwritten() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1, 2, 3});
        String message = failure("/data.gz");
        assertTrue(message.startsWith(file + " must have the SHA-256 " + sha256), message);
        assertTrue(message.contains("move it away"), message);
        assertEquals(3, Files.size(file));
        assertTrue(server.ranges.isEmpty());
    }

    @Test
    void everyMirrorsFailureIsTold() throws IOException {
        server.close();
        String message = failure("/data.gz", "/other");
        assertTrue(message.contains("/data.gz: ") && message.contains("/other: "), message);
        assertTrue(message.contains("refused"), message);
        assertFalse(Files.exists(part));
    }

    @Test
    void twoDownloadsOfTheSameFileDoNotMix() throws IOException {
        Files.createDirectories(part.getParent());
        try (FileChannel other =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            String message = failure("/data.gz");
            assertTrue(message.contains("is being downloaded already"), message);
        }
    }

    @Test
    void anInterruptStopsItAndKeepsThePart() {
        Thread.currentThread().interrupt();
        assertThrows(java.io.InterruptedIOException.class, () -> download("/data.gz"));
        assertTrue(Files.exists(part));
    }

    private void assertWhole() throws IOException {
        assertArrayEquals(content, Files.readAllBytes(file));
        assertFalse(Files.exists(part));
    }

    private void download(String... paths) throws IOException {
        List<URI> addresses = Arrays.stream(paths).map(server::address).toList();
        new Download(addresses, sha256, file).run(told::add);
    }

    private String failure(String... paths) {
        return assertThrows(IOException.class, () -> download(paths)).getMessage();
    }
}
