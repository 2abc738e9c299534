package dev.baton.stack.report;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run left behind: the rows of its database and the simulator's own count of calls.
 *
 * @param ledger empty if the services kept none
 * @param broker the calls the simulated broker got; empty with a real one, or if the simulator could not be asked
 */
public record Evidence(
    List<SlotRow> slots,
    List<ScanRow> scans,
    List<EvaluationRow> evaluations,
    List<SignalRow> signals,
    List<LedgerRow> ledger,
    Optional<List<BrokerRow>> broker) {

  public Evidence {
    slots = List.copyOf(slots);
    scans = List.copyOf(scans);
    evaluations = List.copyOf(evaluations);
    signals = List.copyOf(signals);
    ledger = List.copyOf(ledger);
    broker = broker.map(List::copyOf);
  }

  /**
   * A slot of a generation.
   *
   * @param startedAt market time
   * @param millis real time of all attempts
   */
  public record SlotRow(
      Generation generation,
      Category category,
      Instant slot,
      boolean done,
      int attempts,
      boolean late,
      Instant startedAt,
      double millis,
      int calls,
      int lookups,
      int hits,
      int errors,
      int barsMissing,
      int signals) {}

  /** A scan: one or more categories of one slot time. */
  public record ScanRow(
      Generation generation,
      String name,
      Instant slot,
      Set<Category> categories,
      boolean late,
      double millis,
      int calls,
      int lookups,
      int hits,
      int errors,
      int symbols,
      int signals) {
    public ScanRow {
      categories = Set.copyOf(categories);
    }
  }

  /** What is evaluated: a bar of a symbol for a category. */
  public record Bar(Category category, String symbol, Instant time) {}

  /** What a generation says of a bar in one of its slots. */
  public record EvaluationRow(Generation generation, Bar bar, String outcome, String detail) {
    /** Whether strategies saw the bar. */
    public boolean evaluated() {
      return outcome.equals("evaluated");
    }
  }

  /** The identity of a signal. */
  public record Key(Bar bar, String strategy, String side) {
    @Override
    public String toString() {
      return "%s %s %s %s %s"
          .formatted(
              bar.category().label(),
              bar.symbol(),
              strategy,
              side,
              dev.baton.market.MarketTime.offset(bar.time()));
    }
  }

  /**
   * A stored signal.
   *
   * @param input the fingerprint of its window, as text: first bar, number of bars, hash
   */
  public record SignalRow(
      Generation generation,
      Key key,
      BigDecimal entry,
      BigDecimal stopLoss,
      BigDecimal target,
      BigDecimal confidence,
      String input) {}

  /**
   * A call in the ledger of a service.
   *
   * @param id the id that goes with the call
   * @param state {@code intent}, {@code ok}, {@code failed}, or {@code unknown}: nobody can tell whether it arrived
   */
  public record LedgerRow(
      String id,
      Generation generation,
      String endpoint,
      String symbol,
      String state,
      String outcome) {
    public LedgerRow {
      requireNonNull(id, "id is null");
    }
  }

  /** A call as the broker got it. */
  public record BrokerRow(
      String id, String client, String endpoint, String symbol, String outcome) {}
}
