package dev.baton.runtime.broker;

import dev.baton.market.CandleSourceException;

/**
 * The rows of an answer that no session explains: their times are probably those of another zone, or of another kind of bar. Then
 * the rows that are on the grid are not to be trusted either (ADR 34).
 */
final class ForeignRows {

  /** So many may come by themselves. */
  private static final int FEW = 9;

  /** The part of an answer that rows of another zone are at least: of a session in Singapore's time it is a third. */
  private static final int PART = 10;

  private int count;
  private String first = "";

  /** Adds a row; the defect has its number, field and value. */
  void add(String defect) {
    if (count++ == 0) {
      first = defect;
    }
  }

  /**
   * Requires that they are a few.
   *
   * @param rows number of all rows of the answer
   * @throws CandleSourceException if they are most of them, or more than a few and a tenth; the message has the first defect
   */
  void refuseIfMany(int rows) throws CandleSourceException {
    if (count * 2 > rows || count > FEW && count * PART >= rows) {
      throw Envelope.malformed(
          "%s of the answer's %s rows are no bars of a session; %s".formatted(count, rows, first));
    }
  }
}
