package dev.baton.runtime.settings;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.CategorySettings;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.category.Universe;
import dev.baton.category.WindowRule;
import dev.baton.enums.EnumMaps;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.slot.JobChange;
import dev.baton.slot.Timetable;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a generation scans and when: the defaults, with the changes that the settings make.
 *
 * @param categories universe and time-out of each category
 */
public record SchedulerSettings(
    Generation generation, List<ScanJob> jobs, Map<Category, CategorySettings> categories) {

  /**
   * A setting that cannot be used. The message begins with the setting's name. For such an exception Quarkus prints the message
   * alone and ends.
   */
  public static final class InvalidSettingException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String setting, String defect) {
      super(setting + ": " + defect);
    }
  }

  public SchedulerSettings {
    jobs = List.copyOf(jobs);
    categories = EnumMaps.copy(Category.class, categories, Function.identity());
  }

  /** The defaults. */
  public static SchedulerSettings defaults(Generation generation) {
    return of(generation, Map.of(), Map.of());
  }

  /**
   * The defaults with changes.
   *
   * @param universes symbols by category label; dots for underscores are accepted, as environment variables give them
   * @param changes changes by job id; likewise
   * @throws InvalidSettingException if a category, job, symbol or cron expression is not valid
   */
  public static SchedulerSettings of(
      Generation generation,
      Map<String, List<String>> universes,
      Map<String, BatonConfig.Job> changes) {
    Map<String, List<String>> symbols = labelled("baton.universe", universes);
    Map<String, BatonConfig.Job> jobChanges = labelled("baton.jobs", changes);
    List<ScanJob> defaults = CategoryDefaults.jobs(generation);
    symbols
        .keySet()
        .forEach(label -> checked("baton.universe." + label, () -> Category.ofLabel(label)));
    jobChanges.keySet().stream()
        .filter(id -> defaults.stream().noneMatch(job -> job.id().equals(id)))
        .findFirst()
        .ifPresent(
            id -> {
              throw new InvalidSettingException(
                  "baton.jobs." + id,
                  "unknown job; valid are "
                      + defaults.stream().map(ScanJob::id).collect(Collectors.joining(", ")));
            });
    List<ScanJob> jobs =
        defaults.stream()
            .map(
                job ->
                    jobChanges.containsKey(job.id()) ? changed(job, jobChanges.get(job.id())) : job)
            .toList();
    Map<Category, CategorySettings> categories =
        EnumMaps.each(
            Category.class,
            category -> category(generation, category, symbols.get(category.label())));
    return new SchedulerSettings(generation, jobs, categories);
  }

  /**
   * The limits of the bars that windows may lack: the defaults with changes.
   *
   * @param changes by category label; dots for underscores are accepted, as environment variables give them
   * @throws InvalidSettingException if a category is not valid, or a limit is below 0
   */
  static Map<Category, Integer> mostLacking(Map<String, Integer> changes) {
    Map<Category, Integer> most = new EnumMap<>(Category.class);
    most.putAll(EnumMaps.each(Category.class, CategoryDefaults::mostLacking));
    labelled("baton.lacking-bars", changes)
        .forEach(
            (label, limit) -> {
              String setting = "baton.lacking-bars." + label;
              if (limit < 0) {
                throw new InvalidSettingException(setting, limit + " is below 0");
              }
              most.put(checked(setting, () -> Category.ofLabel(label)), limit);
            });
    return most;
  }

  /** An environment variable cannot have an underscore within a key: BATON_UNIVERSE__DAY_TRADING_ gives day.trading. */
  private static <T> Map<String, T> labelled(String setting, Map<String, T> byKey) {
    Map<String, T> labelled = new HashMap<>();
    byKey.forEach(
        (key, value) -> {
          String label = key.replaceAll("[.-]", "_");
          if (labelled.put(label, value) != null) {
            throw new InvalidSettingException(
                setting + "." + label, "set twice, in two spellings of its name; leave one");
          }
        });
    return labelled;
  }

  private static ScanJob changed(ScanJob job, BatonConfig.Job configured) {
    JobChange change = new JobChange(configured.crons(), configured.timeout());
    checked("baton.jobs." + job.id() + ".crons", () -> change.cronsOf(job));
    return checked("baton.jobs." + job.id() + ".timeout", () -> change.of(job));
  }

  private static CategorySettings category(
      Generation generation, Category category, List<String> symbols) {
    return checked(
        "baton.universe." + category.label(),
        () ->
            new CategorySettings(
                category,
                symbols == null
                    ? CategoryDefaults.universe(category)
                    : symbols.stream().map(String::strip).map(Symbol::of).toList(),
                CategoryDefaults.symbolTimeout(generation, category)));
  }

  /**
   * Checks the time from which on slots are due. The first start writes it to the database for good, so a wrong one is refused
   * before.
   *
   * @param since market time
   * @throws InvalidSettingException if the calendar does not know the session, or the sessions before it that a window needs
   */
  static void checkSince(Instant since, TradingCalendar calendar) {
    LocalDate date = MarketTime.date(since);
    LocalDate first =
        calendar
            .sessionDates(calendar.knownFrom(), calendar.knownThrough())
            .get(longestSessionWindow());
    if (date.isBefore(first) || date.isAfter(calendar.knownThrough())) {
      throw new InvalidSettingException(
          "baton.since",
          "%s is %s at the exchange; the trading calendar can answer for slots from %s to %s"
              .formatted(since, date, first, calendar.knownThrough()));
    }
  }

  /** Length of the longest window, in sessions. A window ends with a bar of the session before if its slot is at the open. */
  private static int longestSessionWindow() {
    return Arrays.stream(Category.values())
        .mapToInt(
            category ->
                switch (category.window()) {
                  case WindowRule.Sessions(int count) -> count;
                  case WindowRule.CalendarDays _ -> 1;
                })
        .max()
        .orElseThrow();
  }

  /**
   * The value that a setting gives.
   *
   * @param setting the setting's name
   * @throws InvalidSettingException if making it throws an {@link IllegalArgumentException}, with its message
   */
  public static <T> T checked(String setting, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(setting, e.getMessage());
    }
  }

  /** The symbols of a category, in scan order. */
  public List<Symbol> symbols(Category category) {
    return categories.get(category).symbols();
  }

  /** The symbols of every category. */
  public Universe universe() {
    return new Universe(EnumMaps.each(Category.class, this::symbols));
  }

  /** All symbols of all categories, in order, each once. */
  public List<Symbol> allSymbols() {
    return categories.values().stream()
        .flatMap(settings -> settings.symbols().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The timetable of these jobs, and of the other generation's default jobs.
   *
   * @param calendar the one in force, asked for each time
   */
  public Timetable timetable(Supplier<TradingCalendar> calendar) {
    return Timetable.defaults(calendar).with(generation, jobs);
  }
}
