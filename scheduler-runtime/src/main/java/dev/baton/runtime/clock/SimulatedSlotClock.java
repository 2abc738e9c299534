package dev.baton.runtime.clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.market.MarketTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Follows the clock of the market simulator (ADR 10). Between two readings, time is extrapolated with the market's speed, never
 * beyond a pause of any participant, and never backwards. Only a reading decides whether a moment has come: another
 * participant may pause the market at any time. While the market cannot be reached, its time stands still.
 */
public final class SimulatedSlotClock implements SlotClock {

  private static final Logger LOG = Logger.getLogger(SimulatedSlotClock.class);

  /** Half of the time after which the market takes a silent participant for dead. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final Duration LONG_POLL = Duration.ofSeconds(5);

  /** Pause before the next call after one that failed. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

  /** Stands for {@link Instant#MAX} in a request: late enough to pause nothing, early enough to be written as a date. */
  private static final OffsetDateTime NEVER = OffsetDateTime.parse("9999-12-31T00:00:00+05:30");

  private final URI url;
  private final SimulatedClockApi api;
  private final String name;
  private final LongSupplier nanoTime;
  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.EPOCH);
  private volatile Optional<MarketReading> last = Optional.empty();
  private volatile Optional<SlotPlan> plan = Optional.empty();
  private volatile boolean reachable = true;
  private Optional<Thread> heartbeats = Optional.empty();
  private volatile boolean closed;
  private volatile long lastPut;

  SimulatedSlotClock(URI url, SimulatedClockApi api, String name, LongSupplier nanoTime) {
    this.url = url;
    this.api = api;
    this.name = name;
    this.nanoTime = nanoTime;
  }

  /** A participant of that name in the market at that address; sends heartbeats until it is closed. */
  public static SimulatedSlotClock connect(URI url, String name, ObjectMapper mapper) {
    SimulatedSlotClock clock =
        new SimulatedSlotClock(url, new SimulatedClockClient(url, mapper), name, System::nanoTime);
    clock.heartbeats = Optional.of(Thread.startVirtualThread(clock::sendHeartbeats));
    return clock;
  }

  @Override
  public Instant now() {
    Instant now = lastReading().extrapolated(nanoTime.getAsLong(), plan);
    return latest.accumulateAndGet(now, (last, next) -> next.isAfter(last) ? next : last);
  }

  @Override
  public double speed() {
    return lastReading().speed();
  }

  /** The last reading. The first one is waited for: without it there is no market time. */
  private MarketReading lastReading() {
    while (last.isEmpty()) {
      if (closed) {
        throw new IllegalStateException("the market clock was closed before its first reading");
      }
      if (read(() -> await(Duration.ZERO, Instant.EPOCH)).isEmpty()) {
        pause(AFTER_FAILURE);
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted before the market clock's first reading");
        }
      }
    }
    return last.get();
  }

  /** Whether a reading has shown that moment; extrapolation does not count. */
  private boolean reached(Instant instant) {
    return last.filter(reading -> !reading.now().isBefore(instant)).isPresent();
  }

  @Override
  public boolean awaitUntil(Instant instant) throws InterruptedException {
    while (!reached(instant)) {
      Optional<SimulatedClockApi.Reading> reading = readOrPause(() -> await(LONG_POLL, instant));
      if (reading.filter(market -> !market.state().equals("running")).isPresent()) {
        return reached(instant);
      }
    }
    return true;
  }

  @Override
  public boolean awaitWake(SlotPlan next, Duration patience) throws InterruptedException {
    plan = Optional.of(next);
    Duration wait = patience.compareTo(LONG_POLL) < 0 ? patience : LONG_POLL;
    readOrPause(() -> put(wait, next));
    return reached(next.wakeAt());
  }

  @Override
  public void working(Instant slot, Instant pauseAt) {
    SlotPlan next = new SlotPlan(slot, plan.map(SlotPlan::wakeAt).orElse(slot), pauseAt);
    plan = Optional.of(next);
    read(() -> put(Duration.ZERO, next));
  }

  /** Ends the heartbeats and their request; a little later the market takes this participant for dead. */
  public void close() throws InterruptedException {
    closed = true;
    if (heartbeats.isPresent()) {
      heartbeats.get().interrupt();
      heartbeats.get().join(LONG_POLL);
    }
  }

  private void sendHeartbeats() {
    while (!closed) {
      pause(HEARTBEAT);
      Optional<SlotPlan> announced = plan;
      if (announced.isPresent() && nanoTime.getAsLong() - lastPut > HEARTBEAT.toNanos()) {
        read(() -> put(Duration.ZERO, announced.get()));
      }
    }
  }

  private SimulatedClockApi.Reading await(Duration longest, Instant until)
      throws IOException, InterruptedException {
    return api.await(longest, new SimulatedClockApi.Await(name, MarketTime.offset(until)));
  }

  private SimulatedClockApi.Reading put(Duration longest, SlotPlan announced)
      throws IOException, InterruptedException {
    lastPut = nanoTime.getAsLong();
    return api.plan(
        name,
        longest,
        new SimulatedClockApi.Plan(
            written(announced.nextSlot()),
            written(announced.wakeAt()),
            written(announced.pauseAt())));
  }

  private static OffsetDateTime written(Instant instant) {
    return instant.isBefore(NEVER.toInstant()) ? MarketTime.offset(instant) : NEVER;
  }

  private interface Call {
    SimulatedClockApi.Reading call() throws IOException, InterruptedException;
  }

  /** A reading, as {@link #read}; after a failure it is empty, and a moment has passed. */
  private Optional<SimulatedClockApi.Reading> readOrPause(Call call) throws InterruptedException {
    Optional<SimulatedClockApi.Reading> reading = read(call);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (reading.isEmpty()) {
      Thread.sleep(AFTER_FAILURE);
    }
    return reading;
  }

  /** The reading that a call of the market returns; empty if the market cannot be reached, or if the thread is interrupted. */
  private Optional<SimulatedClockApi.Reading> read(Call call) {
    try {
      SimulatedClockApi.Reading reading = call.call();
      last = Optional.of(MarketReading.of(reading, nanoTime.getAsLong()));
      if (!reachable) {
        reachable = true;
        LOG.info("market_clock=reachable");
      }
      return Optional.of(reading);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      if (reachable && !closed) {
        reachable = false;
        LOG.warnf(
            "market_clock=unreachable url=%s reason=\"%s\"; market time stands still until the market that"
                + " baton.clock-url names answers",
            url, e);
      }
      return Optional.empty();
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
