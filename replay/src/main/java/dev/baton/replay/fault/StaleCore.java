package dev.baton.replay.fault;

import dev.baton.scan.ScanCore;
import dev.baton.scan.ScanRequest;
import dev.baton.scan.ScanResult;
import java.time.Duration;
import java.time.Instant;

/**
 * A core whose candles count as fresh for {@link #TTL} after they were fetched: until then a scan returns the results of the slot
 * that fetched them. Not safe for use by several threads.
 */
final class StaleCore implements ScanCore {

  /** The time-to-live in the settings of the system being replaced. */
  static final Duration TTL = Duration.ofMinutes(30);

  private final ScanCore core;
  private final Scope scope;
  private Instant fetchedAt = Instant.MIN;

  StaleCore(ScanCore core, Scope scope) {
    this.core = core;
    this.scope = scope;
  }

  @Override
  public ScanResult scan(ScanRequest request) throws InterruptedException {
    Instant slot = request.slot();
    if (!scope.covers(slot)) {
      return core.scan(request);
    }
    if (fetchedAt.equals(Instant.MIN) || !fetchedAt.plus(TTL).isAfter(slot)) {
      fetchedAt = slot;
    }
    return core.scan(request.with(fetchedAt, request.symbols()));
  }
}
