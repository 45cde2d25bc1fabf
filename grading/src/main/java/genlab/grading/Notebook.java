package genlab.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
    /** The largest file that is read: notebooks with many figures stay well below. */
    static final int LARGEST = 20_000_000;

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
     * Reads a notebook that may be anything.
     *
     * @param file the file
     * @return the notebook
     * @throws NotebookException if it is no notebook; the message is for whoever handed it in
     */
    static Notebook read(Path file) throws NotebookException {
        String name = file.getFileName().toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw new NotebookException(name + " is not a file; hand in the .ipynb file");
            }
            if (Files.size(file) > LARGEST) {
                throw new NotebookException(
                        String.format(
                                "%s is %d MB large, more than the %d MB allowed; clear its outputs"
                                        + " (Kernel, Restart & Clear Output), save it and hand it in"
                                        + " again",
                                name, Files.size(file) / 1_000_000, LARGEST / 1_000_000));
            }
            byte[] bytes = Files.readAllBytes(file);
            return parse(name, bytes);
        } catch (IOException e) {
            throw new NotebookException(name + " can't be read: " + e.getMessage());
        }
    }

    /**
     * Reads a notebook's bytes.
     *
     * @param name what messages call it
     * @param bytes the file
     * @return the notebook
     * @throws NotebookException if it is no notebook
     */
    static Notebook parse(String name, byte[] bytes) throws NotebookException {
        if (bytes.length == 0) {
            throw new NotebookException(
                    name + " is empty; save the notebook in Jupyter and hand it in again");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new NotebookException(
                    name
                            + " is not UTF-8 text, as a notebook has to be; hand in the file that"
                            + " Jupyter saves, not a copy from another program");
        }
        try {
            return of(name, tree(text));
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
        // Gson tells programmers which setting would let it pass; what helps here is the place.
        message = message.replaceAll("Use JsonReader\\S+ to accept malformed JSON", "unreadable");
        return message.length() > 150 ? message.substring(0, 150) + " ..." : message;
    }

    private static JsonElement tree(String text) throws IOException {
        // A look at the size first: a tree of a million brackets would break whoever walks it, and
        // one of many small values would need many times the memory of the file.
        JsonReader reader = strict(text);
        int depth = 0;
        int values = 0;
        for (JsonToken token = reader.peek();
                token != JsonToken.END_DOCUMENT;
                token = reader.peek()) {
            switch (token) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    depth++;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    depth++;
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case NAME -> reader.nextName();
                case NULL -> reader.nextNull();
                case BOOLEAN -> reader.nextBoolean();
                default -> reader.nextString();
            }
            if (depth > DEEPEST) {
                throw new IOException("brackets nested deeper than " + DEEPEST);
            }
            if (++values > MOST_VALUES) {
                throw new IOException("more than " + MOST_VALUES + " values: clear the outputs");
            }
        }
        return JsonParser.parseReader(strict(text));
    }

    private static JsonReader strict(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
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

    Notebook copy() {
        JsonObject copy = json.deepCopy();
        List<Cell> copies = new ArrayList<>();
        copy.getAsJsonArray("cells").forEach(cell -> copies.add(new Cell(cell.getAsJsonObject())));
        return new Notebook(copy, copies);
    }

    /** The kernelspec's language, as nbgrader looks it up; an empty text if there is none. */
    String language() {
        return text(object(object(json, "metadata"), "kernelspec"), "language");
    }

    /**
     * Writes the notebook.
     *
     * @param file where to; replaced in one step, so that nobody ever sees half a file
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException {
        Texts.write(file, GSON.toJson(json) + "\n");
    }

    private static JsonObject object(JsonObject parent, String name) {
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
                source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
                return lines.toString();
            }
            return text(json, "source");
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
         *
         * @return 32 hexadecimal digits
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
