package genlab.acceptance;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import genlab.charts.Rendered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Pages with charts on them, of each kind that the kit knows, from a server on this machine. */
final class ChartPage implements AutoCloseable {
    private static final Path PLOTLY = Lab.ROOT.resolve(".lab/kernels/java/plotly.min.js");
    private static final Path WEB = Path.of("src", "test", "web");
    private static final Path BUILT = Path.of("target", "web");

    private final HttpServer server;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    ChartPage() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] content = files.get(exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(
                            content == null ? 404 : 200, content == null ? -1 : content.length);
                    if (content != null) {
                        exchange.getResponseBody().write(content);
                    }
                    exchange.close();
                });
        put("/favicon.ico", "");
        server.start();
    }

    /** plotly.js as {@code ./lab} brought it; the test is skipped where it has not. */
    static String plotly() throws IOException {
        Lab.assume(Files.exists(PLOTLY), "only './lab test' brings plotly.js");
        return Files.readString(PLOTLY);
    }

    /** The script of a page that is exported. */
    static String bundle() throws IOException {
        return "<script id=\"genlab-plotly\">(function(define,module,exports,require){"
                + plotly()
                + "\n}).call(window);document.dispatchEvent(new Event(\"genlab-plotly\"));</script>";
    }

    static String page(String theme, String... parts) {
        return "<!doctype html><html><head><meta charset=\"utf-8\"></head><body style=\"background:"
                + (theme.equals("dark") ? "#111111;color:#d4d4d4" : "#ffffff")
                + "\">"
                + String.join("\n", parts)
                + "</body></html>";
    }

    static String html(Collection<Rendered> charts) {
        StringBuilder html = new StringBuilder();
        charts.forEach(chart -> html.append(chart.html()));
        return html.toString();
    }

    /** JupyterLab's renderer with outputs in it, on a page with JupyterLab's configuration. */
    void jupyterLab(Collection<Rendered> charts) throws IOException, InterruptedException {
        JsonArray outputs = new JsonArray();
        for (Rendered chart : charts) {
            JsonObject data = new JsonObject();
            data.addProperty("text/html", chart.html());
            data.addProperty("text/plain", chart.text());
            JsonObject output = new JsonObject();
            output.addProperty("output_type", "display_data");
            output.add("data", data);
            output.add("metadata", new JsonObject());
            outputs.add(output);
        }
        put("/lab.js", Files.readString(renderer()));
        put("/outputs.js", "showOutputs(" + new Gson().toJson(outputs) + ");");
        put("/base/kernelspecs/java/plotly.min.js", plotly());
        put(
                "/",
                page(
                        "light",
                        "<script id=\"jupyter-config-data\" type=\"application/json\">"
                                + "{\"baseUrl\": \"/base/\"}</script>",
                        "<div id=\"outputs\"></div><script src=\"lab.js\"></script>",
                        "<script src=\"outputs.js\"></script>"));
    }

    /** The classic pages' require.js. */
    static String require() throws IOException, InterruptedException {
        renderer();
        return "<script>"
                + Files.readString(BUILT.resolve("node_modules/requirejs/require.js"))
                + "</script>";
    }

    /** JupyterLab's packages in one file; the test is skipped where npm has none to give. */
    private static Path renderer() throws IOException, InterruptedException {
        Path bundled = BUILT.resolve("lab.js");
        if (!Files.exists(bundled)) {
            Files.createDirectories(BUILT);
            for (String file : List.of("package.json", "package-lock.json", "jupyterlab.js")) {
                Files.writeString(BUILT.resolve(file), Files.readString(WEB.resolve(file)));
            }
            boolean built =
                    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                            && run(
                                    "node_modules/.bin/esbuild",
                                    "jupyterlab.js",
                                    "--bundle",
                                    "--outfile=lab.js",
                                    "--loader:.css=empty",
                                    "--loader:.svg=text",
                                    "--log-level=warning");
            Lab.assume(built, "npm could not bring JupyterLab's renderer; see target/web.log");
        }
        return bundled;
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(BUILT.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            Path.of("target", "web.log").toFile()))
                            .start();
            if (!process.waitFor(30, TimeUnit.MINUTES)) {
                process.destroy();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    void put(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
