package dev.baton.stack.report;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.RecordedWindows;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run left behind: the rows of its database and the simulator's own count of calls.
 *
 * @param recorded what each generation said and published, for a comparison; signals of two weeks before are among it
 * @param ledger empty if the services kept none
 * @param broker the calls the simulated broker got; empty with a real one, or if the simulator could not be asked
 */
public record Evidence(
    List<SlotRow> slots,
    List<ScanRow> scans,
    Map<Generation, GenerationEvidence> recorded,
    List<LedgerRow> ledger,
    Optional<List<BrokerRow>> broker) {

  public Evidence {
    slots = List.copyOf(slots);
    scans = List.copyOf(scans);
    EnumMap<Generation, GenerationEvidence> sides = new EnumMap<>(Generation.class);
    sides.putAll(recorded);
    recorded = Collections.unmodifiableMap(sides);
    ledger = List.copyOf(ledger);
    broker = broker.map(List::copyOf);
  }

  /** That generation's side; empty if it left nothing. */
  public GenerationEvidence of(Generation generation) {
    return recorded.getOrDefault(
        generation,
        new GenerationEvidence(
            generation, Map.of(), List.of(), List.of(), RecordedWindows.NONE, Map.of()));
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

  /**
   * A call in the ledger of a service.
   *
   * @param id the id that goes with the call
   * @param at market time
   * @param state {@code intent}, {@code ok}, {@code failed}, or {@code unknown}: nobody can tell whether it arrived
   */
  public record LedgerRow(
      String id,
      Generation generation,
      Instant at,
      String endpoint,
      String symbol,
      String state,
      String outcome) {
    public LedgerRow {
      requireNonNull(id, "id is null");
      requireNonNull(at, "at is null");
    }

    /** Whether it cannot be told how the call ended. */
    boolean open() {
      return state.equals("intent") || state.equals("unknown");
    }

    /** Whether the service itself never said how it ended: it was gone by then, or it forgot. */
    boolean abandoned() {
      return state.equals("intent") || outcome.equals("crashed");
    }
  }

  /** A call as the broker got it. */
  public record BrokerRow(
      String id, String client, String endpoint, String symbol, String outcome) {}
}
