package genlab.assignment;

import genlab.nn.Matrix;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Values in the plain terms that cross a process boundary: numbers, truth values, texts, lists and
 * fields by name. Every kind of array of numbers becomes a list (of lists), row after row.
 */
public final class Plain {
    private static final int BRIEF = 80;

    private Plain() {}

    /**
     * The plain value that a Java value stands for. Numbers of a {@code float} become the decimals
     * that a student sees.
     *
     * @param value a number, boolean, string, array, list, record, {@link Matrix}, ND4J array, an
     *     answer or null
     * @return null, a {@link Double}, {@link Boolean} or {@link String}, a {@link List} of such
     *     values or a {@link Map} from names to such values
     * @throws IllegalArgumentException if the value is of another type
     */
    public static Object of(Object value) {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Float number) {
            // The decimal that the student sees: 0.1f is 0.1, not 0.10000000149.
            return Double.parseDouble(number.toString());
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Character character) {
            return character.toString();
        }
        if (value instanceof Answer answer) {
            return answer.value();
        }
        if (value instanceof Matrix matrix) {
            return rows(matrix);
        }
        if (value instanceof INDArray array) {
            return array.isScalar()
                    ? (Object) array.getDouble(0)
                    : array.rank() == 1 ? of(array.toDoubleVector()) : slices(array);
        }
        if (value.getClass().isArray()) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(of(Array.get(value, i)));
            }
            return list;
        }
        if (value instanceof List<?> elements) {
            List<Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(of(element)));
            return list;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<String, Object> fields = new LinkedHashMap<>();
            entries.forEach((key, element) -> fields.put(String.valueOf(key), of(element)));
            return fields;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Record) {
            return fields(value);
        }
        throw new IllegalArgumentException(
                "an answer must be a number, a truth value, a text, an array, a matrix or a record,"
                        + " but was a "
                        + value.getClass().getSimpleName());
    }

    private static List<Object> rows(Matrix matrix) {
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < matrix.rows(); row++) {
            List<Object> columns = new ArrayList<>();
            for (int column = 0; column < matrix.columns(); column++) {
                columns.add(of(matrix.get(row, column)));
            }
            rows.add(columns);
        }
        return rows;
    }

    private static List<Object> slices(INDArray array) {
        List<Object> slices = new ArrayList<>();
        for (long i = 0; i < array.size(0); i++) {
            INDArray slice = array.slice(i);
            slices.add(slice.rank() == 1 ? of(slice.toDoubleVector()) : slices(slice));
        }
        return slices;
    }

    private static Map<String, Object> fields(Object record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                fields.put(component.getName(), of(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "the field " + component.getName() + " must be readable, but is not", e);
            }
        }
        return fields;
    }

    /**
     * How much a plain value holds.
     *
     * @param value a plain value
     * @return the number of its elements, lists and maps included
     */
    public static long size(Object value) {
        return value instanceof Map<?, ?> fields
                ? 1 + fields.values().stream().mapToLong(Plain::size).sum()
                : value instanceof List<?> list
                        ? 1 + list.stream().mapToLong(Plain::size).sum()
                        : 1;
    }

    /**
     * Whether all numbers of a plain value are finite.
     *
     * @param value a plain value
     * @return false if one is NaN or infinite
     */
    public static boolean isFinite(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number);
        }
        return value instanceof Map<?, ?> fields
                ? fields.values().stream().allMatch(Plain::isFinite)
                : !(value instanceof List<?> list) || list.stream().allMatch(Plain::isFinite);
    }

    /**
     * A value, cut to a length that reads well in a message.
     *
     * @param value a value, of the types that {@link #of} takes
     * @param longest the most characters
     * @return a text
     */
    public static String brief(Object value, int longest) {
        String text = String.valueOf(of(value));
        return text.length() <= longest ? text : text.substring(0, longest - 4) + " ...";
    }

    static String brief(Object value) {
        return brief(value, BRIEF);
    }

    /** What a value is, for whoever expected something else. */
    static String kind(Object value) {
        if (value instanceof List<?> list) {
            StringBuilder sizes = new StringBuilder();
            Object inner = list;
            while (inner instanceof List<?> next) {
                sizes.append(sizes.isEmpty() ? "" : ", ").append(next.size());
                inner = next.isEmpty() ? null : next.get(0);
            }
            return "an array of shape [" + sizes + "]";
        }
        if (value instanceof Double) {
            return "the number " + value;
        }
        if (value instanceof Map<?, ?> fields) {
            return "a record of " + fields.keySet();
        }
        return value == null ? "null" : brief(value);
    }
}
