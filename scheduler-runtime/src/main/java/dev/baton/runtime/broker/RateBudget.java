package dev.baton.runtime.broker;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.Mode;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The account's rate limit, shared by both services through the database: an exact sliding window, so that a whole
 * window's calls may be made at once and yet no second sees more than the limit. The live service goes first: shadow scans
 * get a share, and nothing while a live call waits. The window is market time; at full speed there is no limit.
 *
 * <p>Decided in ADR 7.
 */
@Singleton
class RateBudget {

  private static final String TAKE = "select broker_take(?, ?, ?, make_interval(secs => ?))";

  private static final String BLOCK =
      """
      update broker_budget
      set blocked_until = greatest(blocked_until, clock_timestamp() + make_interval(secs => ?))
      where id = 1
      """;

  private final BrokerDatabase database;
  private final SlotClock clock;
  private final Mode mode;
  private final BrokerConfig.Budget config;

  /** Callers of this service wait in line, so that none is overtaken. */
  private final ReentrantLock line = new ReentrantLock(true);

  RateBudget(BrokerDatabase database, SlotClock clock, Mode mode, BrokerConfig config) {
    this.database = database;
    this.clock = clock;
    this.mode = mode;
    this.config = config.budget();
  }

  /**
   * Waits for the right to make one call.
   *
   * @throws CandleSourceException if the wait is too long or the database is away: no call may be made then
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  void take() throws CandleSourceException, InterruptedException {
    double speed = clock.speed();
    if (Double.isInfinite(speed)) {
      return;
    }
    long deadline = System.nanoTime() + config.longestWait().toNanos();
    if (!line.tryLock(config.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
      throw noneFree();
    }
    try {
      Duration wait = tryTake(speed);
      while (!wait.isZero()) {
        if (System.nanoTime() + wait.toNanos() > deadline) {
          throw noneFree();
        }
        Thread.sleep(wait);
        wait = tryTake(speed);
      }
    } finally {
      line.unlock();
    }
  }

  private CandleSourceException noneFree() {
    return new CandleSourceException(
        new CandleFailure.NotCalled(
            "the rate budget had no call free within %d ms"
                .formatted(config.longestWait().toMillis())));
  }

  /** Takes a call if one is free; otherwise says when to ask again. */
  Duration tryTake(double speed) throws CandleSourceException {
    double window = (1 + config.margin().toNanos() / 1e9) / speed;
    try {
      double wait =
          database.call(
              connection -> {
                try (PreparedStatement statement = BrokerDatabase.prepare(connection, TAKE)) {
                  statement.setBoolean(1, mode == Mode.LIVE);
                  statement.setInt(2, config.callsPerSecond());
                  statement.setInt(
                      3, Math.min(config.shadowCallsPerSecond(), config.callsPerSecond()));
                  statement.setDouble(4, window);
                  try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getDouble(1);
                  }
                }
              });
      return Duration.ofNanos((long) Math.ceil(wait * 1e9));
    } catch (BrokerDatabase.UnavailableException e) {
      throw new CandleSourceException(new CandleFailure.NotCalled(e.getMessage()));
    }
  }

  /**
   * Lets both services wait: the broker says that the account has called too often. A call that would have to wait longer
   * than it may is not made.
   */
  void block(Duration realTime) {
    try {
      database.call(
          connection -> {
            try (PreparedStatement statement = BrokerDatabase.prepare(connection, BLOCK)) {
              statement.setDouble(1, realTime.toNanos() / 1e9);
              return statement.executeUpdate();
            }
          });
    } catch (BrokerDatabase.UnavailableException e) {
      // Told by the state already; without the database no call is made anyway.
      return;
    }
  }
}
