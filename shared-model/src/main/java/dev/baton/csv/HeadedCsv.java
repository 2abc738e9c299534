package dev.baton.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads CSV with a known header. A file without that header is refused. So is an empty file: a failed write may have left it.
 */
public final class HeadedCsv {

  /** A line below the header, with as many fields as the header. */
  public record Line(List<String> columns, List<String> fields) {

    /** The field of that column, unchanged. */
    public String field(String column) {
      return fields.get(columns.indexOf(column));
    }

    /**
     * The field of that column, parsed.
     *
     * @param defect the message for a field that is no date, time or number; {@code %s} is the field
     * @throws IllegalArgumentException if it is none
     */
    public <T> T parsed(String column, Function<String, T> parser, String defect) {
      try {
        return parser.apply(field(column));
      } catch (DateTimeParseException | NumberFormatException e) {
        throw new IllegalArgumentException(defect.formatted(field(column)), e);
      }
    }
  }

  private HeadedCsv() {}

  /**
   * Reads a file line by line and closes it.
   *
   * @param file its name, for messages
   * @param header the names of the columns, separated by commas
   * @param each takes the lines below the header, in their order; it refuses one by an {@link IllegalArgumentException}
   * @throws DataFileException if the header or a line's number of fields is wrong, a line is refused, the file is not CSV, or
   *     it cannot be read
   */
  public static void read(String file, Reader reader, String header, Consumer<Line> each) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(reader)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw defect(file, 1, "there is no header; expected '%s'".formatted(header), null);
      }
      List<String> columns = records.next().getFields();
      String found = String.join(",", columns);
      if (!found.equals(header)) {
        throw defect(file, 1, "header is '%s'; expected '%s'".formatted(found, header), null);
      }
      while (records.hasNext()) {
        CsvRecord record = records.next();
        long number = record.getStartingLineNumber();
        Line line = new Line(columns, record.getFields());
        if (line.fields().size() != columns.size()) {
          throw defect(
              file,
              number,
              "%d fields; expected %d: %s".formatted(line.fields().size(), columns.size(), header),
              null);
        }
        try {
          each.accept(line);
        } catch (IllegalArgumentException e) {
          throw defect(file, number, e.getMessage(), e);
        }
      }
    } catch (CsvParseException e) {
      throw new DataFileException(file + ": is not CSV: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new DataFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static DataFileException defect(String file, long line, String defect, Throwable cause) {
    return new DataFileException("%s, line %d: %s".formatted(file, line, defect), cause);
  }
}
