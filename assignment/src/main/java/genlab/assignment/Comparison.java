package genlab.assignment;

import java.util.stream.Stream;

/**
 * The student's answers beside the solution's, for hidden tests that ask both the same.
 *
 * <pre>{@code
 * @Test
 * void squaresEveryElement(Comparison both, Inputs inputs) {
 *     both.call("square", inputs.vector(5)).assertClose(1e-6, "every element");
 * }
 * }</pre>
 *
 * @param student the answers to judge
 * @param solution the instructor's answers
 */
public record Comparison(Answers student, Answers solution) {

    /**
     * Calls a function on both sides, the student's first.
     *
     * @param function the name of a method that the notebook declares
     * @param arguments as {@link Answers#call(String, Object...)} takes them
     * @return both values
     * @throws AssertionError if the student's side has no answer
     */
    public Pair call(String function, Object... arguments) {
        return new Pair(student.call(function, arguments), solution.call(function, arguments));
    }

    /**
     * Calls a function of one matrix on both sides, see {@link Answers#call(String, double[][])}.
     *
     * @param function the name of a method that the notebook declares
     * @param matrix its only argument
     * @return both values
     * @throws AssertionError if the student's side has no answer
     */
    public Pair call(String function, double[][] matrix) {
        return call(function, new Object[] {matrix});
    }

    /**
     * Calls a function several times on both sides, for answers that must be right beside each
     * other, see {@link Pair#assertProportional}.
     *
     * @param function the name of a method that the notebook declares
     * @param arguments those of each call
     * @return the answers of each side as one
     * @throws AssertionError if the student's side has no answer
     */
    public Pair each(String function, Object[]... arguments) {
        return new Pair(each(student, function, arguments), each(solution, function, arguments));
    }

    private static Answer each(Answers someone, String function, Object[]... arguments) {
        Object[] answers = Stream.of(arguments).map(some -> someone.call(function, some)).toArray();
        return Answer.of(answers.length + " answers of " + function, answers);
    }

    /**
     * Checks that a function of batches is a mean over their rows, up to a factor: it gives the
     * same for the batches twice over, and something else with another batch in place of the first.
     *
     * @param function the name of a method that the notebook declares
     * @param other another batch, of the size of the first, whose answer is clearly another
     * @param batches its arguments
     * @throws AssertionError if it is not so
     */
    public void assertMeanOverRows(String function, double[][] other, double[][]... batches) {
        Object[] twice = Stream.of(batches).map(Inputs::twice).toArray();
        double[][][] changed = batches.clone();
        changed[0] = other;
        each(function, batches, twice, changed)
                .assertProportional(
                        1e-3, "a batch twice over has the same mean: divide by the rows");
    }

    /**
     * Two answers to one question.
     *
     * @param given the student's
     * @param right the solution's
     */
    public record Pair(Answer given, Answer right) {
        /**
         * An element of both lists, see {@link Answer#get}.
         *
         * @param index its position, from 0
         * @return both elements
         */
        public Pair get(int index) {
            return new Pair(given.get(index), right.get(index));
        }

        /**
         * A field of both records, see {@link Answer#field}.
         *
         * @param field its name
         * @return both fields
         */
        public Pair field(String field) {
            return new Pair(given.field(field), right.field(field));
        }

        /**
         * Some columns of both matrices, see {@link Answer#columns}.
         *
         * @param from the first of them, from 0
         * @param to the column behind the last
         * @return these columns of both
         */
        public Pair columns(int from, int to) {
            return new Pair(given.columns(from, to), right.columns(from, to));
        }

        /**
         * How far both have moved, see {@link Answer#minus}.
         *
         * @param before the numbers that both started from
         * @return both differences
         */
        public Pair minus(double[] before) {
            return new Pair(given.minus(before), right.minus(before));
        }

        /**
         * Checks that the student's answer is the solution's, see {@link Answer#assertClose}.
         *
         * @param tolerance how far a number may be off, times the right size where that is above 1
         * @param hint what to look at when it is not so, a sentence for the student
         * @throws AssertionError if the answers differ
         */
        public void assertClose(double tolerance, String hint) {
            given.assertClose(right, tolerance, hint);
        }

        /**
         * Checks that it is so up to a positive factor, see {@link Answer#assertProportional}.
         *
         * @param tolerance how far the two, each scaled to length 1, may be apart
         * @param hint what to look at when it is not so, a sentence for the student
         * @throws AssertionError if the directions differ
         */
        public void assertProportional(double tolerance, String hint) {
            given.assertProportional(right, tolerance, hint);
        }
    }
}
