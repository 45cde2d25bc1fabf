package genlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import genlab.nn.Dense;
import genlab.nn.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference figures that PyTorch computed in float64 (its weights are [outputs, inputs]). */
public final class Golden {
    private Golden() {}

    /** Reads one of the files in the test resources' folder {@code golden}. */
    public static JsonNode read(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list of rows, or a list of numbers as one row. */
    public static Matrix matrix(JsonNode node) {
        if (!node.get(0).isArray()) {
            return Matrix.ofRows(numbers(node));
        }
        double[][] rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = numbers(node.get(i));
        }
        return Matrix.ofRows(rows);
    }

    /** A list of numbers as one column. */
    public static Matrix column(JsonNode node) {
        return matrix(node).transpose();
    }

    /** A list of numbers. */
    public static double[] numbers(JsonNode node) {
        double[] numbers = new double[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = node.get(i).asDouble();
        }
        return numbers;
    }

    /** A dense layer with PyTorch's weight and bias. */
    public static Dense dense(JsonNode node) {
        return new Dense(matrix(node.get("weight")).transpose(), matrix(node.get("bias")));
    }

    /** The largest difference of two matrices, relative to the largest element expected. */
    public static double relativeError(Matrix expected, Matrix actual) {
        if (!expected.shape().equals(actual.shape())) {
            throw new AssertionError(
                    "expected " + expected.shape() + ", but was " + actual.shape());
        }
        double largest = 1e-30;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            double e = expected.values()[i];
            double a = actual.values()[i];
            if (!Double.isFinite(a)) {
                return Double.POSITIVE_INFINITY;
            }
            largest = Math.max(largest, Math.abs(e));
            difference = Math.max(difference, Math.abs(e - a));
        }
        return difference / largest;
    }
}
