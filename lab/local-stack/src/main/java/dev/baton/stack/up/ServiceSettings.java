package dev.baton.stack.up;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.category.Universe;
import dev.baton.csv.DataFileException;
import dev.baton.csv.PlainNumber;
import dev.baton.enums.EnumMaps;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.Symbol;
import dev.baton.replay.run.ReplaySettings;
import dev.baton.slot.JobChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of both services, as {@code ./baton up} and {@code ./baton replay} find them in the environment, by the names
 * that the services have (ADR 43). They are checked here so that a replay knows them, and a wrong one is refused before anything
 * is started.
 *
 * @param universe the symbols of each category
 * @param replay what changes the result of a replay
 * @param calendar the shipped trading calendar with the overrides
 * @param facts what is known about symbols; empty if no file is named
 */
public record ServiceSettings(
    Universe universe,
    ReplaySettings replay,
    TradingCalendar calendar,
    Optional<SymbolFacts> facts) {

  private static final Duration LONGEST_FETCH_LAG = Duration.ofMinutes(4);
  private static final String JOBS = "BATON_JOBS__";
  private static final Pattern JOB = Pattern.compile(JOBS + "(.+?)__(CRONS|TIMEOUT)");

  /**
   * The settings in an environment.
   *
   * @throws UsageException if one cannot be used; it names the variable and the right form
   */
  public static ServiceSettings of(Map<String, String> environment) {
    Map<String, String> given = new TreeMap<>(environment);
    given.values().removeIf(String::isBlank);
    return new ServiceSettings(
        new Universe(
            byCategory(
                given, "BATON_UNIVERSE__", CategoryDefaults::universe, ServiceSettings::symbols)),
        new ReplaySettings(
            jobs(given),
            byCategory(
                given,
                "BATON_LACKING_BARS__",
                CategoryDefaults::mostLacking,
                ServiceSettings::lacking),
            largestBreak(given),
            fetchLag(given),
            cacheDuration(given)),
        calendar(given),
        Optional.ofNullable(given.get("BATON_SYMBOL_FACTS"))
            .map(file -> read("BATON_SYMBOL_FACTS", () -> SymbolFacts.read(Path.of(file)))));
  }

  /**
   * The variables of an environment that are not for the service of that generation: they name a job of the other one.
   */
  public static Set<String> notFor(Generation generation, Map<String, String> environment) {
    List<String> ids = ids(generation);
    return environment.keySet().stream()
        .filter(
            name -> {
              Matcher job = JOB.matcher(name);
              return job.matches() && !ids.contains(label(job.group(1)));
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String label(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  private static Map<Generation, List<ScanJob>> jobs(Map<String, String> given) {
    Map<String, JobChange> changes = new HashMap<>();
    List<String> legacy = ids(Generation.LEGACY);
    List<String> optimized = ids(Generation.OPTIMIZED);
    given.forEach(
        (name, value) -> {
          if (!name.startsWith(JOBS)) {
            return;
          }
          Matcher job = JOB.matcher(name);
          if (!job.matches()) {
            throw new UsageException(
                name + ": expected a name like BATON_JOBS__FREQUENT_SCAN__CRONS or _TIMEOUT");
          }
          String id = label(job.group(1));
          if (!legacy.contains(id) && !optimized.contains(id)) {
            throw new UsageException(
                "%s: '%s' is a job of neither service; legacy has %s; optimized has %s"
                    .formatted(name, id, String.join(", ", legacy), String.join(", ", optimized)));
          }
          JobChange before =
              changes.getOrDefault(id, new JobChange(Optional.empty(), Optional.empty()));
          changes.put(
              id,
              job.group(2).equals("CRONS")
                  ? new JobChange(Optional.of(value), before.timeout())
                  : new JobChange(before.crons(), duration(given, name)));
        });
    return EnumMaps.each(
        Generation.class,
        of ->
            CategoryDefaults.jobs(of).stream()
                .map(
                    job ->
                        changes.containsKey(job.id()) ? changed(job, changes.get(job.id())) : job)
                .toList());
  }

  private static ScanJob changed(ScanJob job, JobChange change) {
    return checked(JOBS + job.id().toUpperCase(Locale.ROOT), () -> change.of(job));
  }

  private static List<String> ids(Generation generation) {
    return CategoryDefaults.jobs(generation).stream().map(ScanJob::id).toList();
  }

  private static <V> Map<Category, V> byCategory(
      Map<String, String> given,
      String prefix,
      Function<Category, V> defaults,
      Function<String, V> parsed) {
    Map<Category, V> values = new EnumMap<>(EnumMaps.each(Category.class, defaults));
    String single = prefix.substring(0, prefix.length() - 1);
    given.forEach(
        (name, value) -> {
          if (!name.startsWith(single)) {
            return;
          }
          if (!name.startsWith(prefix) || !name.endsWith("_")) {
            throw new UsageException(
                "%s: expected a category between underscores, like %sDAY_TRADING_"
                    .formatted(name, prefix));
          }
          String key = name.substring(prefix.length(), name.length() - 1);
          values.put(
              checked(name, () -> Category.ofLabel(label(key))),
              checked(name, () -> parsed.apply(value)));
        });
    return values;
  }

  private static List<Symbol> symbols(String text) {
    List<Symbol> symbols =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(symbol -> !symbol.isEmpty())
            .map(Symbol::of)
            .toList();
    if (symbols.isEmpty() || Set.copyOf(symbols).size() < symbols.size()) {
      throw new IllegalArgumentException(
          symbols.isEmpty() ? "it names no symbol" : "it names a symbol twice: " + text);
    }
    return symbols;
  }

  private static int lacking(String text) {
    if (!text.strip().matches("\\d{1,9}")) {
      throw new IllegalArgumentException("'%s' is no number of bars, 0 or more".formatted(text));
    }
    return Integer.parseInt(text.strip());
  }

  private static double largestBreak(Map<String, String> given) {
    String name = "BATON_LARGEST_BREAK";
    String text = given.get(name);
    if (text == null) {
      return ReplaySettings.DEFAULT.largestBreak();
    }
    try {
      double share = PlainNumber.decimal(text.strip());
      if (share >= 0.05 && share <= 0.9) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("%s: '%s' is no share from 0.05 to 0.9".formatted(name, text));
  }

  private static Duration fetchLag(Map<String, String> given) {
    String name = "BATON_FETCH_LAG";
    Duration lag = duration(given, name).orElse(CategoryDefaults.FETCH_LAG);
    if (lag.isNegative() || lag.compareTo(LONGEST_FETCH_LAG) > 0) {
      throw new UsageException("%s: '%s' is not 0 to 4m".formatted(name, given.get(name)));
    }
    return lag;
  }

  private static Duration cacheDuration(Map<String, String> given) {
    String name = "SCHEDULER_CACHE_DURATION_MINUTES";
    String text = given.getOrDefault(name, "30").strip();
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 1440) {
      throw new UsageException("%s: '%s' is not 1 to 1440 minutes".formatted(name, text));
    }
    return Duration.ofMinutes(Integer.parseInt(text));
  }

  private static Optional<Duration> duration(Map<String, String> given, String name) {
    return Optional.ofNullable(given.get(name))
        .map(text -> checked(name, () -> ServiceDuration.parse(text)));
  }

  private static TradingCalendar calendar(Map<String, String> given) {
    String name = "BATON_CALENDAR_OVERRIDES";
    return Optional.ofNullable(given.get(name))
        .map(file -> read(name, () -> TradingCalendar.nse(Path.of(file))))
        .orElseGet(TradingCalendar::nse);
  }

  private static <T> T read(String name, Supplier<T> file) {
    try {
      return file.get();
    } catch (DataFileException | UnknownCalendarException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
  }

  private static <T> T checked(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
  }
}
