package genlab.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebFileTest {

    private static final byte[] CONTENT = "abc".getBytes(StandardCharsets.UTF_8);
    // FIPS 180-2, appendix B.1.
    private static final String SHA_256 =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path folder;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/file",
                exchange -> {
                    exchange.sendResponseHeaders(200, CONTENT.length);
                    try (OutputStream body = exchange.getResponseBody()) {
                        body.write(CONTENT);
                    }
                });
        server.createContext(
                "/cut",
                exchange -> {
                    exchange.sendResponseHeaders(200, CONTENT.length + 1);
                    exchange.getResponseBody().write(CONTENT);
                    exchange.getResponseBody().flush();
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void rightChecksumIsKept() throws IOException {
        Path file = folder.resolve("script.js");
        WebFile.keep(WebFile.download(url("/file")), SHA_256, url("/file"), file);
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertOnly("script.js");
    }

    @Test
    void wrongChecksumIsNamedAndNothingKept() throws IOException {
        Path file = folder.resolve("script.js");
        Files.writeString(file, "what was there before");
        String wrong = SHA_256.replace('b', 'c');
        String message =
                assertThrows(Failure.class, () -> WebFile.keep(CONTENT, wrong, url("/file"), file))
                        .getMessage();
        assertTrue(message.contains(wrong) && message.contains(SHA_256), message);
        assertEquals("what was there before", Files.readString(file));
        assertOnly("script.js");
    }

    @Test
    void missingFileCutAnswerAndNoServerAreOneSentenceEach() {
        String gone = url("/nothing");
        for (String url : new String[] {gone, url("/cut"), "http://127.0.0.1:1/file"}) {
            String message = assertThrows(Failure.class, () -> WebFile.download(url)).getMessage();
            assertTrue(message.startsWith(url + " must be fetched once, but"), message);
            assertFalse(message.contains("\n"), message);
        }
    }

    private void assertOnly(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(name), files.map(f -> f.getFileName().toString()).toList());
        }
    }
}
