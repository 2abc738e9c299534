package dev.baton.parity;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.strategy.Strategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the differences that somebody answers for: CSV with the header {@value #HEADER}; an empty filter matches everything. */
public final class AcceptedDifferences {

  static final String HEADER = "category,symbol,strategy,cause,owner,reason,expires";

  private AcceptedDifferences() {}

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws IllegalArgumentException if a line cannot be understood; the message names the file, the line and what would be
   *     right
   */
  public static List<AcceptedDifference> read(String name, Reader reader) {
    List<AcceptedDifference> accepted = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofNamedCsvRecord(reader)) {
      for (NamedCsvRecord line : csv) {
        String header = String.join(",", line.getHeader());
        if (!header.equals(HEADER)) {
          throw new IllegalArgumentException(
              "%s, line 1: header is '%s'; expected '%s'".formatted(name, header, HEADER));
        }
        try {
          accepted.add(difference(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "%s, line %d: %s".formatted(name, line.getStartingLineNumber(), e.getMessage()), e);
        }
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(name + " is not CSV: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
    }
    return accepted;
  }

  private static AcceptedDifference difference(NamedCsvRecord line) {
    if (line.getFieldCount() != line.getHeader().size()) {
      throw new IllegalArgumentException(
          line.getFieldCount() + " fields; expected " + line.getHeader().size());
    }
    return new AcceptedDifference(
        filter(line, "category").map(Category::ofLabel),
        filter(line, "symbol").map(Symbol::of),
        filter(line, "strategy").map(label -> labelled("strategy", label, Strategy.values(), Strategy::label)),
        filter(line, "cause").map(label -> labelled("cause", label, Cause.values(), Cause::label)),
        line.getField("owner").strip(),
        line.getField("reason").strip(),
        date(line.getField("expires").strip()));
  }

  private static Optional<String> filter(NamedCsvRecord line, String field) {
    return Optional.of(line.getField(field).strip()).filter(text -> !text.isEmpty());
  }

  private static <T> T labelled(String what, String label, T[] values, Function<T, String> of) {
    return Arrays.stream(values)
        .filter(value -> of.apply(value).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown %s '%s'; valid are %s"
                        .formatted(
                            what,
                            label,
                            Arrays.stream(values).map(of).collect(Collectors.joining(", ")))));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("expires '%s' is not a date; expected like 2026-12-31".formatted(text), e);
    }
  }
}
