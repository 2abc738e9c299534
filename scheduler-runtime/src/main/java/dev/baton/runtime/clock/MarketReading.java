package dev.baton.runtime.clock;

import dev.baton.csv.PlainNumber;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A reading of the simulated market's clock.
 *
 * @param pausesAt {@link Instant#MAX} if nothing pauses the market
 * @param nanos {@link System#nanoTime} of the reading
 */
record MarketReading(Instant now, Instant pausesAt, long nanos, double speed, boolean running) {

  static MarketReading of(SimulatedClockApi.Reading reading, long nanos) {
    return new MarketReading(
        reading.now().toInstant(),
        reading.holdsAt().map(OffsetDateTime::toInstant).orElse(Instant.MAX),
        nanos,
        reading.speed().equals("max")
            ? Double.POSITIVE_INFINITY
            : PlainNumber.decimal(reading.speed()),
        reading.state().equals("running"));
  }

  /** Market time at that nanosecond, up to the pauses of the market and of the plan. */
  Instant extrapolated(long at, Optional<SlotPlan> plan) {
    if (!running || Double.isInfinite(speed)) {
      return now;
    }
    Instant passed = now.plusNanos((long) ((at - nanos) * speed));
    return earlier(earlier(passed, pausesAt), plan.map(SlotPlan::pauseAt).orElse(Instant.MAX));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
