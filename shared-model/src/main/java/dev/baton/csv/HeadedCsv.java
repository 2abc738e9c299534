package dev.baton.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads CSV of one known header. A file without it is refused, an empty one too: it may be what a write that failed has left.
 */
public final class HeadedCsv {

  /** Makes the exception of a file that is refused. */
  public interface Refusal {

    /**
     * @param number of the line, from 1
     * @param defect what is wrong with it, and what would be right
     */
    RuntimeException line(long number, String defect);

    /** The whole file cannot be used. */
    RuntimeException file(String defect, Exception cause);
  }

  /**
   * A line under the header, with as many fields as that has.
   *
   * @param number in the file, from 1
   */
  public record Line(long number, List<String> columns, List<String> fields) {

    /** The field of that column, as it is written. */
    public String field(String column) {
      return fields.get(columns.indexOf(column));
    }
  }

  private HeadedCsv() {}

  /**
   * Reads a file line by line and closes it.
   *
   * @param header the names of the columns, separated by commas
   * @param each takes the lines under the header, in their order
   * @throws RuntimeException the refusal's, if the header or a line's number of fields is wrong, if it is not CSV, or if it
   *     cannot be read
   */
  public static void read(Reader reader, String header, Consumer<Line> each, Refusal refusal) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(reader)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw refusal.line(1, "there is no header; expected '%s'".formatted(header));
      }
      List<String> columns = records.next().getFields();
      String found = String.join(",", columns);
      if (!found.equals(header)) {
        throw refusal.line(1, "header is '%s'; expected '%s'".formatted(found, header));
      }
      while (records.hasNext()) {
        CsvRecord line = records.next();
        if (line.getFieldCount() != columns.size()) {
          throw refusal.line(
              line.getStartingLineNumber(),
              "%d fields; expected %d: %s".formatted(line.getFieldCount(), columns.size(), header));
        }
        each.accept(new Line(line.getStartingLineNumber(), columns, line.getFields()));
      }
    } catch (CsvParseException e) {
      throw refusal.file("is not CSV: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw refusal.file("cannot be read: " + e.getMessage(), e);
    }
  }
}
