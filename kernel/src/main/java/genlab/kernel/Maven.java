package genlab.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds libraries with what they need, by the Maven that is installed or the project's wrapper. */
final class Maven {

    private static final String GOAL =
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
    private static final Pattern TRANSFER =
            Pattern.compile("(Downloading|Downloaded) from \\S+: \\S*/(\\S+)( \\(([^)]*) at.*)?");
    private static final String REPOSITORY =
            "<repository><id>%s</id><url>%s</url><snapshots><enabled>true</enabled>"
                    + "<updatePolicy>always</updatePolicy></snapshots></repository>";
    private static final int LOOK_MILLIS = 100;

    private final Map<String, String> repositories = new LinkedHashMap<>();

    void addRepository(String id, String url) {
        repositories.put(id, String.format(REPOSITORY, xml(id), xml(url)));
    }

    /**
     * A dependency as in a POM.
     *
     * @param coordinates group:artifact:version, with type and classifier before the version
     * @throws IOException if they are others
     */
    static String dependency(String coordinates) throws IOException {
        String[] parts = coordinates.split(":");
        if (parts.length < 3 || parts.length > 5 || !coordinates.matches("[\\w.:-]+")) {
            throw new IOException(
                    "coordinates must be group:artifact:version or"
                            + " group:artifact:type:classifier:version, but were "
                            + coordinates
                            + ", as in %maven org.apache.commons:commons-math3:3.6.1");
        }
        StringBuilder xml = new StringBuilder("<dependency>");
        List<String> names = List.of("groupId", "artifactId", "type", "classifier");
        for (int i = 0; i < parts.length; i++) {
            String name = i == parts.length - 1 ? "version" : names.get(i);
            xml.append("<" + name + ">" + parts[i] + "</" + name + ">");
        }
        return xml.append("</dependency>").toString();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** A project of these dependencies, and perhaps repositories, as elements of a POM. */
    String project(String elements) {
        return "<project><modelVersion>4.0.0</modelVersion><groupId>notebook</groupId>"
                + "<artifactId>notebook</artifactId><version>1</version><repositories>"
                + String.join("", repositories.values())
                + all("repository", elements)
                + "</repositories><dependencies>"
                + all("dependency", elements)
                + "</dependencies></project>";
    }

    private static String all(String name, String xml) {
        return Pattern.compile("(?s)<" + name + ">.*?</" + name + ">")
                .matcher(xml)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining());
    }

    /**
     * The jars of a project's dependencies.
     *
     * @param pom its POM file
     * @param progress is told again and again what Maven does
     * @throws CellError if Maven doesn't find them: its reason
     * @throws InterruptedException if the cell was interrupted; Maven has ended then
     */
    List<Path> resolve(Path pom, Consumer<String> progress)
            throws IOException, InterruptedException, CellError {
        Path folder = Files.createTempDirectory("genlab-maven");
        Path output = folder.resolve("output");
        Path result = folder.resolve("classpath");
        ProcessBuilder builder =
                new ProcessBuilder(
                                program(),
                                "-B",
                                "-f",
                                pom.toString(),
                                GOAL,
                                "-DincludeScope=runtime",
                                "-Dmdep.outputFile=" + result)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // too short for the JVM's second compiler
        builder.environment().putIfAbsent("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.accept(doing(read(output)));
            }
            if (process.exitValue() != 0) {
                throw CellMagics.failure(reason(read(output)));
            }
            return Arrays.stream(read(result).strip().split(File.pathSeparator))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of)
                    .toList();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            Files.deleteIfExists(result);
            Files.deleteIfExists(output);
            Files.deleteIfExists(folder);
        }
    }

    /** What is there so far, which may end within a character. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Maven's last download, and how many there were. */
    private static String doing(String output) {
        int files = 0;
        String now = "";
        for (Matcher found = TRANSFER.matcher(output); found.find(); ) {
            boolean done = found.group(1).equals("Downloaded");
            files += done ? 1 : 0;
            now = done ? "" : ", now " + found.group(2);
        }
        return files + now.length() == 0
                ? "Maven looks for the libraries ..."
                : "Maven downloads: " + files + " files" + now + " ...";
    }

    private static String reason(String output) {
        return output.lines()
                .filter(line -> line.contains("ERROR"))
                .findFirst()
                .orElse("Maven failed: " + output)
                .replaceAll("\u001b\\[[;\\d]*m", "");
    }

    /** Maven on the path, or the wrapper in the working folder, the kit's, or a folder above. */
    private static String program() throws CellError {
        String own = System.getenv("GENLAB_MVN");
        if (own != null) {
            return own;
        }
        String end = System.getProperty("os.name").startsWith("Windows") ? ".cmd" : "";
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<Path> onPath =
                Arrays.stream(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "mvn" + end));
        Stream<Path> wrappers =
                Stream.of("", System.getProperty(LastRun.FOLDER_PROPERTY, ""))
                        .map(folder -> Path.of(folder).toAbsolutePath())
                        .flatMap(start -> Stream.iterate(start, Objects::nonNull, Path::getParent))
                        .map(folder -> folder.resolve("mvnw" + end));
        return Stream.concat(onPath, wrappers)
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst()
                .map(Path::toString)
                .orElseThrow(
                        () ->
                                CellMagics.failure(
                                        "Maven must be on the PATH, or its wrapper mvnw in "
                                                + Path.of("").toAbsolutePath()
                                                + " or a folder above, but there is none; install"
                                                + " Maven, or set GENLAB_MVN to its program."));
    }
}
