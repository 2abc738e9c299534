package dev.baton.runtime.clock;

import dev.baton.market.MarketTime;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Follows the clock of the simulated market. Between two readings time is extrapolated with the market's speed, never
 * past what any participant holds, and never backwards. Whether a moment has come is the market's word alone: another
 * participant may hold it back at any time. While the market cannot be reached, its time stands still.
 *
 * <p>Decided in ADR 10.
 */
public final class SimulatedSlotClock implements SlotClock, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(SimulatedSlotClock.class);

  /** Half of the time after which the market takes a silent participant for dead. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final Duration LONG_POLL = Duration.ofSeconds(5);

  /** Far enough to hold nothing, near enough to be written as a date. */
  private static final OffsetDateTime NEVER = OffsetDateTime.parse("9999-12-31T00:00:00+05:30");

  private record Anchor(Instant now, Instant holdsAt, long nanos, double speed, boolean running) {}

  private final URI url;
  private final SimulatedClockApi api;
  private final String name;
  private final LongSupplier nanoTime;
  private final AtomicReference<Anchor> anchor = new AtomicReference<>();
  private final AtomicReference<SlotPlan> plan = new AtomicReference<>();
  private volatile Instant shown = Instant.EPOCH;
  private volatile boolean reachable = true;
  private volatile boolean closed;
  private volatile long lastPut;

  SimulatedSlotClock(URI url, SimulatedClockApi api, String name, LongSupplier nanoTime) {
    this.url = url;
    this.api = api;
    this.name = name;
    this.nanoTime = nanoTime;
  }

  /** A participant of that name in the market at that address; keeps telling that it is alive until closed. */
  public static SimulatedSlotClock connect(URI url, String name) {
    SimulatedClockApi api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(url)
            .connectTimeout(2, TimeUnit.SECONDS)
            .readTimeout(LONG_POLL.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
            .build(SimulatedClockApi.class);
    SimulatedSlotClock clock = new SimulatedSlotClock(url, api, name, System::nanoTime);
    Thread.ofVirtual().name("market-clock-heartbeat").start(clock::beat);
    return clock;
  }

  @Override
  public Instant now() {
    Anchor last = anchor.get();
    if (last == null) {
      Instant first = first();
      return first;
    }
    Instant now = last.now();
    if (last.running() && !Double.isInfinite(last.speed())) {
      now = now.plusNanos((long) ((nanoTime.getAsLong() - last.nanos()) * last.speed()));
      SlotPlan told = plan.get();
      if (told != null) {
        now = earlier(now, told.holdAt());
      }
      now = earlier(now, last.holdsAt());
    }
    return monotonic(now);
  }

  /** The first reading, waited for: without it there is no market time at all. */
  private Instant first() {
    while (!closed) {
      if (read(
          () ->
              api.await(0, new SimulatedClockApi.Await(name, MarketTime.offset(Instant.EPOCH))))) {
        return now();
      }
      pause(Duration.ofMillis(200));
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted before the market clock's first reading");
      }
    }
    throw new IllegalStateException("the market clock was closed before its first reading");
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Whether the market itself has said so. */
  private boolean reached(Instant instant) {
    Anchor last = anchor.get();
    return last != null && !last.now().isBefore(instant);
  }

  private synchronized Instant monotonic(Instant now) {
    if (now.isAfter(shown)) {
      shown = now;
    }
    return shown;
  }

  @Override
  public boolean awaitUntil(Instant instant) throws InterruptedException {
    while (!reached(instant)) {
      AtomicReference<SimulatedClockApi.Reading> reading = new AtomicReference<>();
      boolean read =
          read(
              () -> {
                reading.set(
                    api.await(
                        LONG_POLL.toMillis(),
                        new SimulatedClockApi.Await(name, MarketTime.offset(instant))));
                return reading.get();
              });
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!read) {
        Thread.sleep(Duration.ofMillis(200));
      } else if (!reached(instant) && !reading.get().state().equals("running")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean awaitWake(SlotPlan next, Duration patience) throws InterruptedException {
    plan.set(next);
    long wait = Math.clamp(patience.toMillis(), 0, LONG_POLL.toMillis());
    boolean read = read(() -> put(wait, next));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!read) {
      Thread.sleep(Duration.ofMillis(200));
    }
    return reached(next.wakeAt());
  }

  @Override
  public void working(Instant slot, Instant holdAt) {
    SlotPlan told = plan.get();
    SlotPlan now = new SlotPlan(slot, told == null ? slot : told.wakeAt(), holdAt);
    plan.set(now);
    read(() -> put(0, now));
  }

  @Override
  public double speed() {
    Anchor last = anchor.get();
    if (last == null) {
      first();
      last = anchor.get();
    }
    return last.speed();
  }

  /** Stops the heartbeat; the market takes this participant for dead a little later. */
  @Override
  public void close() {
    closed = true;
  }

  private void beat() {
    while (!closed) {
      pause(HEARTBEAT);
      SlotPlan told = plan.get();
      if (told != null && nanoTime.getAsLong() - lastPut > HEARTBEAT.toNanos()) {
        read(() -> put(0, told));
      }
    }
  }

  private SimulatedClockApi.Reading put(long waitMs, SlotPlan told) {
    lastPut = nanoTime.getAsLong();
    return api.plan(
        name,
        waitMs,
        new SimulatedClockApi.Plan(
            written(told.nextSlot()), written(told.wakeAt()), written(told.holdAt())));
  }

  private static OffsetDateTime written(Instant instant) {
    return instant.isBefore(NEVER.toInstant()) ? MarketTime.offset(instant) : NEVER;
  }

  private interface Call {
    SimulatedClockApi.Reading call();
  }

  private boolean read(Call call) {
    try {
      SimulatedClockApi.Reading reading = call.call();
      anchor.set(
          new Anchor(
              reading.now().toInstant(),
              reading.holdsAt().map(OffsetDateTime::toInstant).orElse(Instant.MAX),
              nanoTime.getAsLong(),
              reading.speed().equals("max")
                  ? Double.POSITIVE_INFINITY
                  : Double.parseDouble(reading.speed()),
              reading.state().equals("running")));
      if (!reachable) {
        reachable = true;
        LOG.info("market_clock=reachable");
      }
      return true;
    } catch (ProcessingException | WebApplicationException e) {
      if (!Interruption.restored(e) && reachable && !closed) {
        reachable = false;
        LOG.warnf(
            "market_clock=unreachable url=%s reason=\"%s\"; market time stands still until the market that"
                + " baton.clock-url names answers",
            url, e.getMessage());
      }
      return false;
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
