package genlab.grading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Tables for spreadsheets and gradebooks: RFC 4180, UTF-8, no cell of which is a formula. */
final class Csv {
    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    /** A table with this first row. */
    Csv(List<String> header) {
        try {
            printer =
                    new CSVPrinter(
                            text, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row(header);
    }

    /** Adds a row: numbers as they are written by hand, texts made harmless, null as nothing. */
    Csv row(List<?> cells) {
        try {
            for (Object cell : cells) {
                printer.print(
                        cell == null
                                ? ""
                                : cell instanceof Number number
                                        ? SafeText.number(number.doubleValue())
                                        : SafeText.cell(cell.toString()));
            }
            printer.println();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the table.
     *
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException {
        WholeFile.write(file, text.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /**
     * Reads a table with a first row of names, whatever their case, after commas or semicolons.
     *
     * @throws IOException if it can't be read
     */
    static CSVParser read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "");
        String header = text.lines().findFirst().orElse("");
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(header.contains(";") && !header.contains(",") ? ';' : ',')
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
                .setAllowMissingColumnNames(true)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrim(true)
                .get()
                .parse(new java.io.StringReader(text));
    }
}
