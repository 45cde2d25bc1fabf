package genlab.grading;

import genlab.assignment.Answers;
import genlab.assignment.Comparison;
import genlab.assignment.Inputs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a hidden test what it asks for: {@code Answers student}, {@code Answers solution}, {@code
 * Comparison both} and {@code Inputs inputs}. JUnit finds it through the service loader.
 */
public final class HiddenTestParameters implements ParameterResolver {
    private static final String KEY = "genlab.grading.run";
    private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNTER = new AtomicLong();

    /** For the service loader. */
    public HiddenTestParameters() {}

    /**
     * What one run of hidden tests is about.
     *
     * @param student the answers to judge
     * @param solution the instructor's answers
     * @param seed where random inputs start
     */
    record Run(Answers student, Answers solution, long seed) {}

    /** Does something while tests can ask for the parameters of a run. */
    static <T> T with(Run run, Function<Map<String, String>, T> action) {
        String key = Long.toString(COUNTER.incrementAndGet());
        RUNS.put(key, run);
        try {
            return action.apply(
                    Map.of(
                            KEY,
                            key,
                            "junit.jupiter.extensions.autodetection.enabled",
                            "true",
                            // One call at a time.
                            "junit.jupiter.execution.parallel.enabled",
                            "false"));
        } finally {
            RUNS.remove(key);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Answers.class || type == Comparison.class || type == Inputs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Run run = RUNS.get(context.getConfigurationParameter(KEY).orElse(""));
        if (parameter.getParameter().getType() == Inputs.class) {
            return HiddenTests.inputs(run.seed(), context.getUniqueId());
        }
        if (parameter.getParameter().getType() == Comparison.class) {
            return new Comparison(run.student(), run.solution());
        }
        return switch (parameter.getParameter().getName()) {
            case "student" -> run.student();
            case "solution" -> run.solution();
            default ->
                    throw new ParameterResolutionException(
                            "a parameter of type Answers must be named student or solution, but is "
                                    + parameter.getParameter().getName());
        };
    }
}
