package dev.baton.runtime.broker;

import dev.baton.enums.EnumMaps;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.clock.SlotClock;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The account's rate limit, shared by both services through the database (ADR 7): an exact sliding window, so that a whole
 * window's calls may be made at once and yet no second sees more than the limit. Live requests go first: shadow requests get a
 * share, and nothing while a live one waits. The window is market time; at full speed there is no limit. Only calls for candles
 * take from it: the broker does not limit logins and contract files.
 */
@Singleton
class RateBudget {

  private final BrokerDatabase database;
  private final SlotClock clock;
  private final BrokerConfig.Budget config;

  /** Callers of one priority wait in line, so that none is overtaken and no shadow call keeps a live one waiting. */
  private final Map<Priority, ReentrantLock> lines =
      EnumMaps.each(Priority.class, _ -> new ReentrantLock(true));

  RateBudget(BrokerDatabase database, SlotClock clock, BrokerConfig config) {
    this.database = database;
    this.clock = clock;
    this.config = config.budget();
  }

  /**
   * Waits for the right to make one call of that priority.
   *
   * @throws CandleSourceException if the wait is too long or the database is away: no call may be made then
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  void take(Priority priority) throws CandleSourceException, InterruptedException {
    double speed = clock.speed();
    if (Double.isInfinite(speed)) {
      return;
    }
    long deadline = System.nanoTime() + config.longestWait().toNanos();
    ReentrantLock line = lines.get(priority);
    if (!line.tryLock(config.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
      throw noneFree();
    }
    try {
      Duration wait = tryTake(priority, speed);
      while (!wait.isZero()) {
        if (System.nanoTime() + wait.toNanos() > deadline) {
          throw noneFree();
        }
        Thread.sleep(wait);
        wait = tryTake(priority, speed);
      }
    } finally {
      line.unlock();
    }
  }

  private CandleSourceException noneFree() {
    return new CandleSourceException(
        new CandleFailure.NotCalled(
            "the rate budget had no call free within %s ms"
                .formatted(config.longestWait().toMillis())));
  }

  /** Takes a call if one is free, and returns zero; otherwise returns the real time until the next question. */
  Duration tryTake(Priority priority, double speed) throws CandleSourceException {
    double window = (1 + config.margin().toNanos() / 1e9) / speed;
    double wait =
        database.call(
            connection -> {
              try (PreparedStatement statement =
                      BrokerDatabase.prepare(
                          connection,
                          "select broker_take(?, ?, ?, make_interval(secs => ?))",
                          priority == Priority.LIVE,
                          config.callsPerSecond(),
                          Math.min(config.shadowCallsPerSecond(), config.callsPerSecond()),
                          window);
                  ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getDouble(1);
              }
            });
    return Duration.ofNanos((long) Math.ceil(wait * 1e9));
  }

  /**
   * Blocks both services: the broker reports that the account has called too often. A call that would have to wait longer
   * than it may is not made.
   */
  void block(Duration realTime) {
    try {
      database.update(
          """
          update broker_budget
          set blocked_until = greatest(blocked_until, clock_timestamp() + make_interval(secs => ?))
          where id = 1
          """,
          realTime);
    } catch (CandleSourceException e) {
      // Logged already; without the database no call is made anyway.
      return;
    }
  }
}
