package dev.baton.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads CSV with a known header. A file without that header is refused. So is an empty file: a failed write may have left it.
 */
public final class HeadedCsv {

  /**
   * A line below the header, with as many fields as the header.
   *
   * @param file name of the file
   * @param number in the file, from 1
   */
  public record Line(String file, long number, List<String> columns, List<String> fields) {

    /** The field of that column, unchanged. */
    public String field(String column) {
      return fields.get(columns.indexOf(column));
    }

    /** The message for a defect of this line; it names the file and the line. */
    public String at(String defect) {
      return HeadedCsv.at(file, number, defect);
    }
  }

  private HeadedCsv() {}

  /**
   * Reads a file line by line and closes it.
   *
   * @param file its name, for messages
   * @param header the names of the columns, separated by commas
   * @param each takes the lines below the header, in their order
   * @param refusal makes the exception for a file that is refused, of a message and perhaps a cause
   * @throws RuntimeException the refusal's, if the header or a line's number of fields is wrong, the file is not CSV, or it
   *     cannot be read
   */
  public static void read(
      String file,
      Reader reader,
      String header,
      Consumer<Line> each,
      BiFunction<String, Throwable, ? extends RuntimeException> refusal) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(reader)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw refusal.apply(
            at(file, 1, "there is no header; expected '%s'".formatted(header)), null);
      }
      List<String> columns = records.next().getFields();
      String found = String.join(",", columns);
      if (!found.equals(header)) {
        throw refusal.apply(
            at(file, 1, "header is '%s'; expected '%s'".formatted(found, header)), null);
      }
      while (records.hasNext()) {
        CsvRecord record = records.next();
        Line line = new Line(file, record.getStartingLineNumber(), columns, record.getFields());
        if (line.fields().size() != columns.size()) {
          throw refusal.apply(
              line.at(
                  "%d fields; expected %d: %s"
                      .formatted(line.fields().size(), columns.size(), header)),
              null);
        }
        each.accept(line);
      }
    } catch (CsvParseException e) {
      throw refusal.apply(file + ": is not CSV: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw refusal.apply(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String at(String file, long number, String defect) {
    return "%s, line %d: %s".formatted(file, number, defect);
  }
}
