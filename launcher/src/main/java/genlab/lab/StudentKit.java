package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The kit as students get it: student versions in place of the assignments, and neither the grader,
 * whose module has the hidden tests, nor the tests of the whole. Only what is named here goes in,
 * so that a stray file of the instructor's does not.
 *
 * @param project the instructor's kit
 * @param folder the students'
 */
record StudentKit(Project project, Path folder) {

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
                    "notebooks/results");

    private static final Pattern MODULE = Pattern.compile("\\s*<module>(.*?)</module>");

    /** What the README says to instructors stands between two comments, and in its map. */
    private static final Pattern INSTRUCTORS =
            Pattern.compile(
                    "(?s)<!-- instructor -->.*?<!-- /instructor -->\\n*"
                            + "|(?m)^    (grading|acceptance)/[^\\n]*\\n");

    /** Makes the folder anew. */
    void make() throws IOException {
        Archive.delete(folder);
        for (String file : FILES) {
            if (Files.exists(project.root().resolve(file))) {
                Archive.copy(project.root().resolve(file), folder.resolve(file));
            }
        }
        String pom = Files.readString(project.root().resolve("pom.xml"));
        for (String module : modules(pom)) {
            for (String file : List.of("pom.xml", "README.md", "src")) {
                Path source = project.root().resolve(module).resolve(file);
                if (Files.exists(source)) {
                    Archive.copy(source, folder.resolve(module).resolve(file));
                }
            }
        }
        write("pom.xml", pomWithout(pom));
        String readme = Files.readString(project.root().resolve("README.md"));
        write("README.md", INSTRUCTORS.matcher(readme).replaceAll(""));
        for (Path notebook : Notebooks.in(project.notebooks())) {
            Archive.copy(notebook, folder.resolve("notebooks").resolve(notebook.getFileName()));
        }
        WebFile.bring(project);
        for (WebFile file : WebFile.values()) {
            Archive.copy(file.in(project), file.in(new Project(folder)));
        }
        for (Path assignment : Notebooks.in(project.assignments())) {
            Path student = Path.of("notebooks", "assignments", assignment.getFileName() + "");
            List<String> arguments =
                    List.of(assignment.toString(), "-o", folder.resolve(student).toString());
            Failure.unless(
                    Lab.ASSIGN.run(project, arguments) == 0,
                    "each assignment must have a student version, but %s has none; see above.",
                    assignment);
        }
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
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
    void build(Path log) throws IOException {
        List<String> arguments =
                List.of(
                        "-Prelease",
                        "-Dmaven.test.skip",
                        "-pl",
                        String.join(",", BUILT),
                        "-am",
                        "package");
        maven("Building the students' library", arguments, log);
        Path jars = Files.createDirectories(folder.resolve("jars"));
        for (String module : BUILT) {
            Path target = folder.resolve(module).resolve("target");
            try (var files = Files.list(target)) {
                for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                    Files.move(jar, jars.resolve(jar.getFileName()));
                }
            }
        }
        clean();
    }

    /** Runs Maven on the students' kit. */
    void maven(String what, List<String> arguments, Path log) throws IOException {
        Failure.unless(
                Maven.program(folder, arguments).run(what, log) == 0,
                "the students' kit must build, but does not: see the end of %s.",
                log);
    }

    /** Deletes what a build left. */
    void clean() throws IOException {
        for (String module : modules(Files.readString(folder.resolve("pom.xml")))) {
            Archive.delete(folder.resolve(module).resolve("target"));
        }
        Archive.delete(folder.resolve("target"));
    }

    /** The assignments that are in it, for a person. */
    String assignments() throws IOException {
        return Notebooks.in(folder.resolve("notebooks").resolve("assignments")).stream()
                .map(Notebooks::name)
                .collect(Collectors.joining(", "));
    }
}
