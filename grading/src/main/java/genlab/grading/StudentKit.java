package genlab.grading;

import java.io.File;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * The kit as students get it: student versions in place of the assignments, and neither the grader,
 * whose module has the hidden tests, nor the tests of the whole. Only what is named here goes in,
 * so that a stray file of the instructor's does not.
 *
 * @param root the instructor's kit
 * @param folder the students'
 */
record StudentKit(Path root, Path folder) {

    private static final Set<String> INSTRUCTORS_MODULES = Set.of("grading", "acceptance");

    /** The modules that come built as well, with sources and Javadoc. */
    private static final List<String> BUILT =
            List.of("lib", "display", "assignment", "kernel", "launcher");

    private static final List<String> FILES =
            List.of(
                    "lab",
                    "lab.cmd",
                    "mvnw",
                    "mvnw.cmd",
                    ".mvn/jvm.config",
                    ".mvn/wrapper",
                    ".gitignore",
                    ".gitattributes",
                    "LICENSE",
                    "NOTICE",
                    "CITATION.cff",
                    "binder",
                    ".devcontainer",
                    "Dockerfile",
                    ".dockerignore",
                    ".github",
                    "docs/pictures",
                    "docs/glossary.md",
                    "notebooks/results",
                    ".lab/web/plotly.min.js",
                    ".lab/web/mathjax.min.js");

    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private static final Pattern MODULE = Pattern.compile("\\s*<module>(.*?)</module>");

    /** What the README says to instructors stands between two comments, and in its map. */
    private static final Pattern INSTRUCTORS =
            Pattern.compile(
                    "(?s)<!-- instructor -->.*?<!-- /instructor -->\\n*"
                            + "|(?m)^    (grading|acceptance)/[^\\n]*\\n");

    /** Makes the folder anew. */
    void make() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
        for (String file : FILES) {
            copy(file);
        }
        String pom = Files.readString(root.resolve("pom.xml"));
        for (String module : modules(pom)) {
            for (String file : List.of("pom.xml", "README.md", "src")) {
                copy(module + "/" + file);
            }
        }
        Files.writeString(folder.resolve("pom.xml"), pomWithout(pom));
        String readme = Files.readString(root.resolve("README.md"));
        Files.writeString(folder.resolve("README.md"), INSTRUCTORS.matcher(readme).replaceAll(""));
        for (String notebook : notebooks("notebooks")) {
            copy(notebook);
        }
        for (String assignment : notebooks("notebooks/assignments")) {
            String student = folder.resolve(assignment).toString();
            if (Commands.run(new Assign(), root.resolve(assignment) + "", "-o", student) != 0) {
                throw new IllegalStateException(
                        "each assignment must have a student version, but %s has none; see above"
                                .formatted(assignment));
            }
        }
    }

    /** Copies a file or a folder, if it is there. */
    private void copy(String name) throws IOException {
        File from = root.resolve(name).toFile();
        File to = folder.resolve(name).toFile();
        if (from.isDirectory()) {
            FileUtils.copyDirectory(from, to);
        } else if (from.exists()) {
            FileUtils.copyFile(from, to);
        }
    }

    private List<String> notebooks(String of) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(of))) {
            return files.map(file -> of + "/" + file.getFileName())
                    .filter(name -> name.endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> modules(String pom) {
        return MODULE.matcher(pom)
                .results()
                .map(found -> found.group(1))
                .filter(module -> !INSTRUCTORS_MODULES.contains(module))
                .toList();
    }

    static String pomWithout(String pom) {
        return MODULE.matcher(pom)
                .replaceAll(
                        found ->
                                INSTRUCTORS_MODULES.contains(found.group(1))
                                        ? ""
                                        : Matcher.quoteReplacement(found.group()));
    }

    /** Builds the library into {@code jars}, with sources and Javadoc, from what students get. */
    void build() throws IOException {
        maven(
                "Building the students' library",
                "-Prelease",
                "-Dmaven.test.skip",
                "-pl",
                String.join(",", BUILT),
                "-am",
                "package");
        for (String module : BUILT) {
            FileUtils.copyDirectory(
                    folder.resolve(module).resolve("target").toFile(),
                    folder.resolve("jars").toFile(),
                    file -> file.getName().endsWith(".jar"));
        }
        clean();
    }

    /** Runs Maven on the students' kit. */
    void maven(String what, String... arguments) throws IOException {
        String maven = System.getenv().getOrDefault("GENLAB_MAVEN", "mvn");
        List<String> command = new ArrayList<>(List.of(maven, "-B"));
        command.addAll(List.of(arguments));
        run(what, command);
    }

    /** Runs a program; returns where what it said is kept. */
    Path run(String what, List<String> command) throws IOException {
        System.out.println(what);
        Path log = root.resolve(".lab").resolve("release.log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        if (builder.start().onExit().join().exitValue() != 0) {
            throw new IllegalStateException(
                    "the students' kit must be made, but failed at \""
                            + what
                            + "\": see the end of "
                            + log);
        }
        return log;
    }

    /** Deletes what a build left. */
    void clean() throws IOException {
        for (String module : modules(Files.readString(folder.resolve("pom.xml")))) {
            FileUtils.deleteDirectory(folder.resolve(module).resolve("target").toFile());
        }
        FileUtils.deleteDirectory(folder.resolve("target").toFile());
    }

    /**
     * Packs the folder into a zip file, under its own name; programs stay executable. Equal content
     * gives equal bytes, as every entry has the same time.
     */
    void pack(Path zip) throws IOException {
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
}
