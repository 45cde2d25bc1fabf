package genlab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A script that a browser needs, kept in {@code .lab/web}: from npm, whose lock file pins the
 * checksum, otherwise from a CDN, checked against the checksum here. As root on Debian, npm comes
 * from the system if nothing else gives the files.
 */
enum WebFile {
    /** Draws the charts. */
    PLOTLY(
            "plotly.js-cartesian-dist-min",
            "2.35.2",
            "plotly-cartesian.min.js",
            "72409fd95b505d17772f2dd9bb81a8672ce6d5b61dcf61ba1fd8442c9ea3e180"),
    /** Sets formulas, with its fonts in the same file. */
    MATHJAX(
            "mathjax",
            "3.2.2",
            "es5/tex-svg-full.js",
            "a4354ff94fd868aea0cc6eaaa79a57fda0588646fc46ee3700a349ee0a11cbe6");

    private static final String CDN = "https://cdn.jsdelivr.net/npm";
    private static final int MILLISECONDS_WITHOUT_A_BYTE = 30_000;

    private final String npmPackage;
    private final String version;
    private final String path;
    private final String sha256;

    WebFile(String npmPackage, String version, String path, String sha256) {
        this.npmPackage = npmPackage;
        this.version = version;
        this.path = path;
        this.sha256 = sha256;
    }

    Path in(Project project) {
        return project.state().resolve("web").resolve(name().toLowerCase(Locale.ROOT) + ".min.js");
    }

    /** Brings the files that are not there yet. */
    static void bring(Project project) throws IOException {
        if (Arrays.stream(values()).allMatch(file -> Files.exists(file.in(project)))) {
            return;
        }
        Path web = Files.createDirectories(project.state().resolve("web"));
        boolean npm = npm(project, web);
        try {
            keepAll(project, npm);
        } catch (Failure noNetwork) {
            if (npm || !Debian.install(web.resolve("npm.log"), "npm") || !npm(project, web)) {
                throw noNetwork;
            }
            keepAll(project, true);
        }
    }

    private static void keepAll(Project project, boolean npm) throws IOException {
        // Another mirror of npm's packages, in the same layout, can be named.
        String cdn = System.getenv().getOrDefault("GENLAB_CDN", CDN);
        for (WebFile file : values()) {
            Path packed = file.in(project).resolveSibling("node_modules").resolve(file.npmPackage);
            String url = cdn + "/" + file.npmPackage + "@" + file.version + "/" + file.path;
            byte[] content = npm ? Files.readAllBytes(packed.resolve(file.path)) : download(url);
            keep(content, file.sha256, file.npmPackage, file.in(project));
        }
    }

    /** Whether npm is there and brought the packages with the checksums in the lock file. */
    private static boolean npm(Project project, Path web) throws IOException {
        for (String file : List.of("package.json", "package-lock.json")) {
            Path source = project.sources("web").resolve(file);
            Files.copy(source, web.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String npm = Platform.HERE.onPath("npm").map(Path::toString).orElse("");
        return !npm.isEmpty()
                && new Program(List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                        .in(web)
                        .succeeds("Fetching plotly.js, MathJax with npm", web.resolve("npm.log"));
    }

    /** The content behind an address. */
    static byte[] download(String url) {
        try (Progress progress = new Progress("Connecting to " + url)) {
            URLConnection connection = URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(MILLISECONDS_WITHOUT_A_BYTE);
            connection.setReadTimeout(MILLISECONDS_WITHOUT_A_BYTE);
            try (InputStream content = connection.getInputStream()) {
                progress.stage("Fetching " + url);
                byte[] bytes = content.readAllBytes();
                if (bytes.length < connection.getContentLength()) {
                    throw new IOException("cut off after " + bytes.length + " bytes");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new Failure(
                    "%s must be fetched once, but that failed (%s) and npm is not there or failed"
                            + " too; connect to the network, or install npm where only that is"
                            + " reachable, and start again.",
                    url, Failure.reason(e));
        }
    }

    /** Writes what has the right checksum to a file, whole or not at all. */
    static void keep(byte[] content, String sha256, Object source, Path file) throws IOException {
        String found = sha256(content);
        Failure.unless(
                found.equals(sha256),
                "%s must have the SHA-256 checksum %s, but has %s; it was not kept. Try again, or"
                        + " from another network.",
                source,
                sha256,
                found);
        replace(content, file);
    }

    /** Writes a file, whole or not at all. */
    static void replace(byte[] content, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
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
