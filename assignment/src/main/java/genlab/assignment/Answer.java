package genlab.assignment;

import genlab.nn.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The value of a function in a form that crosses a process boundary: a number, a truth value, a
 * text, a list of answers, or fields by name.
 *
 * <p>Every kind of array of numbers becomes a list (of lists), row after row: {@code float[][]}, a
 * {@link Matrix} and an ND4J array with the same elements are the same answer. A record becomes its
 * fields. Which function the value is of stays with it, for messages.
 */
public final class Answer {
    private final String name;
    private final Object value;

    private Answer(String name, Object value) {
        this.name = name;
        this.value = value;
    }

    /**
     * The answer that a Java value stands for.
     *
     * @param name what messages call it, such as {@code square([1.0, 2.0])}
     * @param value a number, boolean, string, array, list, record, {@link Matrix}, ND4J array, an
     *     answer or null
     * @return the answer
     * @throws IllegalArgumentException if the value is of another type
     */
    public static Answer of(String name, Object value) {
        return new Answer(name, Plain.of(value));
    }

    /**
     * The value in plain terms.
     *
     * @return null, a {@link Double}, {@link Boolean} or {@link String}, a {@link List} of such
     *     values or a {@link Map} from names to such values
     */
    public Object value() {
        return value;
    }

    /**
     * The value as a number.
     *
     * @return the number
     * @throws AssertionError if it is something else
     */
    public double number() {
        if (value instanceof Double number) {
            return number;
        }
        throw mismatch("a number");
    }

    /**
     * The value as a truth value.
     *
     * @return true or false
     * @throws AssertionError if it is something else
     */
    public boolean truth() {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw mismatch("true or false");
    }

