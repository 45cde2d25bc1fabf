package genlab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import genlab.nn.Require;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BadArgumentsTest {
    /** What a library's class may do with a bad argument. */
    public static final class Example {
        private int sum;

        public static double strict(double probability) {
            return Require.between("probability", 0, 1, probability);
        }

        public static double silent(double probability) {
            return probability;
        }

        public static int leaking(double[] numbers) {
            return Require.given("numbers", numbers).length / numbers.length;
        }

        public void changing(int count) {
            sum += count;
            Require.atLeast("count", 1, count);
        }
    }

    private final BadArguments arguments =
            BadArguments.of(Example.class)
                    .value(double.class, () -> 0.5)
                    .value(double[].class, () -> new double[] {1})
                    .value(int.class, () -> 2)
                    .value(Example.class, Example::new)
                    .unchanged(Example.class, example -> example.sum)
                    .untried("any number of numbers is one", "Example.leaking: numbers = *ne *");

    @Test
    void tellsWhatIsSilentWhatLeaksAndWhatIsChanged() {
        String all = failures(arguments);
        assertTrue(all.contains("Example.silent: probability = NaN is accepted"), all);
        assertTrue(all.contains("Example.leaking: numbers = empty leaks java.lang.Arith"), all);
        assertTrue(all.contains("Example.changing: count = -1 is rejected, but has changed"), all);
        assertTrue(all.contains("Example.changing: count = huge is accepted"), all);
        assertTrue(all.contains("Example.strict: probability = 0.0 is accepted"), all);
        assertTrue(!all.contains("Example.strict: probability = NaN"), all);
        assertTrue(!all.contains("leaking: numbers = one more"), all);
    }

    @Test
    void whatIsAllowedPassesAndAnEntryThatNothingNeedsFails() {
        String all =
                failures(
                        arguments.allow(
                                "both are probabilities",
                                "Example.s*: probability = 0.0",
                                "Example.strict: probability = NaN"));
        assertTrue(!all.contains("probability = 0.0"), all);
        assertTrue(all.contains("needs the entries [Example.strict: probability = NaN]"), all);
    }

    @Test
    void aMissingMakerIsNamed() {
        String all = failures(BadArguments.of(Example.class).value(int.class, () -> 2));
        assertTrue(all.contains("give a value(\"Example.strict: probability\", ...)"), all);
        assertTrue(all.contains("give a value(Example.class, ...)"), all);
    }

    private static String failures(BadArguments arguments) {
        return arguments
                .tests()
                .map(test -> failure(test.getExecutable()))
                .collect(Collectors.joining("\n"));
    }

    private static String failure(org.junit.jupiter.api.function.Executable test) {
        try {
            test.execute();
            return "";
        } catch (Throwable e) {
            return "" + e.getMessage();
        }
    }
}
