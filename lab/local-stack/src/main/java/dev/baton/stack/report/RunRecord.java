package dev.baton.stack.report;

import static java.util.Objects.requireNonNull;

import dev.baton.evidence.Evidence;
import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.EvidenceReader;
import dev.baton.evidence.LedgerCall;
import dev.baton.evidence.RunReader;
import dev.baton.evidence.ScanRow;
import dev.baton.evidence.SlotRow;
import dev.baton.evidence.UnknownCalls;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a run recorded, and the simulator's own count of calls.
 *
 * @param evidence both generations' sides of a comparison; signals of two weeks before are among them
 * @param ledger empty if the services kept none
 * @param broker the calls the simulated broker got; empty with a real one, or if the simulator could not be asked
 */
public record RunRecord(
    List<SlotRow> slots,
    List<ScanRow> scans,
    Evidence evidence,
    List<LedgerCall> ledger,
    Optional<List<BrokerRow>> broker) {

  public RunRecord {
    slots = List.copyOf(slots);
    scans = List.copyOf(scans);
    requireNonNull(evidence, "evidence is null");
    ledger = List.copyOf(ledger);
    broker = broker.map(List::copyOf);
  }

  /** A call as the broker got it. */
  public record BrokerRow(
      String id, String client, String endpoint, String symbol, String outcome) {}

  /**
   * Reads what was recorded from that market time on. The services have ended, so that no call is under way.
   *
   * @param to last date at the exchange
   * @param broker the broker's own count
   * @throws dev.baton.evidence.EvidenceUnavailableException if the database cannot be used
   */
  public static RunRecord read(
      EvidenceDatabase database, Instant from, LocalDate to, Optional<List<BrokerRow>> broker) {
    RunReader rows = new RunReader(database);
    return new RunRecord(
        rows.slots(from),
        rows.scans(from),
        new EvidenceReader(database, UnknownCalls.AFTER_SERVICES_ENDED)
            .read(MarketTime.date(from), to),
        rows.calls(from, UnknownCalls.AFTER_SERVICES_ENDED),
        broker);
  }
}
