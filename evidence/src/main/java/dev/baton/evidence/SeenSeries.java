package dev.baton.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the bars that generations saw of a symbol last. It blocks the calling thread. Each method throws {@link
 * EvidenceUnavailableException} if the database cannot be used.
 */
public final class SeenSeries {

  private static final Instant AFTER_ANY_SLOT = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * A window that a generation evaluated.
   *
   * @param slot the newest slot that evaluated it
   * @param input its fingerprint
   * @param bars the bars themselves; empty if they were not kept
   */
  public record Seen(
      Generation generation,
      Category category,
      Symbol symbol,
      Instant slot,
      Fingerprint input,
      Optional<CandleSeries> bars) {

    public Seen {
      requireNonNull(generation, "generation is null");
      requireNonNull(category, "category is null");
      requireNonNull(symbol, "symbol is null");
      requireNonNull(slot, "slot is null");
      requireNonNull(input, "input is null");
      requireNonNull(bars, "bars is null");
    }
  }

  /**
   * The windows of both generations as of one slot.
   *
   * @param slot the newest slot that both did
   */
  public record Pair(Instant slot, Seen legacy, Seen optimized) {}

  private final EvidenceDatabase database;

  public SeenSeries(EvidenceDatabase database) {
    this.database = database;
  }

  /** Returns whether a generation ever had candles of that symbol, in any category. */
  public boolean hadCandles(Symbol symbol) {
    List<Outcome> withCandles =
        Stream.of(Outcome.values()).filter(outcome -> !outcome.error()).toList();
    return database.snapshot(
        connection ->
            Query.first(
                    connection,
                    """
                    select true from evaluation e
                    where e.category = any(?) and e.symbol = ? and e.outcome = any(?) limit 1
                    """,
                    row -> row.getBoolean(1),
                    List.of(Category.values()),
                    symbol,
                    withCandles)
                .isPresent());
  }

  /** Returns the window that a generation evaluated last; empty if it never evaluated that symbol in that category. */
  public Optional<Seen> newest(Generation generation, Category category, Symbol symbol) {
    return database.snapshot(
        connection -> seen(connection, generation, category, symbol, AFTER_ANY_SLOT));
  }

  /**
   * Returns what both generations had seen of the symbol as of the newest slot that both have done; empty if there is no such
   * slot. So a scan that one generation is still running is no difference. A generation that lacked the slot's bar is one, and
   * shows an older window.
   */
  public Optional<Pair> together(Category category, Symbol symbol) {
    return database.snapshot(
        connection -> {
          Optional<Instant> slot = EvidenceQueries.newestCommonSlot(connection, category, symbol);
          if (slot.isEmpty()) {
            return Optional.empty();
          }
          Optional<Seen> legacy = seen(connection, Generation.LEGACY, category, symbol, slot.get());
          Optional<Seen> optimized =
              seen(connection, Generation.OPTIMIZED, category, symbol, slot.get());
          return legacy.flatMap(one -> optimized.map(other -> new Pair(slot.get(), one, other)));
        });
  }

  private static Optional<Seen> seen(
      Connection connection,
      Generation generation,
      Category category,
      Symbol symbol,
      Instant atMost)
      throws SQLException {
    Optional<EvidenceQueries.SeenInput> newest =
        EvidenceQueries.newestWindow(connection, generation, category, symbol, atMost);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Instant slot = newest.get().slot();
    Fingerprint input = newest.get().input();
    return Optional.of(
        new Seen(
            generation,
            category,
            symbol,
            slot,
            input,
            EvidenceRows.window(connection, generation, category, symbol, slot, input)));
  }
}
