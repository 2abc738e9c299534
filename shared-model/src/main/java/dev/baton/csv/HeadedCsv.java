package dev.baton.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads CSV with a known header, in UTF-8 with or without a byte order mark. A file without that header is refused. So is an
 * empty file: a failed write may have left it.
 */
public final class HeadedCsv {

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int BUFFER = 1 << 16;

  /**
   * A line below the header, with as many fields as the header.
   *
   * @param number of the line in the file, from 1
   */
  public record Line(long number, List<String> columns, List<String> fields) {

    /** The field of that column, unchanged. */
    public String field(String column) {
      return fields.get(columns.indexOf(column));
    }

    /**
     * The field of that column, parsed.
     *
     * @param right what the field should be, like {@code a date; expected like 2026-12-31}
     * @throws IllegalArgumentException if the field is no such date, time or number; the message has column, field and the right
     *     form
     */
    public <T> T parsed(String column, Function<String, T> parser, String right) {
      try {
        return parser.apply(field(column));
      } catch (DateTimeException | NumberFormatException e) {
        throw new IllegalArgumentException(
            "%s '%s' is not %s".formatted(column, VisibleText.of(field(column)), right), e);
      }
    }
  }

  private HeadedCsv() {}

  /**
   * Reads a file line by line.
   *
   * @param file CSV, or CSV in gzip, whatever its name
   * @param header as in {@link #read(String, Reader, String, Consumer)}
   * @param each likewise
   * @throws DataFileException likewise, and if there is no such file, or its gzip is damaged
   */
  public static void read(Path file, String header, Consumer<Line> each) {
    String name = file.toString();
    try (InputStream raw = Files.newInputStream(file);
        InputStream bytes = unpacked(new BufferedInputStream(raw, BUFFER))) {
      read(name, utf8(bytes), header, each);
    } catch (IOException e) {
      throw new DataFileException("%s: %s".formatted(name, reason(e)), e);
    }
  }

  private static InputStream unpacked(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }

  /** Unlike a reader by charset, it refuses bytes that are not UTF-8. */
  private static Reader utf8(InputStream bytes) {
    return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
  }

  /**
   * Reads text line by line and closes it.
   *
   * @param file its name, for messages
   * @param header the names of the columns, separated by commas
   * @param each takes the lines below the header, in their order; it refuses one by an {@link IllegalArgumentException}
   * @throws DataFileException if the header or a line's number of fields is wrong, a line is refused, the text is not CSV, or it
   *     cannot be read
   */
  public static void read(String file, Reader text, String header, Consumer<Line> each) {
    long read = 0;
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(withoutByteOrderMark(text))) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext()) {
        throw defect(file, 1, "there is no header; expected '%s'".formatted(header), null);
      }
      List<String> columns = records.next().getFields();
      String found = String.join(",", columns);
      if (found.equals(header) && !columns.equals(List.of(header.split(",")))) {
        throw defect(
            file,
            1,
            "header is '%s', with several columns in one field; quote each column by itself or none, expected '%s'"
                .formatted(quoted(columns), header),
            null);
      }
      if (!found.equals(header)) {
        throw defect(
            file,
            1,
            "header is '%s'; expected '%s'".formatted(VisibleText.of(found), header),
            null);
      }
      read = 1;
      while (records.hasNext()) {
        CsvRecord record = records.next();
        Line line = new Line(record.getStartingLineNumber(), columns, record.getFields());
        if (line.fields().size() != columns.size()) {
          throw defect(
              file,
              line.number(),
              "%s fields; expected %s: %s".formatted(line.fields().size(), columns.size(), header),
              null);
        }
        try {
          each.accept(line);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
          throw defect(file, line.number(), e.getMessage(), e);
        }
        read = line.number();
      }
    } catch (CsvParseException e) {
      throw new DataFileException(file + ": is not CSV: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw brokenAfter(file, read, e.getCause());
    } catch (IOException e) {
      throw brokenAfter(file, read, e);
    }
  }

  /** The columns as they are written, those with quotes that have a comma. */
  private static String quoted(List<String> columns) {
    return columns.stream()
        .map(column -> column.contains(",") ? '"' + column + '"' : column)
        .collect(Collectors.joining(","));
  }

  private static Reader withoutByteOrderMark(Reader text) throws IOException {
    PushbackReader pushback = new PushbackReader(text);
    int first = pushback.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      pushback.unread(first);
    }
    return pushback;
  }

  private static DataFileException brokenAfter(String file, long read, IOException e) {
    String where = read == 0 ? "before the header" : "somewhere after line " + read;
    return new DataFileException("%s: %s, %s".formatted(file, reason(e), where), e);
  }

  /** What an operator can do something about; the JDK's own words name neither cause nor remedy. */
  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "it may not be read by this user";
      case EOFException _ -> "the gzip data ends too early; the file is truncated, copy it again";
      case ZipException _ ->
          "the gzip data is damaged (%s); copy the file again".formatted(e.getMessage());
      case CharacterCodingException _ -> "there are bytes that are not UTF-8; save it as UTF-8";
      default -> "cannot be read: " + e.getMessage();
    };
  }

  private static DataFileException defect(String file, long line, String defect, Throwable cause) {
    return new DataFileException("%s, line %s: %s".formatted(file, line, defect), cause);
  }
}
