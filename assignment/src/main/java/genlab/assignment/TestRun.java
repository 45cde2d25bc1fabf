package genlab.assignment;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One run of JUnit 5 classes through the platform launcher.
 *
 * @param outcomes one for each test, sorted by name
 */
public record TestRun(List<Outcome> outcomes) {
    /** JUnit's start, which searches the class path, takes longer than most of its runs. */
    private static final ThreadLocal<Launcher> LAUNCHER =
            ThreadLocal.withInitial(() -> LauncherFactory.openSession().getLauncher());

    /**
     * How one test ended.
     *
     * @param name the test's display name, {@code isZeroForEqualMeans()} written in words
     * @param weight its share of the points, see {@link Points}
     * @param failure why it failed, or null if it passed
     */
    public record Outcome(String name, double weight, Throwable failure) {
        /**
         * Whether the test passed.
         *
         * @return true if there was no failure
         */
        public boolean passed() {
            return failure == null;
        }

        /**
         * Why the test failed, for the student: expected, actual and hint, no stack trace.
         *
         * @return some lines, or an empty text if the test passed
         */
        public String message() {
            return failure == null ? "" : Explanation.of(failure);
        }
    }

    /**
     * Runs classes.
     *
     * @param parameters JUnit's configuration parameters
     * @param classes test classes of JUnit Jupiter
     * @return the outcomes
     * @throws IllegalArgumentException if the classes have no test
     */
    public static TestRun of(Map<String, String> parameters, List<Class<?>> classes) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        classes.forEach(type -> selectors.add(DiscoverySelectors.selectClass(type)));
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .configurationParameters(parameters)
                        // Tried in the order in which they are told.
                        .configurationParameter(
                                "junit.jupiter.testmethod.order.default",
                                "org.junit.jupiter.api.MethodOrderer$MethodName")
                        .build();
        List<Outcome> outcomes = new ArrayList<>();
        LAUNCHER.get()
                .execute(
                        request,
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(
                                    TestIdentifier test, TestExecutionResult result) {
                                Throwable failure = result.getThrowable().orElse(null);
                                // A container that fails takes its tests with it.
                                if (test.isTest() || failure != null) {
                                    outcomes.add(outcome(test, failure));
                                }
                            }
                        });
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a check must have at least one method with @Test, but there is none in "
                            + classes.stream().map(Class::getSimpleName).toList());
        }
        outcomes.sort(Comparator.comparing(Outcome::name));
        return new TestRun(List.copyOf(outcomes));
    }

    /**
     * The same run, with what went right in another one.
     *
     * @param other a run of the same classes under other conditions
     * @return the outcomes of this run, those that only the other run saw pass as passed; without
     *     failures that the other run, if anything passed in it, doesn't have at all
     */
    public TestRun orElse(TestRun other) {
        Map<String, Outcome> others =
                other.outcomes.stream()
                        .collect(Collectors.toMap(Outcome::name, each -> each, (a, b) -> a));
        boolean ran = other.outcomes.stream().anyMatch(Outcome::passed);
        return new TestRun(
                outcomes.stream()
                        .filter(each -> each.passed() || !ran || others.containsKey(each.name()))
                        .map(
                                each -> {
                                    Outcome another = others.getOrDefault(each.name(), each);
                                    return another.passed() ? another : each;
                                })
                        .toList());
    }

    /**
     * The same run with one more test that failed, as heavy as the others are on average.
     *
     * @param name what it looked at
     * @param failure why it failed
     * @return one more outcome
     */
    public TestRun withFailure(String name, AssertionError failure) {
        List<Outcome> all = new ArrayList<>(outcomes);
        double weight = outcomes.stream().mapToDouble(Outcome::weight).average().orElse(1);
        all.add(new Outcome(name, weight, failure));
        return new TestRun(List.copyOf(all));
    }

    /**
     * Whether all tests passed.
     *
     * @return true if none failed
     */
    public boolean passed() {
        return outcomes.stream().allMatch(Outcome::passed);
    }

    /**
     * The share of the points that the passed tests earn.
     *
     * @return from 0 to 1
     */
    public double share() {
        double passed =
                outcomes.stream().filter(Outcome::passed).mapToDouble(Outcome::weight).sum();
        return passed / outcomes.stream().mapToDouble(Outcome::weight).sum();
    }

    /**
     * Points rounded to a hundredth, so that thirds add up to a readable score.
     *
     * @param maximum what all tests together are worth
     * @return from 0 to the maximum
     */
    public double points(double maximum) {
        return Math.round(share() * maximum * 100) / 100.0;
    }

    private static Outcome outcome(TestIdentifier test, Throwable failure) {
        double weight = 1;
        if (test.getSource().orElse(null) instanceof MethodSource source) {
            Method method = source.getJavaMethod();
            Points points = method.getAnnotation(Points.class);
            weight = points == null ? 1 : points.value();
        }
        return new Outcome(words(test.getDisplayName()), weight, failure);
    }

    /** {@code isZeroForEqualMeans()} as "is zero for equal means"; other names stay. */
    private static String words(String name) {
        int end = name.indexOf('(');
        if (end < 0 || !Character.isJavaIdentifierStart(name.charAt(0)) || name.contains(" ")) {
            return end >= 0 && !name.substring(0, end).contains(" ")
                    ? split(name.substring(0, end))
                    : name;
        }
        return split(name.substring(0, end));
    }

    private static String split(String camelCase) {
        return camelCase
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase();
    }
}
