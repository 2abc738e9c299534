package dev.baton.repeat;

import dev.baton.market.CandleFailure;
import java.time.Duration;

/**
 * What is repeated after a failure: for each layer which failure, at most how often, with which pauses and for how long. A
 * layer asks its rule, and decides none of this itself. The rules stand in the order of the layers, the call to the broker first.
 */
public final class Repetition {

  private Repetition() {}

  /**
   * The attempts of one call to the broker.
   *
   * @param attempts the first included, 1 or more
   * @param pause real time before the second attempt; doubled before each further one
   * @param longestRetryAfter the longest Retry-After after which a call is repeated; market time
   */
  public record CallRule(int attempts, Duration pause, Duration longestRetryAfter) {

    /** Jitter is that part of the pause: callers that failed together do not come back together. */
    private static final int JITTER_PART = 4;

    private enum Cause {
      /** The broker, for a moment. */
      BROKER_BRIEFLY,
      /** The broker, for longer than a call waits. */
      BROKER,
      /** The request, the session or this service. */
      CALLER
    }

    /** The most by which a pause is longer or shorter, by chance. */
    public Duration jitter() {
      return pause.dividedBy(JITTER_PART);
    }

    /** Whether another attempt of the same call may succeed. */
    public boolean repeats(CandleFailure failure) {
      return cause(failure) == Cause.BROKER_BRIEFLY;
    }

    /** Whether the failure is the broker's: it counts for {@link BreakerRule} and {@link OutageRule}. */
    public boolean blamesBroker(CandleFailure failure) {
      return cause(failure) != Cause.CALLER;
    }

    private Cause cause(CandleFailure failure) {
      return switch (failure) {
        case CandleFailure.Unavailable _, CandleFailure.TimedOut _, CandleFailure.Malformed _ ->
            Cause.BROKER_BRIEFLY;
        case CandleFailure.RateLimited limited ->
            limited.after().filter(after -> after.compareTo(longestRetryAfter) > 0).isPresent()
                ? Cause.BROKER
                : Cause.BROKER_BRIEFLY;
        case CandleFailure.NoData _ -> Cause.BROKER;
        case CandleFailure.LoginNeeded _,
            CandleFailure.Rejected _,
            CandleFailure.RangeTooLong _,
            CandleFailure.UnknownInstrument _,
            CandleFailure.NotCalled _ ->
            Cause.CALLER;
      };
    }
  }

  /**
   * The circuit breaker: no call is made while the broker is down. Only exchanges count, not calls that were not made.
   *
   * @param exchanges the number of recent exchanges that count
   * @param failureRatio the share of them that must have failed
   * @param pause real time without calls before one is tried
   */
  public record BreakerRule(int exchanges, double failureRatio, Duration pause) {

    /**
     * Whether the failure of an exchange counts.
     *
     * @param blamesBroker see {@link CallRule#blamesBroker}
     * @param severalSymbols whether the calls that failed since the last answer were not all for one symbol
     */
    public static boolean counts(boolean blamesBroker, boolean severalSymbols) {
      return blamesBroker && severalSymbols;
    }
  }

  /**
   * The outage of the broker, in which slots wait.
   *
   * @param failuresInARow the number of the broker's failures without an answer between them that begins an outage
   */
  public record OutageRule(int failuresInARow) {

    public static final OutageRule DEFAULT = new OutageRule(8);

    /**
     * Whether an outage begins.
     *
     * @param severalSymbols whether these failures were not all for one symbol
     */
    public boolean begins(int failures, boolean severalSymbols) {
      return failures >= failuresInARow && severalSymbols;
    }
  }

  /**
   * The probe that decides whether an outage is over, or whether failures are the symbols' own.
   *
   * @param symbols the most symbols that are tried, one after the other, until one succeeds
   */
  public record ProbeRule(int symbols) {

    public static final ProbeRule DEFAULT = new ProbeRule(3);

    /**
     * Whether another symbol may succeed after that failure: it may be that of the probed symbol, even if that one is not among
     * the failing ones.
     */
    public boolean triesAnother(CandleFailure failure) {
      return switch (failure) {
        case CandleFailure.Rejected _,
            CandleFailure.RangeTooLong _,
            CandleFailure.NoData _,
            CandleFailure.UnknownInstrument _,
            CandleFailure.Unavailable _,
            CandleFailure.TimedOut _,
            CandleFailure.Malformed _ ->
            true;
        case CandleFailure.RateLimited _, CandleFailure.LoginNeeded _, CandleFailure.NotCalled _ ->
            false;
      };
    }
  }
}
