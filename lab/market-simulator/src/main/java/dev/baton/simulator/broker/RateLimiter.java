package dev.baton.simulator.broker;

import static java.util.Objects.requireNonNull;

import dev.baton.simulator.clock.Speed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * At most so many requests in any window, for each key. Windows are scaled real time, market time divided by the speed: a paused
 * clock starves no caller. At full speed there is no limit. Thread-safe.
 */
public final class RateLimiter {

  private final Speed speed;
  private final LongSupplier nanoTime;
  private final Map<String, ArrayDeque<Long>> granted = new HashMap<>();

  /**
   * A limit of requests in any window.
   *
   * @param key what they are counted under
   * @param window market time
   */
  public record Limit(String key, int requests, Duration window) {}

  /**
   * @param nanoTime real time, as {@link System#nanoTime}
   */
  public RateLimiter(Speed speed, LongSupplier nanoTime) {
    this.speed = requireNonNull(speed, "speed is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
  }

  /**
   * Counts a request under each limit if all of them allow it, else under none.
   *
   * @return empty if they allow it, else the market time until they do
   */
  public synchronized Optional<Duration> acquire(Limit... limits) {
    long now = nanoTime.getAsLong();
    long wait = 0;
    for (Limit limit : limits) {
      wait = Math.max(wait, wait(limit, now));
    }
    if (wait > 0) {
      return Optional.of(speed.market(Duration.ofNanos(wait)));
    }
    for (Limit limit : limits) {
      if (length(limit) > 0) {
        granted.computeIfAbsent(limit.key, _ -> new ArrayDeque<>()).addLast(now);
      }
    }
    return Optional.empty();
  }

  /** Real nanoseconds until that limit allows one more. */
  private long wait(Limit limit, long now) {
    long length = length(limit);
    ArrayDeque<Long> times = granted.getOrDefault(limit.key, new ArrayDeque<>());
    while (!times.isEmpty() && now - times.peekFirst() >= length) {
      times.pollFirst();
    }
    // There are more than the limit if it was lowered meanwhile.
    return times.stream()
        .skip(Math.max(0, times.size() - limit.requests))
        .findFirst()
        .filter(_ -> times.size() >= limit.requests)
        .map(oldest -> oldest + length - now)
        .orElse(0L);
  }

  private long length(Limit limit) {
    return speed.real(limit.window).toNanos();
  }
}
