package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.csv.HeadedCsv;
import dev.baton.enums.Labelled;
import dev.baton.market.Symbol;
import dev.baton.strategy.Strategy;
import java.io.Reader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rules for known differences: CSV with the header {@value #HEADER}. An empty filter matches everything. */
public final class AcceptedDifferences {

  static final String HEADER = "category,symbol,strategy,cause,owner,reason,expires";

  private AcceptedDifferences() {}

  /**
   * The rules of a file, in its order.
   *
   * @param name of the file, for messages
   * @throws dev.baton.csv.DataFileException if the header is missing or a line is wrong
   */
  public static List<AcceptedDifference> read(String name, Reader reader) {
    List<AcceptedDifference> accepted = new ArrayList<>();
    HeadedCsv.read(name, reader, HEADER, line -> accepted.add(difference(line)));
    return accepted;
  }

  /**
   * The rules of a file, in its order.
   *
   * @throws dev.baton.csv.DataFileException if there is no such file, the header is missing or a line is wrong
   */
  public static List<AcceptedDifference> read(Path file) {
    List<AcceptedDifference> accepted = new ArrayList<>();
    HeadedCsv.read(file, HEADER, line -> accepted.add(difference(line)));
    return accepted;
  }

  private static AcceptedDifference difference(HeadedCsv.Line line) {
    return new AcceptedDifference(
        filter(line, "category").map(Category::ofLabel),
        filter(line, "symbol").map(Symbol::of),
        filter(line, "strategy").map(label -> Labelled.of("strategy", label, Strategy.values())),
        filter(line, "cause").map(label -> Labelled.of("cause", label, Cause.values())),
        line.field("owner").strip(),
        line.field("reason").strip(),
        line.parsed(
            "expires", text -> LocalDate.parse(text.strip()), "a date; expected like 2026-12-31"));
  }

  private static Optional<String> filter(HeadedCsv.Line line, String field) {
    return Optional.of(line.field(field).strip()).filter(text -> !text.isEmpty());
  }
}
