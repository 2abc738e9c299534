package dev.baton.replay.run;

import dev.baton.category.Category;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Counts of scans, by session and category. Adding tallies up in any order gives the same. Not safe for several threads. */
public final class Tally {

  public enum Count {
    /** Symbols scanned, summed over slots. */
    LOOKED_AT,
    EVALUATED,
    /** Times that the due bar was not there. */
    BAR_MISSING,
    /** Times that the window was too short. */
    TOO_FEW_BARS,
    /** Times that the window lacked too many bars. */
    INCOMPLETE,
    /** Times that the price broke without an explanation. */
    SUSPENDED,
    /** Times that a symbol failed or ran out of time. */
    ERRORS,
    /** Needs of a series. */
    LOOKUPS,
    /** Lookups that cost no call of their own. */
    HITS,
    CALLS
  }

  private static final int CATEGORIES = Category.values().length;
  private static final int COUNTS = Count.values().length;

  private final int sessions;
  private final int[] counts;

  Tally(int sessions) {
    this.sessions = sessions;
    this.counts = new int[sessions * CATEGORIES * COUNTS];
  }

  void add(int session, ScanResult result) {
    for (SymbolResult symbol : result.symbols()) {
      add(session, symbol.category(), Count.LOOKED_AT, 1);
      add(
          session,
          symbol.category(),
          switch (symbol.outcome()) {
            case EVALUATED -> Count.EVALUATED;
            case TOO_FEW_BARS -> Count.TOO_FEW_BARS;
            case INCOMPLETE -> Count.INCOMPLETE;
            case SUSPENDED -> Count.SUSPENDED;
            case BAR_MISSING -> Count.BAR_MISSING;
            case FAILED, TIMED_OUT -> Count.ERRORS;
          },
          1);
    }
    result
        .costs()
        .forEach(
            (category, cost) -> {
              add(session, category, Count.LOOKUPS, Math.toIntExact(cost.lookups().lookups()));
              add(session, category, Count.HITS, Math.toIntExact(cost.lookups().hits()));
              add(session, category, Count.CALLS, cost.calls());
            });
  }

  private void add(int session, Category category, Count count, int more) {
    counts[index(session, category, count)] += more;
  }

  /** Adds the counts of other symbols. */
  public void add(Tally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  private static int index(int session, Category category, Count count) {
    return (session * CATEGORIES + category.ordinal()) * COUNTS + count.ordinal();
  }

  public int sessions() {
    return sessions;
  }

  public int of(int session, Category category, Count count) {
    return counts[index(session, category, count)];
  }

  public int of(int session, Count count) {
    return Arrays.stream(Category.values()).mapToInt(each -> of(session, each, count)).sum();
  }

  /** The count of a category over all sessions. */
  public long of(Category category, Count count) {
    return IntStream.range(0, sessions).mapToLong(each -> of(each, category, count)).sum();
  }
}
