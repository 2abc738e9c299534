package dev.baton.replay.run;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.enums.EnumMaps;
import dev.baton.facts.SymbolFacts;
import dev.baton.scan.PriceBreaks;
import dev.baton.scan.WindowHoles;
import dev.baton.slot.Timetable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The services' settings that change what a replay finds.
 *
 * @param jobs of each generation
 * @param mostLacking the most bars that a window may lack, by category
 * @param largestBreak the largest break of a price that needs no fact, as a share of the close
 * @param fetchLag how long after its time a slot begins; market time
 * @param cacheDuration the longest age of an intraday cache entry; market time
 */
public record ReplaySettings(
    Map<Generation, List<ScanJob>> jobs,
    Map<Category, Integer> mostLacking,
    double largestBreak,
    Duration fetchLag,
    Duration cacheDuration) {

  /** Those of services without a setting. */
  public static final ReplaySettings DEFAULT =
      new ReplaySettings(
          EnumMaps.each(Generation.class, CategoryDefaults::jobs),
          EnumMaps.each(Category.class, CategoryDefaults::mostLacking),
          PriceBreaks.DEFAULT_LARGEST,
          CategoryDefaults.FETCH_LAG,
          Duration.ofMinutes(30));

  public ReplaySettings {
    jobs = EnumMaps.copy(Generation.class, jobs, List::copyOf);
    mostLacking = EnumMaps.copy(Category.class, mostLacking, Function.identity());
    requireNonNull(fetchLag, "fetchLag is null");
    requireNonNull(cacheDuration, "cacheDuration is null");
  }

  /** The timetable of the jobs. */
  public Timetable timetable(TradingCalendar calendar) {
    Timetable timetable = Timetable.defaults(() -> calendar);
    for (Generation generation : Generation.values()) {
      timetable = timetable.with(generation, jobs.get(generation));
    }
    return timetable;
  }

  WindowHoles holes(SymbolFacts facts) {
    return new WindowHoles(facts, mostLacking);
  }

  PriceBreaks breaks(SymbolFacts facts) {
    return new PriceBreaks(facts, largestBreak);
  }
}