    /**
     * The value as a text.
     *
     * @return the text
     * @throws AssertionError if it is something else
     */
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch("a text");
    }

    /**
     * The value as an array of numbers.
     *
     * @return the numbers
     * @throws AssertionError if it is something else
     */
    public double[] vector() {
        double[] vector = vector(value);
        if (vector == null) {
            throw mismatch("an array of numbers");
        }
        return vector;
    }

    /**
     * The value as a matrix.
     *
     * @return the rows
     * @throws AssertionError if it is something else, has no rows, or rows that differ in length
     */
    public double[][] matrix() {
        if (!(value instanceof List<?> rows) || rows.isEmpty()) {
            throw mismatch("a matrix");
        }
        double[][] matrix = new double[rows.size()][];
        for (int row = 0; row < matrix.length; row++) {
            matrix[row] = vector(rows.get(row));
            if (matrix[row] == null || matrix[row].length != matrix[0].length) {
                throw mismatch("a matrix");
            }
        }
        return matrix;
    }

    /**
     * Some columns of a matrix.
     *
     * @param from the first of them, from 0
     * @param to the column behind the last
     * @return these columns, all rows
     * @throws AssertionError if the value is no matrix or has fewer columns
     */
    public Answer columns(int from, int to) {
        double[][] matrix = matrix();
        if (matrix[0].length < to) {
            throw mismatch("a matrix of at least " + to + " columns");
        }
        double[][] columns = new double[matrix.length][];
        for (int row = 0; row < columns.length; row++) {
            columns[row] = Arrays.copyOfRange(matrix[row], from, to);
        }
        return of(name + ", columns " + from + " to " + (to - 1), columns);
    }

    /**
     * How far the numbers are from what they were before, as after a training step.
     *
     * @param before as many numbers
     * @return the differences
     * @throws AssertionError if the value is no array of that many numbers
     */
    public Answer minus(double[] before) {
        double[] change = vector();
        if (change.length != before.length) {
            throw mismatch("an array of shape [" + before.length + "]");
        }
        for (int i = 0; i < change.length; i++) {
            change[i] -= before[i];
        }
        return of(name + ", how it changed", change);
    }

    /**
     * A field of a record.
     *
     * @param field its name
     * @return its value
     * @throws AssertionError if the value is no record or has no such field
     */
    public Answer field(String field) {
        if (value instanceof Map<?, ?> fields && fields.containsKey(field)) {
            return new Answer(name + "." + field, fields.get(field));
        }
        throw mismatch("a record with a field " + field);
    }

    /**
     * An element of a list.
     *
     * @param index its position, from 0
     * @return its value
     * @throws AssertionError if the value is no list or too short
     */
    public Answer get(int index) {
        if (value instanceof List<?> list && index < list.size()) {
            return new Answer(name + "[" + index + "]", list.get(index));
        }
        throw mismatch("a list of at least " + (index + 1) + " elements");
    }

    /**
     * Checks the value against an expected one of the same shape, number for number.
     *
     * @param expected a number, an array or matrix of numbers, a text, a record or an answer
     * @param tolerance how far a number may be off, times the expected size where that is above 1
     * @param hint what to look at when it is not so, a sentence for the student
     * @throws AssertionError if a number is too far off or not finite, or the shape is another; the
     *     message has what was expected, what came, and the hint
     */
    public void assertClose(Object expected, double tolerance, String hint) {
        String difference = difference("", Plain.of(expected), value, tolerance);
        if (difference != null) {
            throw new AssertionError(difference + "\nhint: " + hint);
        }
    }

    /**
     * Checks that the value is an expected one up to a positive factor: what a wrong factor leaves
     * right. For partial credit: unlike a property such as "not 0", it can't be met by chance.
     *
     * @param expected numbers of the value's shape, not all of them 0
     * @param tolerance how far the two, each scaled to length 1, may be apart: 0.001 for equal
     *     directions, 1 for roughly the same one (60 degrees)
     * @param hint what to look at when it is not so, a sentence for the student
     * @throws AssertionError if the directions differ, or the value has another shape
     */
    public void assertProportional(Object expected, double tolerance, String hint) {
        List<Double> right = new ArrayList<>();
        List<Double> given = new ArrayList<>();
        Object plain = Plain.of(expected);
        if (!flatten(plain, value, right, given)) {
            throw new AssertionError(
                    report("", Plain.kind(plain), Plain.kind(value)) + "\nhint: " + hint);
        }
        double[] wanted = direction(right);
        double[] found = direction(given);
        double distance = 0;
        for (int i = 0; i < right.size(); i++) {
            double difference = wanted[i] - found[i];
            distance += difference * difference;
        }
        if (!(Math.sqrt(distance) <= tolerance)) {
            throw new AssertionError(
                    report(
                                    "",
                                    Plain.brief(plain) + ", or a positive multiple of it",
                                    Plain.brief(value))
                            + (Math.sqrt(distance) > 1.99 ? " (the opposite direction)" : "")
                            + "\nhint: "
                            + hint);
        }
    }

    /** What an answer looks like to a reader: {@code square([1.0, 2.0]) = [1.0, 4.0]}. */
    @Override
    public String toString() {
        return name + " = " + Plain.brief(value);
    }

    private String difference(String place, Object expected, Object actual, double tolerance) {
        if (expected instanceof Double number && actual instanceof Double other) {
            boolean close =
                    Math.abs(number - other) <= tolerance * Math.max(1, Math.abs(number))
                            || number.equals(other);
            return close ? null : report(place, expected, actual);
        }
        if (expected instanceof List<?> list && actual instanceof List<?> other) {
            if (list.size() != other.size()) {
                return report(place, Plain.kind(expected), Plain.kind(actual));
            }
            for (int i = 0; i < list.size(); i++) {
                String found =
                        difference(place + "[" + i + "]", list.get(i), other.get(i), tolerance);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (expected instanceof Map<?, ?> fields && actual instanceof Map<?, ?> others) {
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                String found =
                        difference(
                                place + "." + field.getKey(),
                                field.getValue(),
                                others.get(field.getKey()),
                                tolerance);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (Objects.equals(expected, actual)) {
            return null;
        }
        boolean sameKind =
                expected != null && actual != null && expected.getClass() == actual.getClass();
        return sameKind
                ? report(place, Plain.brief(expected), Plain.brief(actual))
                : report(place, Plain.kind(expected), Plain.kind(actual));
    }

    /** Numbers of two values of one shape, side by side; false if the shapes differ. */
    private static boolean flatten(Object a, Object b, List<Double> ofA, List<Double> ofB) {
        if (a instanceof Double number && b instanceof Double other) {
            ofA.add(number);
            ofB.add(other);
            return true;
        }
        if (!(a instanceof List<?> list && b instanceof List<?> other)
                || list.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < list.size(); i++) {
            if (!flatten(list.get(i), other.get(i), ofA, ofB)) {
                return false;
            }
        }
        return true;
    }

    /** Numbers scaled to length 1: NaN if all are 0. */
    private static double[] direction(List<Double> numbers) {
        // By the largest first, since the square of a huge number is infinite.
        double largest = numbers.stream().mapToDouble(Math::abs).max().orElse(0);
        double[] scaled = numbers.stream().mapToDouble(number -> number / largest).toArray();
        double length = Math.sqrt(Arrays.stream(scaled).map(number -> number * number).sum());
        return Arrays.stream(scaled).map(number -> number / length).toArray();
    }

    private String report(String place, Object expected, Object actual) {
        String where = place.isEmpty() ? name : name + ", element " + place;
        return where + "\nexpected: " + expected + "\nactual:   " + actual;
    }

    private AssertionError mismatch(String expected) {
        return new AssertionError(
                name + "\nexpected: " + expected + "\nactual:   " + Plain.kind(value));
    }

    private static double[] vector(Object value) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Double number)) {
                return null;
            }
            numbers[i] = number;
        }
        return numbers;
    }
}
