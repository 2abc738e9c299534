package dev.baton.runtime.broker;

import dev.baton.market.CandleSourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rows of an answer that no session explains: their times are probably those of another zone, or of another kind of bar. Then
 * the rows that are on the grid are not to be trusted either (ADR 34).
 */
final class ForeignRows {

  /** So many may come by themselves. */
  private static final int FEW = 9;

  /** The part of an answer that rows of another zone are at least: of a session in Singapore's time it is a third. */
  private static final int PART = 10;

  private final List<Row> rows = new ArrayList<>();

  private record Row(Instant open, String defect) {}

  /** Adds a row with the open of its bar; the defect has its number, field and value. */
  void add(Instant open, String defect) {
    rows.add(new Row(open, defect));
  }

  /**
   * Requires that they are a few.
   *
   * @param all number of all rows of the answer
   * @param explained whether the rest of the answer explains the row that opens at that time
   * @throws CandleSourceException if they are most of them, or more than a few and a tenth; the message has the first defect
   */
  void refuseIfMany(int all, Predicate<Instant> explained) throws CandleSourceException {
    List<Row> many = rows.stream().filter(row -> !explained.test(row.open())).toList();
    if (many.size() * 2 > all || many.size() > FEW && many.size() * PART >= all) {
      throw Envelope.malformed(
          "%s of the answer's %s rows are no bars of a session; %s"
              .formatted(many.size(), all, many.getFirst().defect()));
    }
  }
}
