package dev.baton.runtime.broker;

import dev.baton.market.CandleSourceException;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The right to log in: one login at a time over both services. It is in the row of {@code broker_session}, closing it ends it,
 * and it ends by itself if its process is gone.
 */
final class LoginClaim implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LoginClaim.class);

  /** How long after its call's time-out the claim of an unfinished login expires; real time. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  /** How long after its call's time-out another login is waited for; real time. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);

  /** Interval between two attempts to get the claim; real time. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final String CLAIM =
      """
      update broker_session set login_by = ?, login_until = clock_timestamp() + make_interval(secs => ?)
      where id = 1 and login_until <= clock_timestamp()
      """;

  private static final String RELEASE =
      "update broker_session set login_until = '-infinity' where id = 1 and login_by = ?";

  private final BrokerDatabase database;
  private final UUID attempt = UUID.randomUUID();

  private LoginClaim(BrokerDatabase database) {
    this.database = database;
  }

  /**
   * Waits for the claim.
   *
   * @param callTimeout the longest that the call of a login takes
   * @throws CandleSourceException if the database cannot be used
   * @throws IllegalStateException if another login does not end in time
   */
  static LoginClaim take(BrokerDatabase database, Duration callTimeout)
      throws CandleSourceException, InterruptedException {
    LoginClaim claim = new LoginClaim(database);
    long deadline = System.nanoTime() + callTimeout.plus(LONGEST_WAIT).toNanos();
    while (database.update(CLAIM, claim.attempt, callTimeout.plus(LEASE)) != 1) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "another login is under way; see GET /api/broker/session for its result");
      }
      Thread.sleep(PAUSE);
    }
    return claim;
  }

  @Override
  public void close() {
    try {
      database.update(RELEASE, attempt);
    } catch (CandleSourceException e) {
      LOG.warnf(
          "login_claim=unreleased reason=\"%s\"; the next login waits until it expires in %s s",
          e.getMessage(), LEASE.toSeconds());
    }
  }
}
