package genlab.assignment;

/**
 * Someone's functions, called by name: the student's, behind the wall of a sandbox, or the
 * instructor's own solution.
 *
 * <p>A hidden test asks for its parameters by their names:
 *
 * <pre>{@code
 * @Test
 * void agreesWithTheSolution(Answers student, Answers solution, Inputs inputs) {
 *     double[] mean = inputs.vector(5);
 *     student.call("square", mean).assertClose(solution.call("square", mean), 1e-6, "hint");
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Answers {
    /**
     * Calls a function and waits for its value.
     *
     * @param function the name of a method that the notebook declares
     * @param arguments numbers, booleans, strings, arrays of them, matrices or ND4J arrays; each is
     *     converted to what the function's parameter takes
     * @return the function's value, whose numbers are all finite
     * @throws AssertionError if there is no answer: the function is missing, throws, takes too
     *     long, or its value is not finite; the message says so in the student's terms
     */
    Answer call(String function, Object... arguments);

    /**
     * Calls a function of one matrix. (As {@code Object...} Java would take the rows for as many
     * arguments.)
     *
     * @param function the name of a method that the notebook declares
     * @param matrix its only argument
     * @return the function's value, whose numbers are all finite
     * @throws AssertionError if there is no answer
     */
    default Answer call(String function, double[][] matrix) {
        return call(function, new Object[] {matrix});
    }
}
