package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import dev.baton.facts.SymbolFacts;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds breaks of the price between sessions, in both generations and in the replay: from one session's close to the next one's
 * open. Splits and bonuses that are known adjust what is before them, where the broker has not done so.
 *
 * <p>Decided in ADR 40.
 *
 * @param facts explain breaks
 * @param largest the largest break that needs no explanation, as a share of the close: 0.15
 */
public record PriceBreaks(SymbolFacts facts, double largest) {

  /** The largest break that needs no explanation if nothing else is set. */
  public static final double DEFAULT_LARGEST = 0.15;

  /** So that a step of exactly the limit is not above it, up or down: 85 / 100.0 - 1 is a little below -0.15. */
  private static final double ROUNDING = 1e-12;

  /** The default limit, without facts. */
  public static final PriceBreaks DEFAULT = explainedBy(SymbolFacts.NONE);

  /**
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public PriceBreaks {
    requireNonNull(facts, "facts is null");
    if (!(largest > 0)) {
      throw new IllegalArgumentException("a largest break of " + largest + " is not above 0");
    }
  }

  /** The default limit, with these facts. */
  public static PriceBreaks explainedBy(SymbolFacts facts) {
    return new PriceBreaks(facts, DEFAULT_LARGEST);
  }

  /**
   * The window with prices and volumes before each ex-date as they would be after it; the window itself if that is how they are,
   * because the broker has adjusted them or there is no ex-date in the window.
   */
  CandleSeries adjusted(CandleSeries window) {
    Map<LocalDate, Double> byExDate = facts.factors(window.symbol(), window.timeframe());
    if (byExDate.isEmpty()) {
      return window;
    }
    double[] factors = new double[window.size()];
    Arrays.fill(factors, 1);
    boolean changes = false;
    for (Map.Entry<LocalDate, Double> known : byExDate.entrySet()) {
      int first = window.lowerBound(MarketTime.startOf(known.getKey()));
      if (first > 0 && first < window.size() && isThere(window, first, known.getValue())) {
        changes = true;
        for (int i = 0; i < first; i++) {
          factors[i] *= known.getValue();
        }
      }
    }
    return changes ? divided(window, factors) : window;
  }

  /** Whether the open of that candle is nearer to the close before it divided by the factor than to that close itself. */
  private static boolean isThere(CandleSeries window, int first, double factor) {
    double change = window.open(first) / window.close(first - 1);
    return Math.abs(Math.log(change * factor)) < Math.abs(Math.log(change));
  }

  private static CandleSeries divided(CandleSeries window, double[] factors) {
    List<Candle> candles = new ArrayList<>(window.size());
    for (int i = 0; i < window.size(); i++) {
      candles.add(
          new Candle(
              window.time(i),
              window.open(i) / factors[i],
              window.high(i) / factors[i],
              window.low(i) / factors[i],
              window.close(i) / factors[i],
              Math.round(window.volume(i) * factors[i])));
    }
    return CandleSeries.of(window.symbol(), window.timeframe(), candles);
  }

  /**
   * The oldest break of a window that nothing explains, for the operator; empty if there is none.
   *
   * @param window as {@link #adjusted} gives it
   */
  Optional<String> unexplained(CandleSeries window) {
    if (!window.mayHaveBreak(largest)) {
      return Optional.empty();
    }
    for (int i = 1; i < window.size(); i++) {
      double change = window.open(i) / window.close(i - 1) - 1;
      if (Math.abs(change) > largest + ROUNDING) {
        LocalDate before = MarketTime.date(window.time(i - 1));
        LocalDate date = MarketTime.date(window.time(i));
        if (date.isAfter(before)
            && !facts.movedBetween(window.symbol(), window.timeframe(), before, date)) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "the price breaks by %+.1f %% from the close of %s to the open of %s; explain it by a line split, bonus or real_move of the symbol facts",
                  100 * change,
                  before,
                  date));
        }
      }
    }
    return Optional.empty();
  }
}
