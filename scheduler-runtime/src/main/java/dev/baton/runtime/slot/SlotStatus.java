package dev.baton.runtime.slot;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.scan.SymbolResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** What the runner does, for health, status, metrics and the log. Safe for use by several threads. */
@Singleton
public class SlotStatus {

  private static final Logger LOG = Logger.getLogger(SlotStatus.class);

  /**
   * A moment of the runner.
   *
   * @param slot the slot that it processes or waits for
   * @param outage why the slot waits
   * @param store why the database cannot be used
   * @param unknown what of the slots the calendar does not know
   * @param defect why the runner died since it last finished a slot; each heartbeat starts it again
   */
  public record Now(
      Optional<Instant> slot,
      Optional<String> outage,
      Optional<String> store,
      Optional<Unknown> unknown,
      Optional<String> defect) {

    private Now at(Instant next) {
      return new Now(Optional.of(next), Optional.empty(), store, unknown, defect);
    }

    private Now outage(String reason) {
      return new Now(slot, Optional.of(reason), store, unknown, defect);
    }

    private Now store(Optional<String> reason) {
      return new Now(slot, outage, reason, unknown, defect);
    }

    private Now unknown(Optional<Unknown> what) {
      return new Now(slot, outage, store, what, defect);
    }

    private Now defect(Optional<String> reason) {
      return new Now(slot, outage, store, unknown, reason);
    }
  }

  /**
   * What the calendar does not know.
   *
   * @param reason in the calendar's words
   * @param since market time from which on the runner has met it
   * @param waits whether a slot whose time has come waits for it
   */
  public record Unknown(String reason, Instant since, boolean waits) {}

  private final MeterRegistry registry;
  private final Tags tags;
  private final AtomicReference<Now> now =
      new AtomicReference<>(
          new Now(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));

  public SlotStatus(MeterRegistry registry, Generation generation) {
    this.registry = registry;
    this.tags = Tags.of("generation", generation.label());
  }

  public Now now() {
    return now.get();
  }

  void waitingFor(SlotQueue.Due due) {
    now.updateAndGet(
        was -> {
          boolean another = !was.slot().equals(Optional.of(due.time()));
          return was.at(due.time()).unknown(was.unknown().filter(of -> !(of.waits() && another)));
        });
  }

  void working(SlotQueue.Due due) {
    Now was = now.getAndUpdate(last -> last.at(due.time()));
    was.outage().ifPresent(_ -> LOG.infof("slot=%s outage=over", MarketTime.text(due.time())));
  }

  void outage(String reason) {
    Now was = now.getAndUpdate(last -> last.outage(reason));
    if (was.outage().filter(before -> kind(before).equals(kind(reason))).isEmpty()) {
      LOG.warnf(
          "slot=%s outage=\"%s\"; the slot waits and is caught up",
          was.slot().map(MarketTime::text).orElse("none"), reason);
    }
  }

  /** A reason without its figures, which differ from one probe to the next. */
  private static String kind(String reason) {
    return reason.replaceAll("\\d+", "");
  }

  void storeReachable() {
    now.updateAndGet(was -> was.store(Optional.empty()));
  }

  void storeUnreachable(String reason) {
    now.updateAndGet(was -> was.store(Optional.of(reason)));
  }

  /**
   * What the calendar does not know of the slots ahead, or of the slot whose time has come; that counts until the slot is done, or is due no more.
   * Each reason is logged once.
   */
  void unknown(Optional<String> reason, Instant at, boolean waits) {
    Optional<Unknown> known = now.get().unknown();
    if (!waits && known.filter(Unknown::waits).isPresent()) {
      return;
    }
    Optional<Unknown> next =
        reason.map(
            text ->
                known
                    .filter(of -> of.reason().equals(text) && of.waits() == waits)
                    .orElseGet(() -> new Unknown(text, at, waits)));
    if (!next.equals(known)) {
      now.updateAndGet(was -> was.unknown(next));
      next.ifPresent(
          of ->
              LOG.warnf(
                  "calendar=unknown reason=\"%s\"; %s",
                  of.reason(),
                  waits
                      ? "the slot waits for it"
                      : "slots that depend on it are left out if it stays so"));
    }
  }

  void died(Throwable defect) {
    now.updateAndGet(was -> was.defect(Optional.of(defect.toString())));
  }

  void finished() {
    now.updateAndGet(
        was -> was.defect(Optional.empty()).unknown(was.unknown().filter(of -> !of.waits())));
  }

  /** A publication of this process is stored. */
  void published(Publication publication) {
    for (Publication.CompletedScan scan : publication.scans()) {
      log(publication, scan);
      measure(publication, scan);
    }
  }

  private static void log(Publication publication, Publication.CompletedScan scan) {
    String slot = MarketTime.text(publication.slot());
    LOG.infof(
        "scan=%s slot=%s late=%s symbols=%s signals=%s calls=%s lookups=%s hits=%s errors=%s duration_ms=%s",
        scan.name(),
        slot,
        publication.late(),
        scan.result().symbols().size(),
        scan.signals(),
        scan.result().calls(),
        scan.lookups().lookups(),
        scan.lookups().hits(),
        scan.errors(),
        scan.result().duration().toMillis());
    for (SymbolResult symbol : scan.result().symbols()) {
      if (isLogged(symbol.outcome())) {
        LOG.warnf(
            "category=%s slot=%s symbol=%s outcome=%s detail=\"%s\"",
            symbol.category().label(),
            slot,
            symbol.symbol(),
            symbol.outcome().label(),
            symbol.detail());
      }
    }
    for (SymbolResult late : scan.result().late()) {
      LOG.infof(
          "category=%s slot=%s symbol=%s late_bar=%s outcome=%s signals=%s detail=\"%s\"",
          late.category().label(),
          slot,
          late.symbol(),
          MarketTime.text(late.barTime()),
          late.outcome().label(),
          late.signals().size(),
          late.detail());
    }
  }

  private static boolean isLogged(SymbolResult.Outcome outcome) {
    return switch (outcome) {
      case BAR_MISSING, INCOMPLETE, SUSPENDED, FAILED, TIMED_OUT -> true;
      case EVALUATED, TOO_FEW_BARS -> false;
    };
  }

  private void measure(Publication publication, Publication.CompletedScan scan) {
    registry.timer("baton_scan", tags.and("scan", scan.name())).record(scan.result().duration());
    scan.result()
        .costs()
        .forEach(
            (category, cost) -> {
              Tags of = tags.and("category", category.label());
              count("baton_slots", of.and("late", String.valueOf(publication.late())), 1);
              count("baton_lookups", of.and("result", "hit"), cost.lookups().hits());
              count("baton_lookups", of.and("result", "miss"), cost.lookups().misses());
            });
    for (SymbolResult symbol : scan.result().all()) {
      Tags of = tags.and("category", symbol.category().label());
      count("baton_evaluations", of.and("outcome", symbol.outcome().label()), 1);
      count("baton_signals", of, symbol.signals().size());
    }
  }

  private void count(String name, Tags of, double amount) {
    registry.counter(name, of).increment(amount);
  }
}
