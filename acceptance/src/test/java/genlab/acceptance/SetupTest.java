package genlab.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first start with a network, which a server on this machine stands for: pip's packages, the
 * scripts of the CDN, and Maven. What arrives cut or altered, or is interrupted, leaves nothing
 * that the next start stumbles over.
 */
@Tag("slow")
class SetupTest {

    /** Runs a command in a terminal of its own. */
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private static final byte[] CUT = {};
    private static final byte[] SLOW = {};

    @TempDir private Path folder;
    private HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch waiting = new CountDownLatch(1);

    @BeforeEach
    void startServer() throws IOException {
        Lab.assumeSetUp();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] content = files.get(exchange.getRequestURI().getPath());
        if (content == SLOW) {
            waiting.countDown();
            return; // and never an answer
        }
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, content == CUT ? 1_000_000 : content.length);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void startsAfterPipAndTheCdnFailedInEveryWay() throws Exception {
        Path project = project();
        Map<String, String> environment = environment(project);

        String pip = "Jupyter must be installed, but no Python on PATH has it";
        byte[] notebook = notebook();
        byte[] nbconvert = nbconvert();
        index("notebook", "notebook-7.9.0-py3-none-any.whl", notebook);
        index("nbconvert", "nbconvert-7.99.0-py3-none-any.whl", CUT);
        sentence(pip, Lab.lab(project, environment, "--no-browser"));

        index("nbconvert", "nbconvert-7.99.0-py3-none-any.whl", SLOW);
        Process interrupted = Lab.start(project, environment, "--no-browser");
        assertTrue(waiting.await(20, TimeUnit.MINUTES), "pip asks for nbconvert");
        interrupted.destroy();
        assertTrue(interrupted.waitFor(10, TimeUnit.MINUTES), "it ends when it is told to");
        assertFalse(Files.exists(project.resolve(".lab").resolve("python")));

        index("nbconvert", "nbconvert-7.99.0-py3-none-any.whl", nbconvert);
        sentence("http://127.0.0.1", Lab.lab(project, environment, "--no-browser"));
        assertTrue(Files.exists(project.resolve(".lab").resolve("python")), "pip had all it needs");

        Path web = Lab.ROOT.resolve(".lab").resolve("web");
        byte[] plotly = Files.readAllBytes(web.resolve("plotly.min.js"));
        String plotlyPath = "/npm/plotly.js-cartesian-dist-min@2.35.2/plotly-cartesian.min.js";
        files.put(
                "/npm/mathjax@3.2.2/es5/tex-svg-full.js",
                Files.readAllBytes(web.resolve("mathjax.min.js")));
        files.put(plotlyPath, CUT);
        sentence("http://127.0.0.1", Lab.lab(project, environment, "--no-browser"));
        byte[] altered = plotly.clone();
        altered[plotly.length / 2] ^= 1;
        files.put(plotlyPath, altered);
        sentence("plotly.js-cartesian-dist-min must have", Lab.lab(project, environment, "run"));
        assertFalse(Files.exists(project.resolve(".lab/web/plotly.min.js")), "nothing was kept");

        files.put(plotlyPath, plotly);
        Lab.Outcome setup = Lab.lab(project, environment, "setup");
        assertEquals(0, setup.status(), setup::toString);
        Path kernel = project.resolve(".lab/kernels/java");
        assertTrue(setup.output().contains("Ready: the kernel in " + kernel), setup::toString);
        assertTrue(Files.exists(kernel.resolve("kernel.json")), setup::toString);
        Lab.Outcome first = Lab.lab(project, environment, "--no-browser");
        assertEquals(0, first.status(), first::toString);
        assertTrue(first.output().contains("Notebooks: http://127.0.0.1:9/tree"), first::toString);

        int before = requests.get();
        Lab.Outcome second = Lab.lab(project, environment, "--no-browser");
        assertEquals(0, second.status(), second::toString);
        assertEquals(before, requests.get(), "a second start fetches nothing");
        for (String work : List.of("Installing", "Fetching", "Making")) {
            assertFalse(second.output().contains(work), second::toString);
        }
    }

    @Test
    void withoutAPythonItSaysHowToGetOne() throws Exception {
        Path project = project();
        Map<String, String> environment = environment(project);
        Files.delete(folder.resolve("bin").resolve("python3"));
        Lab.Outcome outcome = Lab.lab(project, environment, "--no-browser");
        sentence("Jupyter must be installed, but there is no Python on PATH", outcome);
        for (String advice : List.of("winget install", "brew install", "apt-get install", "dnf")) {
            assertTrue(outcome.errors().contains(advice), outcome::toString);
        }
    }

    @Test
    void aNamedPythonMustHaveJupyter() throws Exception {
        Path project = project();
        Map<String, String> environment = environment(project);
        environment.put("GENLAB_PYTHON", folder.resolve("bin").resolve("python3").toString());
        sentence(
                "GENLAB_PYTHON must name a Python that has Jupyter",
                Lab.lab(project, environment, "--no-browser"));
    }

    @Test
    void theWrapperFetchesMaven() throws Exception {
        Path project = Files.createDirectory(folder.resolve("mit Maven"));
        Files.copy(Lab.ROOT.resolve("mvnw"), project.resolve("mvnw"));
        executable(project.resolve("mvnw"));
        Path properties =
                Files.createDirectories(project.resolve(".mvn/wrapper"))
                        .resolve("maven-wrapper.properties");
        Files.writeString(
                properties,
                Files.readString(Lab.ROOT.resolve(".mvn/wrapper/maven-wrapper.properties"))
                        .replaceAll("https://[^/]*", address()));
        // Neither wget, which would try twenty times, nor unzip, so that one archive will do.
        Path tools = tools("basename", "cat", "curl", "gzip", "mkdir", "mktemp", "mv", "rm", "tar");
        Map<String, String> environment =
                Map.of(
                        "PATH",
                        tools.toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "MAVEN_USER_HOME",
                        folder.resolve("m2").toString());
        String name = "apache-maven-3.9.9";
        Path maven = Files.createDirectories(folder.resolve(name).resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho this is Maven, asked for \"$@\"\n");
        executable(maven);
        Path packed = folder.resolve("packed.tar.gz");
        assertEquals(
                0,
                new ProcessBuilder("tar", "czf", packed.toString(), name)
                        .directory(folder.toFile())
                        .start()
                        .waitFor());
        String path = "/dist/maven/maven-3/3.9.9/binaries/" + name + "-bin.tar.gz";
        Path program = project.resolve("mvnw");
        files.put(path, CUT);
        Lab.Outcome cut = Lab.outcome(builder(program, environment, "--version"));
        assertTrue(cut.status() != 0, cut::toString);

        files.put(path, Files.readAllBytes(packed));
        Lab.Outcome fetched = Lab.outcome(builder(program, environment, "--version"));
        assertEquals("this is Maven, asked for --version\n", fetched.output(), fetched::toString);
        int before = requests.get();
        Lab.Outcome again = Lab.outcome(builder(program, environment, "package"));
        assertEquals("this is Maven, asked for package\n", again.output(), again::toString);
        assertEquals(before, requests.get(), "a second start fetches nothing");
    }

    @Test
    void packagesOfTheSystemAreInstalledWithConsentWhereSomeoneCanBeAsked() throws Exception {
        boolean debian =
                Files.exists(Path.of("/etc/debian_version"))
                        && System.getProperty("user.name").equals("root")
                        && Files.isExecutable(SCRIPT);
        Lab.assume(debian, "only root on Debian and its kin installs packages");
        Path project = project();
        Map<String, String> environment = environment(project);
        environment.put("GENLAB_PYTHON", Lab.python().toString());
        environment.put("SHELL", "/bin/sh");
        Path asked = folder.resolve("asked");
        Path apt = folder.resolve("bin").resolve("apt-get");
        Files.writeString(apt, "#!/bin/sh\necho \"$@\" >> " + asked + "\n");
        executable(apt);
        String command = "apt-get install npm";

        Lab.Outcome declined = atATerminal(project, environment, "n");
        String question = "Install for the whole system: " + command + "? [Y/n]";
        assertTrue(declined.output().contains(question), declined::toString);
        assertTrue(declined.output().contains("must be fetched once"), declined::toString);
        assertFalse(Files.exists(asked), declined::toString);

        Lab.Outcome agreed = atATerminal(project, environment, "");
        assertTrue(Files.readString(asked).contains("install npm"), agreed::toString);

        Files.delete(asked);
        Lab.Outcome unasked = Lab.lab(project, environment, "run");
        String told = "Installing for the whole system: " + command;
        assertTrue(unasked.output().contains(told), unasked::toString);
        assertTrue(Files.readString(asked).contains("install npm"), unasked::toString);
    }

    /** {@code ./lab run} with someone at the keyboard who types one line. */
    private Lab.Outcome atATerminal(Path project, Map<String, String> environment, String line)
            throws Exception {
        Path typed = Files.writeString(folder.resolve("typed"), line + "\n");
        String lab = "'" + project.resolve("lab") + "' run";
        ProcessBuilder builder = new ProcessBuilder(SCRIPT + "", "-qec", lab, "/dev/null");
        builder.environment().putAll(environment);
        return Lab.outcome(builder.redirectInput(typed.toFile()));
    }

    private static ProcessBuilder builder(
            Path program, Map<String, String> environment, String argument) {
        ProcessBuilder builder = new ProcessBuilder("sh", program.toString(), argument);
        builder.environment().putAll(environment);
        return builder;
    }

    private static void sentence(String beginning, Lab.Outcome outcome) {
        assertEquals(1, outcome.status(), outcome::toString);
        assertTrue(outcome.errors().startsWith("lab: " + beginning), outcome::toString);
        assertEquals(1, outcome.errors().lines().count(), outcome::toString);
    }

    /** As after cloning and building, in a folder whose name is not plain. */
    private Path project() throws IOException {
        Path project = Files.createDirectory(folder.resolve("Kurs über GANs"));
        for (String file :
                List.of(
                        "lib",
                        "display",
                        "assignment/pom.xml",
                        "assignment/src",
                        "kernel",
                        "launcher",
                        "notebooks",
                        "pom.xml")) {
            Path link = project.resolve(file);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Lab.ROOT.resolve(file));
        }
        // No kernel is started, and with a folder on its class path it gets no archive of classes.
        Path target = Files.createDirectory(project.resolve("assignment").resolve("target"));
        Files.writeString(target.resolve("class-path.txt"), target.toString());
        Files.copy(Lab.ROOT.resolve("lab"), project.resolve("lab"));
        executable(project.resolve("lab"));
        Path built = Files.createDirectories(project.resolve(".lab").resolve("build"));
        for (String module : List.of("lib", "display", "assignment", "kernel", "launcher")) {
            Files.copy(Lab.ROOT.resolve(".lab/build").resolve(module), built.resolve(module));
        }
        return project;
    }

    /** A PATH with a Python that has no packages and nothing else that could bring Jupyter. */
    private Map<String, String> environment(Path project) throws Exception {
        String code =
                "import ensurepip, sys; print(getattr(sys, '_base_executable', sys.executable))";
        Lab.Outcome python = Lab.outcome(new ProcessBuilder(Lab.python().toString(), "-c", code));
        Lab.assume(python.status() == 0, "this Python has no venv and ensurepip");
        Path tools = tools();
        Files.writeString(
                tools.resolve("python3"),
                "#!/bin/sh\nexec " + python.output().strip() + " -S \"$@\"\n");
        executable(tools.resolve("python3"));
        Map<String, String> environment = new TreeMap<>(Lab.WITHOUT_LOCALE);
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.toString());
        environment.put("GENLAB_PYTHON", "");
        environment.put("GENLAB_CDN", address() + "/npm");
        environment.put("PIP_CONFIG_FILE", "/dev/null");
        environment.put("PIP_INDEX_URL", address() + "/simple");
        environment.put("PIP_FIND_LINKS", "");
        environment.put("PIP_NO_CACHE_DIR", "1");
        return environment;
    }

    /** A folder for PATH with what the scripts need, and more where it is there. */
    private Path tools(String... more) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sh", "cksum", "dirname", "readlink", "sed", "tr", "uname")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        for (String tool : more) {
            if (Files.exists(Path.of("/usr/bin", tool))) {
                Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
            }
        }
        return tools;
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void index(String name, String wheel, byte[] content) {
        String link = "<a href=\"/wheels/" + wheel + "\">" + wheel + "</a>";
        files.put("/simple/" + name + "/", link.getBytes(StandardCharsets.UTF_8));
        files.put("/wheels/" + wheel, content);
    }

    private static byte[] notebook() throws IOException {
        return wheel(
                "notebook",
                "7.9.0",
                Map.of(
                        "notebook/__init__.py",
                        "",
                        "notebook/__main__.py",
                        "print('running at')\nprint('http://127.0.0.1:9/tree?token=1')\n"));
    }

    private static byte[] nbconvert() throws IOException {
        return wheel(
                "nbconvert",
                "7.99.0",
                Map.of(
                        "nbconvert/__init__.py", "__version__ = '7.99.0'\n",
                        "nbclient/__init__.py", "",
                        "nbformat/__init__.py", ""));
    }

    /** A package as pip takes it. */
    private static byte[] wheel(String name, String version, Map<String, String> modules)
            throws IOException {
        Map<String, String> content = new LinkedHashMap<>(modules);
        String about = name + "-" + version + ".dist-info/";
        content.put(
                about + "METADATA",
                "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        content.put(
                about + "WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        content.put(about + "RECORD", String.join(",,\n", content.keySet()) + ",,\n");
        return zip(content);
    }

    private static byte[] zip(Map<String, String> content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
