package dev.baton.runtime.broker;

import dev.baton.market.CandleSourceException;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The right to log in: one login at a time over both services. Closing it ends it. */
final class LoginClaim implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LoginClaim.class);

  /** How long after its call's time-out the claim of an unfinished login expires; real time. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  /** How long after its call's time-out another login is waited for; real time. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);

  /** Interval between two attempts to get the claim; real time. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final SessionRow row;
  private final UUID attempt = UUID.randomUUID();

  private LoginClaim(SessionRow row) {
    this.row = row;
  }

  /**
   * Waits for the claim.
   *
   * @param callTimeout the longest that the call of a login takes
   * @throws CandleSourceException if the database cannot be used
   * @throws IllegalStateException if another login does not end in time
   */
  static LoginClaim take(SessionRow row, Duration callTimeout)
      throws CandleSourceException, InterruptedException {
    LoginClaim claim = new LoginClaim(row);
    long deadline = System.nanoTime() + callTimeout.plus(LONGEST_WAIT).toNanos();
    while (!row.claimLogin(claim.attempt, callTimeout.plus(LEASE))) {
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
      row.releaseLogin(attempt);
    } catch (CandleSourceException e) {
      LOG.warnf(
          "login_claim=unreleased reason=\"%s\"; the next login waits until it expires in %d s",
          e.getMessage(), LEASE.toSeconds());
    }
  }
}
