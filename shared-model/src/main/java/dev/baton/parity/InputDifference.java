package dev.baton.parity;

import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** In what two windows that end with the same bar differ, bar by bar. Each kind of difference can be exchanged alone. */
final class InputDifference {

  /** A cause and the generation in which to look for it. */
  enum Kind {
    LEGACY_STARTS_LATER(Cause.WINDOW_START, Generation.LEGACY),
    OPTIMIZED_STARTS_LATER(Cause.WINDOW_START, Generation.OPTIMIZED),
    MISSING_IN_LEGACY(Cause.BAR_MISSING, Generation.LEGACY),
    MISSING_IN_OPTIMIZED(Cause.BAR_MISSING, Generation.OPTIMIZED),
    EXTRA_IN_LEGACY(Cause.BAR_EXTRA, Generation.LEGACY),
    EXTRA_IN_OPTIMIZED(Cause.BAR_EXTRA, Generation.OPTIMIZED),
    REVISED(Cause.BAR_REVISED);

    private final Cause cause;
    private final Optional<Generation> at;

    Kind(Cause cause, Generation at) {
      this.cause = cause;
      this.at = Optional.of(at);
    }

    Kind(Cause cause) {
      this.cause = cause;
      this.at = Optional.empty();
    }

    private static Kind of(Cause cause, Generation at) {
      return Arrays.stream(values())
          .filter(kind -> kind.cause == cause && kind.at.equals(Optional.of(at)))
          .findFirst()
          .orElseThrow();
    }

    Cause cause() {
      return cause;
    }

    /** Empty where no evidence says which generation is wrong. */
    Optional<Generation> at() {
      return at;
    }
  }

  private final CandleSeries legacy;
  private final Sides<NavigableMap<Instant, Candle>> bars;
  private final Map<Kind, List<Instant>> times = new EnumMap<>(Kind.class);

  /**
   * Compares two windows.
   *
   * @param startsLater whether bars that a generation lacks before its first one are left out by where its window starts;
   *     otherwise it has no such bars at all
   */
  InputDifference(Sides<CandleSeries> windows, DueBars due, Predicate<Generation> startsLater) {
    this.legacy = windows.legacy();
    this.bars = windows.map(InputDifference::byTime);
    bars.legacy()
        .forEach(
            (time, bar) -> {
              if (!bar.equals(bars.optimized().getOrDefault(time, bar))) {
                add(Kind.REVISED, time);
              }
            });
    Map<Generation, Boolean> later = new EnumMap<>(Generation.class);
    for (Generation lacking : Generation.values()) {
      Instant start = bars.of(lacking).firstKey();
      for (Instant time : bars.of(lacking.other()).keySet()) {
        if (bars.of(lacking).containsKey(time)) {
          continue;
        }
        if (cannotBe(due, legacy.timeframe(), time)) {
          add(Kind.of(Cause.BAR_EXTRA, lacking.other()), time);
        } else {
          boolean leftOut =
              time.isBefore(start) && later.computeIfAbsent(lacking, startsLater::test);
          add(Kind.of(leftOut ? Cause.WINDOW_START : Cause.BAR_MISSING, lacking), time);
        }
      }
    }
  }

  /** Whether the calendar says that there is no such bar; of years that it does not know it says nothing. */
  private static boolean cannotBe(DueBars due, Timeframe timeframe, Instant time) {
    try {
      return !due.isBar(timeframe, time);
    } catch (UnknownCalendarException e) {
      return false;
    }
  }

  private static NavigableMap<Instant, Candle> byTime(CandleSeries series) {
    NavigableMap<Instant, Candle> bars = new TreeMap<>();
    for (int i = 0; i < series.size(); i++) {
      bars.put(series.time(i), series.get(i));
    }
    return bars;
  }

  private void add(Kind kind, Instant time) {
    times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(time);
  }

  /** The kinds of difference there are, in the order of the enum. */
  List<Kind> kinds() {
    return List.copyOf(times.keySet());
  }

  /** The legacy window with the optimized one's bars where they differ in these kinds. */
  CandleSeries exchanged(List<Kind> kinds) {
    NavigableMap<Instant, Candle> exchanged = new TreeMap<>(bars.legacy());
    for (Kind kind : kinds) {
      for (Instant time : times.get(kind)) {
        exchanged.compute(time, (_, _) -> bars.optimized().get(time));
      }
    }
    return CandleSeries.of(legacy.symbol(), legacy.timeframe(), List.copyOf(exchanged.values()));
  }

  /** What differs, for the operator. */
  String evidence(Kind kind) {
    Instant first = times.get(kind).getFirst();
    String time = MarketTime.text(first);
    String at = kind.at().map(Generation::label).orElse("");
    String text =
        switch (kind) {
          case LEGACY_STARTS_LATER, OPTIMIZED_STARTS_LATER ->
              "%s's window leaves out the bar of %s".formatted(at, time);
          case MISSING_IN_LEGACY, MISSING_IN_OPTIMIZED -> "%s has no bar of %s".formatted(at, time);
          case EXTRA_IN_LEGACY, EXTRA_IN_OPTIMIZED ->
              "%s has a bar of %s, where none can be".formatted(at, time);
          case REVISED ->
              "the bar of %s is %s on legacy and %s on optimized"
                  .formatted(
                      time, values(bars.legacy().get(first)), values(bars.optimized().get(first)));
        };
    int more = times.get(kind).size() - 1;
    return more == 0 ? text : "%s, and %s more".formatted(text, more);
  }

  private static String values(Candle bar) {
    return "%s/%s/%s/%s/%s".formatted(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
  }
}
