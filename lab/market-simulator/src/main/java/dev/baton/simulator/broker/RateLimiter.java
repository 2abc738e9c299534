package dev.baton.simulator.broker;

import static java.util.Objects.requireNonNull;

import dev.baton.simulator.clock.Speed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * At most so many in any window, for each key. Windows are scaled real time: market time divided by the speed, so that a clock
 * that is held starves nobody; at full speed there is no limit. Thread-safe.
 */
public final class RateLimiter {

  private final Speed speed;
  private final LongSupplier nanoTime;
  private final Map<String, Deque<Long>> granted = new ConcurrentHashMap<>();

  /**
   * @param nanoTime real time, as {@link System#nanoTime}
   */
  public RateLimiter(Speed speed, LongSupplier nanoTime) {
    this.speed = requireNonNull(speed, "speed is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
  }

  /**
   * Counts a request if it is within the limit.
   *
   * @param limit requests a window
   * @param window market time
   * @return empty if it is within the limit, else the real time until the next one would be
   */
  public Optional<Duration> acquire(String key, int limit, Duration window) {
    long length = speed.real(window).toNanos();
    if (length == 0) {
      return Optional.empty();
    }
    Deque<Long> times = granted.computeIfAbsent(key, any -> new ArrayDeque<>());
    synchronized (times) {
      long now = nanoTime.getAsLong();
      while (!times.isEmpty() && now - times.peekFirst() >= length) {
        times.pollFirst();
      }
      if (times.size() >= limit) {
        return Optional.of(Duration.ofNanos(times.peekFirst() + length - now));
      }
      times.addLast(now);
      return Optional.empty();
    }
  }
}
