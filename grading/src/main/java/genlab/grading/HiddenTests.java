package genlab.grading;

import genlab.assignment.Answers;
import genlab.assignment.Explanation;
import genlab.assignment.Inputs;
import genlab.assignment.StandIns;
import genlab.assignment.TestRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The hidden tests of an assignment: a class for each task, in {@code src/main/hidden}, found by
 * its name. They run in the process that is trusted.
 */
final class HiddenTests {
    private final Map<String, Class<?>> classes = new LinkedHashMap<>();

    /**
     * Finds the hidden tests.
     *
     * @throws NotebookException if a task has none; the message is for the instructor
     */
    HiddenTests(Assignment assignment) throws NotebookException {
        for (Assignment.Task task : assignment.tasks()) {
            if (!task.manual()) {
                classes.put(task.id(), find(task.id(), className(assignment.name(), task.id())));
            }
        }
    }

    /** A1-autoencoder-and-vae, error-test: genlab.hidden.a1.ErrorTest. */
    static String className(String assignment, String task) {
        StringBuilder name = new StringBuilder(packageName(assignment)).append('.');
        for (String word : task.split("[-_]+")) {
            name.append(word.substring(0, 1).toUpperCase()).append(word.substring(1));
        }
        return name.toString();
    }

    static String packageName(String assignment) {
        return "genlab.hidden." + assignment.split("[^A-Za-z0-9]")[0].toLowerCase();
    }

    /**
     * A table beside the hidden tests, three texts a line; empty if there is none.
     *
     * @throws NotebookException if a line has fewer
     */
    static List<String[]> table(String assignment, String name) throws NotebookException {
        String file = "/" + packageName(assignment).replace('.', '/') + "/" + name;
        try (InputStream in = HiddenTests.class.getResourceAsStream(file)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String[]> lines =
                    text.lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split(" \\| ?", 3))
                            .toList();
            for (String[] line : lines) {
                if (line.length < 3) {
                    throw new NotebookException(
                            file + " must have lines of the form a | b | c, but one is " + line[0]);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(file + " can't be read", e);
        }
    }

    private static Class<?> find(String task, String name) throws NotebookException {
        try {
            Class<?> tests = Class.forName(name);
            if (Arrays.stream(tests.getDeclaredMethods())
                    .noneMatch(method -> method.isAnnotationPresent(Test.class))) {
                throw new NotebookException(
                        "cell "
                                + task
                                + ": "
                                + name
                                + " must have a method with @Test, but has none");
            }
            return tests;
        } catch (ClassNotFoundException e) {
            throw new NotebookException(
                    String.format(
                            "cell %s: its hidden tests must be the class %s, but there is none;"
                                    + " write grading/src/main/hidden/%s.java",
                            task, name, name.replace('.', '/')));
        }
    }

    /**
     * Runs the hidden tests of a task.
     *
     * @throws IllegalStateException if a test or the solution threw something of its own: that says
     *     nothing of the student
     */
    TestRun run(String task, Answers student, Answers solution, long seed) {
        TestRun run =
                HiddenTestParameters.with(
                        new HiddenTestParameters.Run(student, solution, seed),
                        parameters -> TestRun.of(parameters, List.of(classes.get(task))));
        for (TestRun.Outcome outcome : run.outcomes()) {
            if (!outcome.passed() && !(outcome.failure() instanceof AssertionError)) {
                throw new IllegalStateException(
                        String.format(
                                "%s, hidden test \"%s\": it must pass or fail, but broke off: %s",
                                task, outcome.name(), Explanation.of(outcome.failure())),
                        outcome.failure());
            }
        }
        return run;
    }

    /** The stand-ins of a task's hidden tests. */
    String standIns(String task) {
        StandIns standIns = classes.get(task).getAnnotation(StandIns.class);
        return standIns == null ? "" : standIns.value();
    }

    /** Adds the classes to a digest: other tests may give other results. */
    void digest(MessageDigest digest) {
        for (Class<?> tests : classes.values()) {
            String file = tests.getSimpleName() + ".class";
            try (InputStream in = tests.getResourceAsStream(file)) {
                digest.update(in.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException(file + " can't be read", e);
            }
        }
    }

    /** What a hidden test can ask for. */
    static Inputs inputs(long seed, String test) {
        long hash = 1125899906842597L;
        for (char letter : test.toCharArray()) {
            hash = 31 * hash + letter;
        }
        return new Inputs(new SplittableRandom(seed ^ hash));
    }
}
