package genlab.sweep;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.Writer;
import java.util.Arrays;

/** Lines of a CSV file (RFC 4180) whose fields hold no line breaks. */
final class Csv {
    private Csv() {}

    /** The fields of one line, without its end. */
    static String[] fields(String line) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.setNullValue("");
        settings.setEmptyValue("");
        settings.getFormat().setComment('\0');
        String[] fields = new CsvParser(settings).parseLine(line);
        return fields == null ? new String[0] : fields;
    }

    /** One line, without its end; line breaks in a field become spaces. */
    static String line(String... fields) {
        CsvWriterSettings settings = new CsvWriterSettings();
        settings.getFormat().setComment('\0');
        Object[] flat = Arrays.stream(fields).map(f -> f.replaceAll("\\R", " ")).toArray();
        return new CsvWriter(Writer.nullWriter(), settings).writeRowToString(flat);
    }
}
