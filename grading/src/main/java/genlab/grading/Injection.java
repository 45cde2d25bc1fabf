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
public final class Injection implements ParameterResolver {
    private static final String KEY = "genlab.grading.run";
    private static final Map<String, Values> RUNS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNTER = new AtomicLong();

    /** For the service loader. */
    public Injection() {}

    /**
     * The values of one run.
     *
     * @param student the answers to judge
     * @param solution the instructor's answers
     * @param seed where random inputs start
     */
    record Values(Answers student, Answers solution, long seed) {}

    /**
     * Does something with the values at hand.
     *
     * @param values the values
     * @param action given the parameters that a run of JUnit needs to find them
     * @return what the action returns
     */
    static <T> T with(Values values, Function<Map<String, String>, T> action) {
        String run = Long.toString(COUNTER.incrementAndGet());
        RUNS.put(run, values);
        try {
            return action.apply(
                    Map.of(
                            KEY,
                            run,
                            "junit.jupiter.extensions.autodetection.enabled",
                            "true",
                            // One call at a time.
                            "junit.jupiter.execution.parallel.enabled",
                            "false"));
        } finally {
            RUNS.remove(run);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Answers.class || type == Comparison.class || type == Inputs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Values values = RUNS.get(context.getConfigurationParameter(KEY).orElse(""));
        if (parameter.getParameter().getType() == Inputs.class) {
            return HiddenTests.inputs(values.seed(), context.getUniqueId());
        }
        if (parameter.getParameter().getType() == Comparison.class) {
            return new Comparison(values.student(), values.solution());
        }
        return switch (parameter.getParameter().getName()) {
            case "student" -> values.student();
            case "solution" -> values.solution();
            default ->
                    throw new ParameterResolutionException(
                            "a parameter of type Answers must be named student or solution, but is "
                                    + parameter.getParameter().getName());
        };
    }
}
