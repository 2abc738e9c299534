package dev.baton.runtime.broker;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of bars that today's answers had and that were no candle. After {@link #ENOUGH} answers without a candle between them
 * the bar is a hole until the next date, whatever later answers have (ADR 39). Safe for use by several threads.
 */
final class UnusableRows {

  /** Number of answers with an unusable row of a bar that make the bar a hole. */
  private static final int ENOUGH = 2;

  private record Series(Symbol symbol, Timeframe timeframe) {}

  private final Map<Series, Map<Instant, Integer>> answers = new HashMap<>();
  private LocalDate date = LocalDate.MIN;

  /**
   * Counts an answer.
   *
   * @param opens the bars whose rows were unusable
   * @param good the bars that it has candles of; if they are no holes yet, their count begins again
   */
  synchronized void add(
      Symbol symbol, Timeframe timeframe, Set<Instant> opens, Set<Instant> good, Instant now) {
    forgetOtherDates(now);
    Map<Instant, Integer> counts =
        answers.computeIfAbsent(new Series(symbol, timeframe), _ -> new HashMap<>());
    counts.entrySet().removeIf(bar -> bar.getValue() < ENOUGH && good.contains(bar.getKey()));
    opens.forEach(open -> counts.merge(open, 1, Integer::sum));
  }

  /** The bars of which enough of today's answers had an unusable row. */
  synchronized Set<Instant> holes(Symbol symbol, Timeframe timeframe, Instant now) {
    forgetOtherDates(now);
    return answers.getOrDefault(new Series(symbol, timeframe), Map.of()).entrySet().stream()
        .filter(bar -> bar.getValue() >= ENOUGH)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void forgetOtherDates(Instant now) {
    LocalDate today = MarketTime.date(now);
    if (!today.equals(date)) {
      answers.clear();
      date = today;
    }
  }
}
