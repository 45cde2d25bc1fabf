package genlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is told of Maven's long output: the result of each test class with how many there are, what
 * tests say, what is wrong, and Maven's summary. Between them it says which classes run now.
 */
final class TestOutput implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("Running ([\\w.]+)[\\w$]*$");
    private static final Pattern RESULT = Pattern.compile("Tests run: .* in ([\\w.]+)[\\w$]*$");
    private static final Pattern SUMMARY =
            Pattern.compile("Tests run: |BUILD |Total time: |Reactor S");
    private static final Pattern SKIPPED =
            Pattern.compile(
                    "<testcase name=\"[^\"]*\" classname=\"([^\"]*)\"[^>]*>\\s*<skipped[^>]*?(?:"
                            + "message=\"([^\"]*)|><!\\[CDATA\\[[\\w.]+: (?:Assumption failed: )?([^\n]*))");
    private static final Pattern SLOW = Pattern.compile("(?m)^@(org\\S+\\.)?Tag\\(\"slow\"\\)");

    // Times of files are coarse.
    private final Instant start = Instant.now().minusSeconds(1);
    private final Progress progress = new Progress("Testing");
    private final Set<String> running = new LinkedHashSet<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final int classes;

    /** Of so many test classes; 0 if nobody knows. */
    TestOutput(int classes) {
        this.classes = classes;
    }

    /** How many test classes there are. */
    static int classes(Path root, boolean quick) throws IOException {
        int classes = 0;
        for (Path file : files(root, "src/test/java", "Test.java")) {
            // those of assignments that tests make up
            boolean hidden = file.toString().contains(Path.of("genlab", "hidden") + "");
            boolean left = hidden || quick && SLOW.matcher(Files.readString(file)).find();
            classes += left ? 0 : 1;
        }
        return classes;
    }

    void read(String colored) {
        String line = colored.replaceAll("\\x1b\\[[0-9;]*m", "");
        Matcher starts = RUNNING.matcher(line);
        Matcher ends = RESULT.matcher(line);
        if (line.startsWith("[INFO]") && starts.find()) {
            running.add(starts.group(1));
        } else if (ends.find()) {
            running.remove(ends.group(1));
            done.add(ends.group(1));
            Progress.say(line + (classes > 0 ? " (" + count() + ")" : ""));
        } else if (!line.matches("\\[INFO\\].*|\\s*") || SUMMARY.matcher(line).find()) {
            Progress.say(line);
        }
        String now = running.stream().map(TestOutput::simple).collect(Collectors.joining(", "));
        progress.stage("Testing, " + count() + " done" + (now.isEmpty() ? "" : ", now " + now));
    }

    private String count() {
        return done.size() + (classes > 0 ? " of " + classes : "") + " test classes";
    }

    /** Says of every check that was left out why, as the reports of the tests tell. */
    void tellSkipped(Path root) throws IOException {
        Set<String> skipped = new TreeSet<>();
        for (Path report : files(root, "target/surefire-reports", ".xml")) {
            if (Files.getLastModifiedTime(report).compareTo(FileTime.from(start)) >= 0) {
                SKIPPED.matcher(Files.readString(report))
                        .results()
                        .forEach(found -> skipped.add(skipped(found)));
            }
        }
        skipped.forEach(Progress::say);
    }

    private static String skipped(MatchResult found) {
        String why = found.group(2) == null ? found.group(3) : found.group(2);
        why = why.replace("&apos;", "'").replace("&quot;", "\"").replace("&lt;", "<");
        return "Not checked: " + simple(found.group(1)) + ", because " + why.replace("&amp;", "&");
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** The files of a name's ending in one folder of every module. */
    private static List<Path> files(Path root, String folder, String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.map(m -> m.resolve(folder)).filter(Files::exists).toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(ending)).forEach(found::add);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        progress.close();
    }
}
