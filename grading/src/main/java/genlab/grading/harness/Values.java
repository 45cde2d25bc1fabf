package genlab.grading.harness;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import genlab.nn.Matrix;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Plain values (null, Double, Boolean, String, List, Map) to and from JSON, and to the types of a
 * method's parameters.
 *
 * <p>Both ends of the channel speak through this class. What it reads may come from an enemy: it
 * builds nothing but the plain types, and only within bounds.
 */
public final class Values {
    /** The most numbers, texts and so on that one message may have. */
    public static final int LARGEST = 1_000_000;

    private static final int DEEPEST = 6;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NAME = 200;

    private Values() {}

    /**
     * Writes a plain value. JSON has no NaN or infinity: they become {@code {"nonfinite": "NaN"}}.
     *
     * @param json where to write
     * @param value a plain value
     * @throws IOException if it can't be written
     */
    public static void write(JsonWriter json, Object value) throws IOException {
        if (value == null) {
            json.nullValue();
        } else if (value instanceof Double number) {
            if (Double.isFinite(number)) {
                json.value(number.doubleValue());
            } else {
                json.beginObject().name("nonfinite").value(number.toString()).endObject();
            }
        } else if (value instanceof Boolean truth) {
            json.value(truth.booleanValue());
        } else if (value instanceof String text) {
            json.value(text);
        } else if (value instanceof List<?> list) {
            json.beginArray();
            for (Object element : list) {
                write(json, element);
            }
            json.endArray();
        } else if (value instanceof Map<?, ?> fields) {
            json.beginObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.name((String) field.getKey());
                write(json, field.getValue());
            }
            json.endObject();
        } else {
            throw new IllegalArgumentException("not a plain value: " + value.getClass());
        }
    }

    /**
     * Reads a plain value that may come from an enemy.
     *
     * @param json where to read
     * @return the value
     * @throws IOException if it can't be read, is no JSON, or exceeds the bounds
     */
    public static Object read(JsonReader json) throws IOException {
        return read(json, new int[] {LARGEST}, DEEPEST, LONGEST_TEXT);
    }

    /** Reads what the grader asks: a cell may be as long as it likes. */
    static Object readRequest(JsonReader json) throws IOException {
        return read(json, new int[] {LARGEST}, DEEPEST, Integer.MAX_VALUE);
    }

    private static Object read(JsonReader json, int[] left, int depth, int longest)
            throws IOException {
        if (--left[0] < 0) {
            throw new IOException("more than " + LARGEST + " elements");
        }
        if (depth == 0) {
            throw new IOException("arrays nested deeper than " + DEEPEST);
        }
        switch (json.peek()) {
            case NULL -> {
                json.nextNull();
                return null;
            }
            case BOOLEAN -> {
                return json.nextBoolean();
            }
            case NUMBER -> {
                return json.nextDouble();
            }
            case STRING -> {
                String text = json.nextString();
                if (text.length() > longest) {
                    throw new IOException("a text longer than " + longest);
                }
                return text;
            }
            case BEGIN_ARRAY -> {
                List<Object> list = new ArrayList<>();
                json.beginArray();
                while (json.hasNext()) {
                    list.add(read(json, left, depth - 1, longest));
                }
                json.endArray();
                return list;
            }
            case BEGIN_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                json.beginObject();
                while (json.hasNext()) {
                    String name = json.nextName();
                    if (name.length() > LONGEST_NAME) {
                        throw new IOException("a name longer than " + LONGEST_NAME);
                    }
                    fields.put(name, read(json, left, depth - 1, longest));
                }
                json.endObject();
                return fields.size() == 1 && fields.get("nonfinite") instanceof String number
                        ? (Object) nonfinite(number)
                        : fields;
            }
            default -> throw new IOException("unexpected " + json.peek());
        }
    }

    private static double nonfinite(String text) {
        return switch (text) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /**
     * Plain values as a method's arguments.
     *
     * @param values one for each parameter
     * @param method the method
     * @return the arguments
     * @throws IllegalArgumentException if a value does not fit its parameter's type
     */
    static Object[] convert(List<?> values, Method method) {
        Object[] arguments = new Object[values.size()];
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = convert(values.get(i), types[i]);
        }
        return arguments;
    }

    private static Object convert(Object value, Type type) {
        if (value instanceof Double number && type instanceof Class<?> kind) {
            Object converted = number(number, kind);
            if (converted != null) {
                return converted;
            }
        }
        if (value instanceof Boolean && (type == boolean.class || type == Boolean.class)) {
            return value;
        }
        if (value instanceof String && (type == String.class || type == Object.class)) {
            return value;
        }
        if (value instanceof List<?> list) {
            if (type == Matrix.class) {
                return matrix(list);
            }
            if (type == INDArray.class) {
                return array(list);
            }
            if (type instanceof Class<?> kind && kind.isArray()) {
                Object array = Array.newInstance(kind.getComponentType(), list.size());
                for (int i = 0; i < list.size(); i++) {
                    Array.set(array, i, convert(list.get(i), kind.getComponentType()));
                }
                return array;
            }
            if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
                Type element = generic.getActualTypeArguments()[0];
                List<Object> converted = new ArrayList<>();
                list.forEach(each -> converted.add(convert(each, element)));
                return converted;
            }
        }
        throw new IllegalArgumentException(
                "a parameter of type "
                        + type.getTypeName()
                        + " can't take "
                        + (value instanceof List<?> ? "an array" : value)
                        + "; keep the types of the parameters as the assignment gives them");
    }

    private static Object number(double number, Class<?> type) {
        if (type == double.class || type == Double.class || type == Object.class) {
            return number;
        }
        if (type == float.class || type == Float.class) {
            return (float) number;
        }
        if (type == int.class || type == Integer.class) {
            return (int) number;
        }
        if (type == long.class || type == Long.class) {
            return (long) number;
        }
        return null;
    }

    private static Matrix matrix(List<?> list) {
        boolean nested = list.get(0) instanceof List<?>;
        int rows = nested ? list.size() : 1;
        int columns = nested ? ((List<?>) list.get(0)).size() : list.size();
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int row = 0; row < rows; row++) {
            List<?> values = nested ? (List<?>) list.get(row) : list;
            for (int column = 0; column < columns; column++) {
                matrix.set(row, column, (Double) values.get(column));
            }
        }
        return matrix;
    }

    private static INDArray array(List<?> list) {
        return list.get(0) instanceof List<?>
                ? matrix(list).toArray()
                : Nd4j.createFromArray((float[]) convert(list, float[].class));
    }
}
