package dev.baton.repeat;

import dev.baton.market.CandleFailure;
import java.time.Duration;

/**
 * What is repeated after a failure: for each layer which failure, at most how often, with which pauses and for how long
 * (ADR 27). A layer asks its rule, and decides none of this itself. The rules stand in the order of the layers, the call to the broker first.
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

  /**
   * The passes of a slot's scan over the symbols that failed.
   *
   * @param passes the most, the first included, 1 or more
   */
  public record PassRule(int passes) {

    /**
     * Whether no pass follows: failures that a probe finds to be the symbols' own are recorded then.
     *
     * @param timeLeft whether a scan with failures has some of its job's time-out left
     */
    public boolean isLast(int pass, boolean timeLeft) {
      return pass >= passes || !timeLeft;
    }

    /**
     * Whether a probe decides what a pass with failures means.
     *
     * @param last see {@link #isLast}
     * @param outage whether there is an outage by {@link OutageRule}
     * @param anyAnswer whether a symbol was answered
     */
    public boolean probes(boolean last, boolean outage, boolean anyAnswer) {
      return last || outage || !anyAnswer;
    }
  }

  /**
   * The attempts of a slot in an outage, and of a call of the store: after any failure, until one succeeds.
   *
   * @param pause real time before the second attempt; doubled before each further one
   * @param longestPause the longest pause; real time
   */
  public record WaitRule(Duration pause, Duration longestPause) {

    /** Seconds 1, 2, 4, 5, 5, ...: an attempt in an outage costs one probe, and its end should soon be seen. */
    public static final WaitRule DEFAULT =
        new WaitRule(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final int MOST_DOUBLINGS = 20;

    /** The pause before an attempt, 2 or more. */
    public Duration before(int attempt) {
      Duration doubled = pause.multipliedBy(1L << Math.clamp(attempt - 2, 0, MOST_DOUBLINGS));
      return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
  }

  /**
   * The fetches of a series within a slot while its due bar is missing.
   *
   * @param fetches the most, the first included, 1 or more
   * @param pause market time between them
   */
  public record MissingBarRule(int fetches, Duration pause) {

    public static final MissingBarRule DEFAULT = new MissingBarRule(3, Duration.ofSeconds(5));

    public MissingBarRule {
      if (fetches < 1) {
        throw new IllegalArgumentException("fetches " + fetches + " is below 1");
      }
    }

    /** Whether that fetch, counted from 1, is followed by another one after an answer. */
    public boolean repeats(int fetch, boolean hasDueBar) {
      return fetch < fetches && !hasDueBar;
    }

    /** Whether that fetch, counted from 1, is followed by another one after a failure. */
    public boolean repeats(int fetch, CandleFailure failure) {
      return fetch < fetches && failure instanceof CandleFailure.NoData;
    }
  }
}
