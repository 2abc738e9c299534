package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.csv.HeadedCsv;
import dev.baton.market.Symbol;
import dev.baton.strategy.Strategy;
import java.io.Reader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads rules for known differences: CSV with the header {@value #HEADER}. An empty filter matches everything. */
public final class AcceptedDifferences {

  static final String HEADER = "category,symbol,strategy,cause,owner,reason,expires";

  private AcceptedDifferences() {}

  /**
   * The rules of a file, in its order.
   *
   * @param name of the file, for messages
   * @throws IllegalArgumentException if the header is missing or a line is wrong; the message names the file, the line and the
   *     right form
   */
  public static List<AcceptedDifference> read(String name, Reader reader) {
    List<AcceptedDifference> accepted = new ArrayList<>();
    HeadedCsv.read(
        name,
        reader,
        HEADER,
        line -> {
          try {
            accepted.add(difference(line));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(line.at(e.getMessage()), e);
          }
        },
        IllegalArgumentException::new);
    return accepted;
  }

  private static AcceptedDifference difference(HeadedCsv.Line line) {
    return new AcceptedDifference(
        filter(line, "category").map(Category::ofLabel),
        filter(line, "symbol").map(Symbol::of),
        filter(line, "strategy")
            .map(label -> labelled("strategy", label, Strategy.values(), Strategy::label)),
        filter(line, "cause").map(label -> labelled("cause", label, Cause.values(), Cause::label)),
        line.field("owner").strip(),
        line.field("reason").strip(),
        date(line.field("expires").strip()));
  }

  private static Optional<String> filter(HeadedCsv.Line line, String field) {
    return Optional.of(line.field(field).strip()).filter(text -> !text.isEmpty());
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
      throw new IllegalArgumentException(
          "expires '%s' is not a date; expected like 2026-12-31".formatted(text), e);
    }
  }
}
