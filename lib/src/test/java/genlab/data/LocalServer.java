package genlab.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mirror on this machine that can break off and can, or can't, go on in the middle. */
final class LocalServer implements AutoCloseable {
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** The {@code Range} header of each request, "" for none. */
    final List<String> ranges = new CopyOnWriteArrayList<>();

    /** After how many bytes the next answer breaks off. */
    volatile int breakOffAfter = Integer.MAX_VALUE;

    volatile boolean understandsRanges = true;

    private final HttpServer server;

    LocalServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] file = files.get(exchange.getRequestURI().getPath());
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "" : range);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int from = 0;
            if (range != null && understandsRanges) {
                from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
                if (from >= file.length) {
                    exchange.sendResponseHeaders(416, -1);
                    return;
                }
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/*");
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
            int to = (int) Math.min(file.length, (long) from + breakOffAfter);
            breakOffAfter = Integer.MAX_VALUE;
            exchange.getResponseBody().write(Arrays.copyOfRange(file, from, to));
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
