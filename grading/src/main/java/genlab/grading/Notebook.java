package genlab.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A notebook file of Jupyter's format 4, and the marks that nbgrader leaves in its cells. */
final class Notebook {
    /** What is left of a larger file without its outputs may still be a notebook. */
    static final int LARGEST_WITH_OUTPUTS = 20_000_000;

    private static final int LARGEST = 200_000_000;
    private static final int DEEPEST = 100;
    private static final int MOST_VALUES = 2_000_000;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

    private final JsonObject json;
    private final List<Cell> cells;

    private Notebook(JsonObject json, List<Cell> cells) {
        this.json = json;
        this.cells = cells;
    }

    /**
     * Reads a notebook that may be anything. Of a very large one the outputs are left out.
     *
     * @throws NotebookException if it is no notebook; the message is for whoever handed it in
     */
    static Notebook read(Path file) throws NotebookException {
        String name = file.getFileName().toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw new NotebookException(name + " is not a file; hand in the .ipynb file");
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new NotebookException(
                        String.format(
                                "%s is %d MB large, more than the %d MB allowed; clear its outputs"
                                        + " (Kernel, Restart & Clear Output), save it and hand it in"
                                        + " again",
                                name, size / 1_000_000, LARGEST / 1_000_000));
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return parse(name, in, size <= LARGEST_WITH_OUTPUTS);
            }
        } catch (IOException e) {
            throw new NotebookException(name + " can't be read: " + e.getMessage());
        }
    }

    /**
     * Reads a notebook's bytes.
     *
     * @throws NotebookException if it is no notebook
     */
    static Notebook parse(String name, InputStream in, boolean withOutputs)
            throws NotebookException {
        try {
            in.mark(4);
            byte[] start = in.readNBytes(2);
            in.reset();
            if (start.length == 0) {
                throw new NotebookException(
                        name + " is empty; save the notebook in Jupyter and hand it in again");
            }
            boolean utf16 = start.length == 2 && (start[0] & start[1] & 0xfe) == 0xfe;
            CharsetDecoder decoder =
                    (utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8).newDecoder();
            // Python writes NaN into JSON, and people comments.
            JsonReader reader = new JsonReader(new InputStreamReader(in, decoder));
            reader.setStrictness(Strictness.LENIENT);
            JsonElement tree = tree(reader, new int[] {MOST_VALUES}, DEEPEST, withOutputs);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("something follows behind the notebook's end");
            }
            return of(name, tree);
        } catch (CharacterCodingException e) {
            throw new NotebookException(
                    name
                            + " is not UTF-8 text, as a notebook has to be; hand in the file that"
                            + " Jupyter saves, not a copy from another program");
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException
                | ClassCastException e) {
            throw new NotebookException(
                    name
                            + " is not a notebook (its JSON is broken: "
                            + firstLine(e)
                            + "); open it in Jupyter, save it and hand it in again");
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.length() > 150 ? message.substring(0, 150) + " ..." : message;
    }

    /** Within bounds: a tree of a million brackets would break whoever walks it. */
    private static JsonElement tree(JsonReader reader, int[] left, int depth, boolean withOutputs)
            throws IOException {
        if (depth == 0) {
            throw new IOException("brackets nested deeper than " + DEEPEST);
        }
        if (--left[0] < 0) {
            throw new IOException("more than " + MOST_VALUES + " values: clear the outputs");
        }
        switch (reader.peek()) {
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(tree(reader, left, depth - 1, withOutputs));
                }
                reader.endArray();
                return array;
            }
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    String name = reader.nextName();
                    if (name.equals("outputs") && !withOutputs) {
                        reader.skipValue();
                        object.add(name, new JsonArray());
                    } else {
                        object.add(name, tree(reader, left, depth - 1, withOutputs));
                    }
                }
                reader.endObject();
                return object;
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NUMBER -> {
                return JsonParser.parseString(reader.nextString());
            }
            default -> {
                return new JsonPrimitive(reader.nextString());
            }
        }
    }

    private static Notebook of(String name, JsonElement root) throws NotebookException {
        if (!root.isJsonObject()
                || !root.getAsJsonObject().has("cells")
                || !root.getAsJsonObject().get("cells").isJsonArray()) {
            throw new NotebookException(
                    name
                            + " is JSON, but not a notebook: it has no cells; hand in the .ipynb"
                            + " file");
        }
        JsonObject json = root.getAsJsonObject();
        if (!json.has("nbformat") || json.get("nbformat").getAsInt() != 4) {
            throw new NotebookException(
                    name
                            + " must have nbformat 4, but has "
                            + json.get("nbformat")
                            + "; open it in a current Jupyter and save it");
        }
        List<Cell> cells = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray("cells")) {
            cells.add(new Cell(element.getAsJsonObject()));
        }
        return new Notebook(json, cells);
    }

    List<Cell> cells() {
        return cells;
    }

    JsonObject json() {
        return json;
    }

    /** An object within objects; an empty one where the notebook has none there. */
    JsonObject object(String... path) {
        JsonObject found = json;
        for (String name : path) {
            found = object(found, name);
        }
        return found;
    }

    Notebook copy() {
        JsonObject copy = json.deepCopy();
        List<Cell> copies = new ArrayList<>();
        copy.getAsJsonArray("cells").forEach(cell -> copies.add(new Cell(cell.getAsJsonObject())));
        return new Notebook(copy, copies);
    }

    /** The kernelspec's language, as nbgrader looks it up; an empty text if there is none. */
    String language() {
        return text(object("metadata", "kernelspec"), "language");
    }

    /**
     * Writes the notebook.
     *
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException {
        WholeFile.write(file, GSON.toJson(json) + "\n");
    }

    static JsonObject object(JsonObject parent, String name) {
        JsonElement element = parent.get(name);
        return element != null && element.isJsonObject()
                ? element.getAsJsonObject()
                : new JsonObject();
    }

    private static String text(JsonObject parent, String name) {
        JsonElement element = parent.get(name);
        return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
    }

    /** A cell, and what nbgrader's mark in it says; a cell without a mark has no id. */
    static final class Cell {
        private final JsonObject json;

        Cell(JsonObject json) {
            this.json = json;
        }

        JsonObject json() {
            return json;
        }

        boolean isCode() {
            return type().equals("code");
        }

        String type() {
            return text(json, "cell_type");
        }

        String source() {
            JsonElement source = json.get("source");
            if (source != null && source.isJsonArray()) {
                StringBuilder lines = new StringBuilder();
                for (JsonElement line : source.getAsJsonArray()) {
                    lines.append(line.isJsonPrimitive() ? line.getAsString() : "");
                }
                return lines.toString();
            }
            return text(json, "source");
        }

        /** The text, whatever an editor made of line ends and blanks at its end. */
        String normalized() {
            return normalized(source());
        }

        static String normalized(String source) {
            return source.replaceAll("[ \\t]*\\r?\\n", "\n").strip();
        }

        void setSource(String source) {
            JsonArray lines = new JsonArray();
            for (String line : source.split("(?<=\n)")) {
                lines.add(line);
            }
            json.add("source", lines);
        }

        JsonObject metadata() {
            if (!json.has("metadata") || !json.get("metadata").isJsonObject()) {
                json.add("metadata", new JsonObject());
            }
            return json.getAsJsonObject("metadata");
        }

        boolean isMarked() {
            return metadata().has("nbgrader") && metadata().get("nbgrader").isJsonObject();
        }

        JsonObject mark() {
            return object(metadata(), "nbgrader");
        }

        String id() {
            return text(mark(), "grade_id");
        }

        boolean isGrade() {
            return flag("grade");
        }

        boolean isSolution() {
            return flag("solution");
        }

        boolean isTask() {
            return flag("task");
        }

        /** Whether nbgrader would put the instructor's text back. */
        boolean isLocked() {
            return !isSolution() && (isGrade() || flag("locked"));
        }

        double points() {
            JsonElement points = mark().get("points");
            return points == null ? 0 : points.getAsDouble();
        }

        private boolean flag(String name) {
            JsonElement flag = mark().get(name);
            return flag != null
                    && flag.isJsonPrimitive()
                    && flag.getAsJsonPrimitive().isBoolean()
                    && flag.getAsBoolean();
        }

        /**
         * The checksum as nbgrader computes it: MD5 over source, type, the three flags, the id and,
         * for a grade cell, the points, as Python writes them.
         */
        String checksum() {
            StringBuilder text = new StringBuilder(source()).append(type());
            for (boolean flag : new boolean[] {isGrade(), isSolution(), isLocked()}) {
                text.append(flag ? "True" : "False");
            }
            text.append(id());
            if (isGrade()) {
                text.append(points());
            }
            try {
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
