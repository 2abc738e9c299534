package dev.baton.simulator.fault;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.market.MarketTime;
import dev.baton.simulator.calls.CallLog.Facts;
import dev.baton.simulator.market.Interval;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A fault: what goes wrong, for which calls, and for how long. An empty filter matches every call. In JSON, what is absent is
 * not limited, or has its default; the status of a fault, which {@link FaultBook.Status} adds, is ignored.
 *
 * @param client {@code X-Baton-Client}; empty for {@code all}
 * @param interval in the broker's words, {@code 5 minutes}
 * @param endpoint for example {@code historicaldata}
 * @param times how many calls it hits; without one, any number
 * @param from market time at which it begins
 * @param until market time at which it ends
 * @param probability of hitting a call that matches, 0 to 1
 * @param seed of the chance
 * @param code an EC code
 * @param barTime open of the bar that is hit; of a daily bar any time of its date. It is a bar of the fault's interval.
 *     Without an interval it is a daily bar at 00:00 and else a five-minute bar, and with it the longer bars made of it
 * @param minutes market minutes that a bar is late
 * @param factor on the prices of a revised bar, or on those before a split
 * @param malformation of a malformed bar's row
 * @param delayMs real time that a slow body takes
 * @param latencyMs market milliseconds that an answer takes; at full speed none
 * @param perSecond calls a market second; of the account, or of the fault's client alone, for each endpoint
 * @param retryAfterS market seconds in the Retry-After header
 * @param seconds real time after which a call that is not answered is dropped
 * @param endSession whether an expired token is expired for every client
 * @param delivered whether a Telegram message is delivered although its call fails
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties({"id", "hits", "over"})
public record Fault(
    @Schema(implementation = String.class) FaultKind kind,
    Optional<String> client,
    Optional<String> symbol,
    Optional<String> interval,
    Optional<String> endpoint,
    Optional<Integer> times,
    Optional<Instant> from,
    Optional<Instant> until,
    Double probability,
    Long seed,
    String code,
    Optional<Instant> barTime,
    Integer minutes,
    Double factor,
    @Schema(implementation = String.class) Malformation malformation,
    Long delayMs,
    Optional<Integer> latencyMs,
    Optional<Integer> perSecond,
    Optional<Integer> retryAfterS,
    Integer seconds,
    boolean endSession,
    boolean delivered) {

  /**
   * @throws IllegalArgumentException if a value is out of range or a needed one is missing; the message names it
   */
  public Fault {
    kind = requireNonNullElseGet(kind, () -> FaultKind.ofLabel(""));
    client = client.filter(name -> !name.equals("all"));
    probability = requireNonNullElse(probability, 1.0);
    seed = requireNonNullElse(seed, 1L);
    code = requireNonNullElse(code, "EC003");
    minutes = requireNonNullElse(minutes, 5);
    need(kind == FaultKind.Bars.SPLIT, kind, "factor", Optional.ofNullable(factor));
    factor = requireNonNullElse(factor, 1.01);
    malformation = requireNonNullElse(malformation, Malformation.HIGH_BELOW_LOW);
    delayMs = requireNonNullElse(delayMs, 5_000L);
    seconds = requireNonNullElse(seconds, 60);
    check(probability >= 0 && probability <= 1, "probability", probability, "0 to 1");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "from %s is not before until %s".formatted(from.get(), until.get()));
    }
    times.ifPresent(n -> check(n >= 1, "times", n, "1 or more"));
    check(minutes >= 0 && minutes <= 1440, "minutes", minutes, "0 to 1440");
    check(factor > 0 && factor <= 100, "factor", factor, "above 0 to 100");
    check(delayMs >= 0 && delayMs <= 600_000, "delay_ms", delayMs, "0 to 600000");
    check(seconds >= 1 && seconds <= 600, "seconds", seconds, "1 to 600");
    latencyMs.ifPresent(ms -> check(ms >= 0 && ms <= 60_000, "latency_ms", ms, "0 to 60000"));
    perSecond.ifPresent(n -> check(n >= 1 && n <= 1000, "per_second", n, "1 to 1000"));
    retryAfterS.ifPresent(s -> check(s >= 0 && s <= 3600, "retry_after_s", s, "0 to 3600"));
    need(kind.ofOneBar(), kind, "bar_time", barTime);
    need(kind == FaultKind.Pace.LATENCY, kind, "latency_ms", latencyMs);
    need(kind == FaultKind.Pace.RATE_LIMIT, kind, "per_second", perSecond);
    interval
        .filter(label -> Interval.ofLabel(label).isEmpty())
        .ifPresent(
            label -> {
              throw new IllegalArgumentException(
                  "unknown interval '%s'; valid are %s".formatted(label, Interval.labels()));
            });
  }

  private static void need(boolean needed, FaultKind kind, String name, Optional<?> value) {
    if (needed && value.isEmpty()) {
      throw new IllegalArgumentException(kind.label() + " needs " + name);
    }
  }

  private static void check(boolean right, String name, Object value, String range) {
    if (!right) {
      throw new IllegalArgumentException("%s %s is out of range; %s".formatted(name, value, range));
    }
  }

  /** The interval of the bar that is hit. */
  Interval barInterval() {
    return interval
        .flatMap(Interval::ofLabel)
        .orElseGet(
            () ->
                barTime
                    .map(MarketTime::local)
                    .filter(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT))
                    .map(_ -> Interval.DAY)
                    .orElse(Interval.FIVE_MINUTES));
  }

  /** Whether it applies to that call at that market time. */
  boolean matches(Facts call, Instant now) {
    return client.filter(value -> !value.equals(call.client())).isEmpty()
        && symbol.filter(value -> !value.equals(call.symbol())).isEmpty()
        && interval.filter(value -> !value.equalsIgnoreCase(call.interval())).isEmpty()
        && endpoint.filter(value -> !value.equals(call.endpoint())).isEmpty()
        && from.filter(now::isBefore).isEmpty()
        && until.filter(end -> !now.isBefore(end)).isEmpty();
  }
}
