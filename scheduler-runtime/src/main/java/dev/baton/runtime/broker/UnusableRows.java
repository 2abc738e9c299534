package dev.baton.runtime.broker;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of bars that today's answers had and that were no candle. After {@link #ENOUGH} answers the bar is a hole until the
 * next date: another fetch would find the same (ADR 39). Safe for use by several threads.
 */
final class UnusableRows {

  /** Number of answers with an unusable row of a bar that make the bar a hole. */
  private static final int ENOUGH = 2;

  private record Bar(Symbol symbol, Timeframe timeframe, Instant open) {}

  private final Map<Bar, Integer> answers = new HashMap<>();
  private LocalDate date = LocalDate.MIN;

  /** Counts an answer in which the rows of these bars were unusable. */
  synchronized void add(
      Symbol symbol, Timeframe timeframe, Collection<Instant> opens, Instant now) {
    forgetOtherDates(now);
    opens.forEach(open -> answers.merge(new Bar(symbol, timeframe, open), 1, Integer::sum));
  }

  /** Whether enough of today's answers had an unusable row of that bar. */
  synchronized boolean isHole(Symbol symbol, Timeframe timeframe, Instant open, Instant now) {
    forgetOtherDates(now);
    return answers.getOrDefault(new Bar(symbol, timeframe, open), 0) >= ENOUGH;
  }

  private void forgetOtherDates(Instant now) {
    LocalDate today = MarketTime.date(now);
    if (!today.equals(date)) {
      answers.clear();
      date = today;
    }
  }
}
