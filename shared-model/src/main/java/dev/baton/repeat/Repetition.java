package dev.baton.repeat;

import dev.baton.market.CandleFailure;
import dev.baton.scan.TimeLimited;
import java.time.Duration;

/**
 * What is repeated after a failure: for each layer which failure, at most how often, with which pauses and for how long
 * (ADR 33). A layer asks its rule, and decides none of this itself. The rules stand in the order of the layers, the call to the broker first.
 */
public final class Repetition {

  private Repetition() {}

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

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

    /**
     * Whether another attempt of the same call follows.
     *
     * @param outage whether an outage is suspected: a broker that is down is spared the repetitions
     */
    public boolean repeats(CandleFailure failure, boolean outage) {
      return !outage && cause(failure) == Cause.BROKER_BRIEFLY;
    }

    /** Whether the failure is the broker's: it counts for {@link SuspicionRule}. */
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
        case CandleFailure.Rejected rejected when rejected.inWords() -> Cause.BROKER;
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
   * The suspicion of an outage: a slot's pass that ends in it is followed by a probe. It stops no call.
   *
   * @param failuresInARow the number of the broker's failures without an answer between them that begins it
   */
  public record SuspicionRule(int failuresInARow) {

    public static final SuspicionRule DEFAULT = new SuspicionRule(8);

    /**
     * Whether the suspicion begins.
     *
     * @param severalSymbols whether these failures were not all for one symbol
     */
    public boolean begins(int failures, boolean severalSymbols) {
      return failures >= failuresInARow && severalSymbols;
    }
  }

  /**
   * The probe that decides whether there is an outage, or whether failures are the symbols' own. The symbols that were answered
   * last are probed first. A call of a probe is one attempt.
   *
   * @param symbols the most symbols that are tried, one after the other, until one is answered
   * @param answers the answers in a row that this one must get: a broker that answers now and then is away
   */
  public record ProbeRule(int symbols, int answers) {

    public static final ProbeRule DEFAULT = new ProbeRule(3, 3);

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
   * The time of one symbol within its scan, real time: its own time-out, or its share of the time that is left if that is less.
   * So symbols that hang leave time for those that follow.
   *
   * @param least a symbol's least share, if enough is left for the others; more than {@link MissingBarRule} waits for a bar
   * @param others the time that is kept for each symbol that follows; an answered symbol needs less
   */
  public record ShareRule(Duration least, Duration others) {

    public static final ShareRule DEFAULT =
        new ShareRule(Duration.ofSeconds(15), Duration.ofSeconds(1));

    /**
     * The time of a symbol.
     *
     * @param own its own time-out
     * @param left what is left of the scan's time; {@link TimeLimited#UNLIMITED} shares without limit
     * @param turns the number of symbols, this one included, that are yet to be scanned one after the other, 1 or more
     */
    public Duration of(Duration own, Duration left, int turns) {
      if (TimeLimited.unlimited(left)) {
        return own;
      }
      Duration equal = left.dividedBy(turns);
      Duration spare = left.minus(others.multipliedBy(turns - 1L));
      return shorter(own, longer(equal, shorter(spare, least)));
    }
  }

  /**
   * The passes of a slot's scan over the symbols that failed. Those that failed in the slot before are not among them: they are
   * scanned once, after all others. No repetition makes the following slot late, except in a slot that is behind.
   *
   * @param passes the most, the first included, 1 or more
   */
  public record PassRule(int passes) {

    /** Kept before the following slot for the probe and the symbols that failed before; also what they have in any case. */
    private static final Duration KEPT = ShareRule.DEFAULT.least();

    private static final Duration SOON = Duration.ofMinutes(2);

    /**
     * Whether a slot begins so late that the following one is due or soon will be: its symbols are repeated all the same, for a
     * short time.
     *
     * @param untilFollowing the time until the following slot; negative if that is due already
     */
    public boolean isBehind(Duration untilFollowing) {
      return untilFollowing.compareTo(SOON) < 0;
    }

    /**
     * The time for a pass, real time; none if it is not positive. The first one has the job's time-out: a broker that is slow
     * makes slots late, and no symbol fail.
     *
     * @param pass counted from 1
     * @param left what is left of the job's time-out
     * @param behind see {@link #isBehind}; when the first pass begins
     * @param untilFollowing the time until the following slot; negative if that is due already
     */
    public Duration timeOfPass(int pass, Duration left, boolean behind, Duration untilFollowing) {
      if (pass == 1) {
        return left;
      }
      return shorter(left, behind ? KEPT : untilFollowing.minus(KEPT));
    }

    /**
     * The time for all symbols that failed in the slot before, real time.
     *
     * @param left what is left of the job's time-out
     * @param untilFollowing the time until the following slot; negative if that is due already
     */
    public Duration timeOfFailedBefore(Duration left, Duration untilFollowing) {
      return longer(KEPT, shorter(left, untilFollowing));
    }

    /**
     * Whether no pass follows: failures that a probe finds to be the symbols' own are recorded then.
     *
     * @param timeLeft whether a scan with failures has time for another pass
     */
    public boolean isLast(int pass, boolean timeLeft) {
      return pass >= passes || !timeLeft;
    }

    /**
     * Whether a probe decides what a pass with failures means.
     *
     * @param last see {@link #isLast}
     * @param outage whether an outage is suspected by {@link SuspicionRule}
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

    /**
     * Whether that fetch, counted from 1, is followed by another one after an answer.
     *
     * @param decided whether the due bar is there, or its row was found unusable more than once (ADR 39)
     */
    public boolean repeats(int fetch, boolean decided) {
      return fetch < fetches && !decided;
    }

    /** Whether that fetch, counted from 1, is followed by another one after a failure. */
    public boolean repeats(int fetch, CandleFailure failure) {
      return fetch < fetches && failure instanceof CandleFailure.NoData;
    }
  }
}
