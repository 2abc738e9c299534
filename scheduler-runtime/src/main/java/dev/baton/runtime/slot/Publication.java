package dev.baton.runtime.slot;

import dev.baton.scan.Lookups;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The results of the scans of one slot time.
 *
 * @param slot the slot time
 * @param late whether the slot began late
 * @param scans the scans, each with its own categories
 */
public record Publication(Instant slot, boolean late, List<CompletedScan> scans) {

  /**
   * One scan that ended.
   *
   * @param name the jobs that were due, joined by {@code +}
   * @param startedAt market time
   * @param finishedAt market time; also the detection time of its signals
   * @param result its result, with its repetitions merged
   */
  public record CompletedScan(
      UUID id, String name, Instant startedAt, Instant finishedAt, ScanResult result) {

    /** Symbols that failed or timed out. */
    public int errors() {
      return (int) result.symbols().stream().filter(symbol -> symbol.outcome().error()).count();
    }

    /** Signals, those of late bars included. */
    public int signals() {
      return result.signals();
    }

    /** Lookups of all categories. */
    public Lookups lookups() {
      return result.costs().values().stream()
          .map(ScanResult.Cost::lookups)
          .reduce(Lookups.NONE, Lookups::plus);
    }
  }

  public Publication {
    scans = List.copyOf(scans);
  }

  /** The results of the due bars in all scans, each category and symbol once. */
  public List<SymbolResult> symbols() {
    return scans.stream().flatMap(scan -> scan.result().symbols().stream()).toList();
  }

  /** The results of bars that earlier slots awaited (ADR 41), oldest first for each category and symbol. */
  public List<SymbolResult> lateBars() {
    return scans.stream().flatMap(scan -> scan.result().late().stream()).toList();
  }
}
