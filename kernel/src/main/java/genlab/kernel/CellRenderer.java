package genlab.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.awt.image.RenderedImage;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shows values: images and text as the base library does, arrays and maps by their content, and
 * what the kit's library registers, once a value is not of the JDK.
 */
final class CellRenderer extends Renderer {

    private static final String RICH_DISPLAY = "genlab.notebook.RichDisplay";
    private static final int ELEMENTS = 100;
    private static final int ROWS = 50;
    private static final int CHARACTERS = 1_000_000;

    private final Consumer<String> notes;
    private boolean asked;

    CellRenderer(Consumer<String> notes) {
        this.notes = notes;
        Image.registerAll(this);
        Text.registerAll(this);
        registerHtml(Map.class, CellRenderer::table);
        registerHtml(URL.class, CellRenderer::link);
    }

    private <T> void registerHtml(Class<T> type, Function<T, String> html) {
        createRegistration(type)
                .preferring(MIMEType.TEXT_HTML)
                .register(
                        (value, context) ->
                                context.renderIfRequested(
                                        MIMEType.TEXT_HTML, () -> html.apply(value)));
    }

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        prepare(value);
        DisplayData data =
                value == null || value.getClass().isArray()
                        ? array(value)
                        : bounded(super.render(value, parameters));
        if (value instanceof Object[] array) {
            addPictures(Arrays.asList(array), data);
        } else if (value instanceof Collection<?> collection) {
            addPictures(collection, data);
        }
        return data;
    }

    @Override
    public DisplayData renderAs(Object value, Map<String, Object> parameters, String... types) {
        prepare(value);
        if (value == null || value.getClass().isArray()) {
            return array(value);
        }
        return bounded(super.renderAs(value, parameters, types));
    }

    /** Lets the library register its renderers before the first value that may need one. */
    private void prepare(Object value) {
        if (asked || value == null || value.getClass().getName().startsWith("java.")) {
            return;
        }
        asked = true;
        try {
            Class.forName(RICH_DISPLAY, true, Thread.currentThread().getContextClassLoader())
                    .getMethod("install")
                    .invoke(null);
        } catch (ClassNotFoundException e) {
            // the kernel runs without the kit's library
        } catch (InvocationTargetException e) {
            notes.accept("rich display is off: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            notes.accept("rich display is off: " + e);
        }
    }

    private static DisplayData bounded(DisplayData data) {
        Object text = data.getData(MIMEType.TEXT_PLAIN);
        if (text instanceof CharSequence characters && characters.length() > CHARACTERS) {
            data.putText(
                    characters.subSequence(0, CHARACTERS)
                            + String.format("... (%,d characters in all)", characters.length()));
        }
        return data;
    }

    /** A list of nothing but pictures shows them. */
    private void addPictures(Collection<?> values, DisplayData data) {
        if (!values.isEmpty() && values.stream().allMatch(RenderedImage.class::isInstance)) {
            data.putHTML(
                    values.stream()
                                    .limit(ROWS)
                                    .map(value -> super.render(value).getData(MIMEType.IMAGE_PNG))
                                    .map("<img src=\"data:image/png;base64,%s\"> "::formatted)
                                    .collect(Collectors.joining())
                            + more(values.size()));
        }
    }

    private static String link(URL url) {
        String address = escape(url.toString()).replace("\"", "&quot;");
        return "<a href=\"" + address + "\">" + address + "</a>";
    }

    private static DisplayData array(Object array) {
        DisplayData data = new DisplayData(text(array));
        if (array instanceof Object[] rows && rows.length > 0 && isMatrix(rows)) {
            data.putHTML(table(rows));
        }
        return data;
    }

    /** Content of nested arrays; long ones are shortened. */
    static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        int length = Array.getLength(value);
        boolean nested = value instanceof Object[] && length > 0 && isMatrix((Object[]) value);
        StringJoiner joiner = new StringJoiner(nested ? ",\n " : ", ", "[", "]");
        for (int i = 0; i < Math.min(length, ELEMENTS); i++) {
            joiner.add(text(Array.get(value, i)));
        }
        if (length > ELEMENTS) {
            joiner.add(String.format("... %,d more", length - ELEMENTS));
        }
        return joiner.toString();
    }

    private static boolean isMatrix(Object[] rows) {
        return rows[0] != null && rows[0].getClass().isArray();
    }

    private static String table(Object[] rows) {
        return table(Arrays.stream(rows).map(CellRenderer::row), rows.length);
    }

    private static String row(Object array) {
        int columns = array == null ? 0 : Array.getLength(array);
        return IntStream.range(0, Math.min(columns, ROWS))
                        .mapToObj(j -> cell("td", Array.get(array, j)))
                        .collect(Collectors.joining())
                + (columns > ROWS ? "<td>...</td>" : "");
    }

    private static String table(Map<?, ?> map) {
        return table(
                map.entrySet().stream()
                        .map(entry -> cell("th", entry.getKey()) + cell("td", entry.getValue())),
                map.size());
    }

    private static String cell(String tag, Object value) {
        return "<" + tag + ">" + escape(text(value)) + "</" + tag + ">";
    }

    private static String table(Stream<String> rows, int size) {
        return rows.limit(ROWS)
                        .collect(Collectors.joining("</tr><tr>", "<table><tr>", "</tr></table>"))
                + more(size);
    }

    private static String more(int size) {
        return size > ROWS ? String.format("<p>... %,d more</p>", size - ROWS) : "";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
