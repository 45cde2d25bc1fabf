package genlab.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A script that a browser needs, kept in {@code .lab/web}: from npm, whose lock file pins the
 * checksum, otherwise from a CDN, checked against the checksum here. As root on Debian, npm comes
 * from the system if nothing else gives the files.
 */
enum WebFile {
    /** Draws the charts. */
    PLOTLY(
            "plotly.min.js",
            "plotly.js-cartesian-dist-min",
            "2.35.2",
            "plotly-cartesian.min.js",
            "72409fd95b505d17772f2dd9bb81a8672ce6d5b61dcf61ba1fd8442c9ea3e180"),
    /** Sets formulas, with its fonts in the same file. */
    MATHJAX(
            "mathjax.min.js",
            "mathjax",
            "3.2.2",
            "es5/tex-svg-full.js",
            "a4354ff94fd868aea0cc6eaaa79a57fda0588646fc46ee3700a349ee0a11cbe6");

    /** Where another mirror of npm's packages can be named, in the same layout. */
    static final String CDN_VARIABLE = "GENLAB_CDN";

    private static final String CDN = "https://cdn.jsdelivr.net/npm";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final String npmPackage;
    private final String version;
    private final String path;
    private final String sha256;

    WebFile(String name, String npmPackage, String version, String path, String sha256) {
        this.name = name;
        this.npmPackage = npmPackage;
        this.version = version;
        this.path = path;
        this.sha256 = sha256;
    }

    Path in(Project project) {
        return project.state().resolve("web").resolve(name);
    }

    /** Brings the files that are not there yet. */
    static void bring(Project project) throws IOException {
        bring(project, System.getenv().getOrDefault(CDN_VARIABLE, CDN));
    }

    static void bring(Project project, String cdn) throws IOException {
        boolean complete = true;
        for (WebFile file : values()) {
            complete &= Files.exists(file.in(project));
        }
        if (complete) {
            return;
        }
        Path web = project.state().resolve("web");
        Files.createDirectories(web);
        boolean npm = npm(project, web);
        Map<WebFile, byte[]> contents = new EnumMap<>(WebFile.class);
        try {
            for (WebFile file : values()) {
                contents.put(file, npm ? file.packed(web) : download(file.url(cdn)));
            }
        } catch (Build.Failure noNetwork) {
            boolean installed =
                    Debian.canInstall()
                            && Debian.install(web.resolve("npm.log"), "npm")
                            && npm(project, web);
            if (!installed) {
                throw noNetwork;
            }
            for (WebFile file : values()) {
                contents.put(file, file.packed(web));
            }
        }
        for (var content : contents.entrySet()) {
            WebFile file = content.getKey();
            keep(content.getValue(), file.sha256, file.npmPackage, file.in(project));
        }
    }

    /** Whether npm is there and brought the packages with the checksums in the lock file. */
    private static boolean npm(Project project, Path web) throws IOException {
        for (String file : new String[] {"package.json", "package-lock.json"}) {
            Files.copy(
                    project.sources("web").resolve(file),
                    web.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        String npm = File.separatorChar == '\\' ? "npm.cmd" : "npm";
        try {
            return Program.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                            .in(web)
                            .run("Fetching plotly.js and MathJax with npm", web.resolve("npm.log"))
                    == 0;
        } catch (Build.Failure noNpm) {
            return false;
        }
    }

    private byte[] packed(Path web) throws IOException {
        return Files.readAllBytes(web.resolve("node_modules").resolve(npmPackage).resolve(path));
    }

    private String url(String cdn) {
        return cdn + "/" + npmPackage + "@" + version + "/" + path;
    }

    /** The content behind an address. */
    static byte[] download(String url) {
        HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(PATIENCE)
                        .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        Build.Progress progress = new Build.Progress("Fetching " + url);
        try {
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("status " + response.statusCode());
                }
                return body.readAllBytes();
            }
        } catch (IOException e) {
            throw new Build.Failure(
                    url
                            + " must be fetched once, but that failed ("
                            + (e.getMessage() == null
                                    ? e.getClass().getSimpleName()
                                    : e.getMessage())
                            + ") and npm is not there or failed too; connect to the network, or"
                            + " install npm where only that is reachable, and start again.");
        } catch (InterruptedException e) {
            throw new Build.Failure("interrupted.");
        } finally {
            progress.close();
        }
    }

    /** Writes what has the right checksum to a file, whole or not at all. */
    static void keep(byte[] content, String sha256, Object source, Path file) throws IOException {
        String found = sha256(content);
        if (!found.equals(sha256)) {
            throw new Build.Failure(
                    source
                            + " must have the SHA-256 checksum "
                            + sha256
                            + ", but has "
                            + found
                            + "; it was not kept. Try again, or from another network.");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
