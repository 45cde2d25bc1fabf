package genlab.assignment;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Inputs drawn at random for a hidden test, so that no answer can be prepared beforehand. */
public final class Inputs {
    private final RandomGenerator random;

    /**
     * Inputs from a source of randomness.
     *
     * @param random where they come from
     */
    public Inputs(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A number from the uniform distribution.
     *
     * @param low the lower bound
     * @param high the upper bound
     * @return a number in {@code [low, high)}
     */
    public double number(double low, double high) {
        return random.nextDouble(low, high);
    }

    /**
     * A whole number.
     *
     * @param low the least
     * @param high the greatest
     * @return a number from low to high, both included
     */
    public int integer(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /**
     * Numbers from the standard normal distribution, rounded to float.
     *
     * @param length how many
     * @return that many numbers
     */
    public double[] vector(int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /**
     * Numbers from the uniform distribution, rounded to float.
     *
     * @param length how many
     * @param low the lower bound
     * @param high the upper bound
     * @return numbers in {@code [low, high]}
     */
    public double[] vector(int length, double low, double high) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(low, high);
        }
        return values;
    }

    /**
     * A batch from the standard normal distribution, rounded to float.
     *
     * @param rows the samples
     * @param columns the features
     * @return {@code [rows][columns]}
     */
    public double[][] matrix(int rows, int columns) {
        double[][] values = new double[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = vector(columns);
        }
        return values;
    }

    /**
     * A batch from the uniform distribution, rounded to float.
     *
     * @param rows the samples
     * @param columns the features
     * @param low the lower bound
     * @param high the upper bound
     * @return {@code [rows][columns]} in {@code [low, high]}
     */
    public double[][] matrix(int rows, int columns, double low, double high) {
        double[][] values = new double[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = vector(columns, low, high);
        }
        return values;
    }

    /**
     * A batch from the standard normal distribution, but for two numbers of some ten thousand
     * million, one of each sign. A gradient by its formula doesn't mind; differences of a loss, in
     * which all numbers are added up, drown in it.
     *
     * @param rows the samples
     * @param columns the features; 3 numbers in all at least
     * @return {@code [rows][columns]}
     */
    public double[][] unequal(int rows, int columns) {
        double[][] values = matrix(rows, columns);
        int large = integer(0, rows * columns - 1);
        int small = (large + integer(1, rows * columns - 1)) % (rows * columns);
        values[large / columns][large % columns] = number(0.5e10, 2e10);
        values[small / columns][small % columns] = number(-2e10, -0.5e10);
        return values;
    }

    /**
     * Probabilities of some outcomes, none of them 0.
     *
     * @param outcomes how many
     * @return positive numbers with the sum 1
     */
    public double[] probabilities(int outcomes) {
        double[] values = vector(outcomes, 0.1, 1);
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(value -> value / sum).toArray();
    }

    /**
     * A batch twice over: whatever is a mean over the batch stays the same.
     *
     * @param rows a batch
     * @return its rows, and its rows once more
     */
    public static double[][] twice(double[][] rows) {
        double[][] both = Arrays.copyOf(rows, 2 * rows.length);
        System.arraycopy(rows, 0, both, rows.length, rows.length);
        return both;
    }

    /**
     * The source of randomness itself.
     *
     * @return the generator that all the inputs come from
     */
    public RandomGenerator random() {
        return random;
    }
}
