package dev.baton.runtime.slot;

import dev.baton.market.MarketTime;
import dev.baton.scan.SymbolResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** What the runner does, for health, status and the log. Safe for use by several threads. */
public class SlotStatus {

  private static final Logger LOG = Logger.getLogger(SlotStatus.class);

  /**
   * A moment of the runner.
   *
   * @param slot the slot that it processes or waits for
   * @param working whether it processes the slot
   * @param outage why the slot waits
   * @param store why the database cannot be used
   * @param defect why the runner died since it last finished a slot; each heartbeat starts it again
   */
  public record Now(
      Optional<Instant> slot,
      boolean working,
      Optional<String> outage,
      Optional<String> store,
      Optional<String> defect) {

    private Now at(Instant next, boolean works) {
      return new Now(Optional.of(next), works, Optional.empty(), store, defect);
    }

    private Now outage(String reason) {
      return new Now(slot, true, Optional.of(reason), store, defect);
    }

    private Now store(Optional<String> reason) {
      return new Now(slot, working, outage, reason, defect);
    }

    private Now defect(Optional<String> reason) {
      return new Now(slot, working, outage, store, reason);
    }
  }

  private final AtomicReference<Now> now =
      new AtomicReference<>(
          new Now(Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty()));

  /** What it is doing now. */
  public Now now() {
    return now.get();
  }

  void waitingFor(SlotQueue.Due due) {
    now.updateAndGet(was -> was.at(due.time(), false));
  }

  void working(SlotQueue.Due due) {
    Now was = now.getAndUpdate(last -> last.at(due.time(), true));
    was.outage().ifPresent(_ -> LOG.infof("slot=%s outage=over", MarketTime.text(due.time())));
  }

  void outage(String reason) {
    Now was = now.getAndUpdate(last -> last.outage(reason));
    if (was.outage().isEmpty()) {
      LOG.warnf(
          "slot=%s outage=\"%s\"; the slot waits and is caught up",
          was.slot().map(MarketTime::text).orElse("none"), reason);
    }
  }

  void storeReachable() {
    now.updateAndGet(was -> was.store(Optional.empty()));
  }

  void storeUnreachable(String reason) {
    now.updateAndGet(was -> was.store(Optional.of(reason)));
  }

  private static void log(Publication publication, SymbolResult result) {
    LOG.warnf(
        "category=%s slot=%s symbol=%s outcome=%s detail=\"%s\"",
        result.category().label(),
        MarketTime.text(publication.slot()),
        result.symbol(),
        result.outcome().label(),
        result.detail());
  }

  void died(Throwable defect) {
    now.updateAndGet(was -> was.defect(Optional.of(defect.toString())));
  }

  void finished() {
    now.updateAndGet(was -> was.defect(Optional.empty()));
  }

  /** A publication of this process is stored; a subclass adds metrics. */
  protected void published(Publication publication) {
    for (Publication.CompletedScan scan : publication.scans()) {
      LOG.infof(
          "scan=%s slot=%s late=%s symbols=%d signals=%d calls=%d lookups=%d hits=%d errors=%d duration_ms=%d",
          scan.name(),
          MarketTime.text(publication.slot()),
          publication.late(),
          scan.result().symbols().size(),
          scan.signals(),
          scan.result().calls(),
          scan.lookups().lookups(),
          scan.lookups().hits(),
          scan.errors(),
          scan.result().duration().toMillis());
      scan.result().symbols().stream()
          .filter(
              each -> each.outcome().error() || each.outcome() == SymbolResult.Outcome.BAR_MISSING)
          .forEach(each -> log(publication, each));
    }
  }
}
