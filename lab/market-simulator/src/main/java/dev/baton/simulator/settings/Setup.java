package dev.baton.simulator.settings;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Universe;
import dev.baton.csv.DataFileException;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.simulator.clock.Speed;
import dev.baton.simulator.market.Interval;
import dev.baton.simulator.market.MarketData;
import dev.baton.simulator.market.RecordedMarket;
import dev.baton.simulator.market.SyntheticMarket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The settings, checked.
 *
 * @param sessions the simulated ones, ascending
 * @param start market time before the clock starts
 * @param end 23:59 of the last session
 */
public record Setup(
    TradingCalendar calendar,
    MarketData market,
    List<Session> sessions,
    Speed speed,
    Instant start,
    Instant end,
    Map<Interval, Integer> longestDays) {

  /** The first session of a synthetic market when no date is set: a Wednesday of regular hours. */
  static final LocalDate SYNTHETIC_DATE = LocalDate.of(2026, 7, 15);

  public Setup {
    sessions = List.copyOf(sessions);
    longestDays = Map.copyOf(longestDays);
  }

  /**
   * @throws SettingException if a setting is wrong; it names the setting, the value and what would be right
   */
  public static Setup of(SimulatorConfig config) {
    range("simulator.days", config.days(), 1, 250);
    range("simulator.latency-ms", config.latencyMs(), 0, 60_000);
    range("simulator.rate-limit", config.rateLimit(), 1, 1000);
    range("simulator.publication-lag-minutes", config.publicationLagMinutes(), 0, 600);
    range("simulator.live-seconds", config.liveSeconds(), 1, 600);
    if (!Set.of("array", "string").contains(config.candlesAs())) {
      throw new SettingException(
          "simulator.candles-as", "'" + config.candlesAs() + "' is neither array nor string");
    }
    Speed speed = checked("simulator.speed", () -> Speed.parse(config.speed(), config.skipIdle()));
    LocalTime startTime =
        parsed("simulator.start-time", config.startTime(), LocalTime::parse, "time such as 09:00");
    TradingCalendar calendar =
        checked(
            "simulator.calendar-overrides",
            () ->
                config
                    .calendarOverrides()
                    .map(Path::of)
                    .map(TradingCalendar::nse)
                    .orElseGet(TradingCalendar::nse));
    SortedSet<Symbol> symbols =
        config
            .symbols()
            .map(names -> checked("simulator.symbols", () -> symbols(names)))
            .orElseGet(Universe.DEFAULT::all);
    Optional<RecordedMarket> recorded =
        config.candles().map(Path::of).map(folder -> recorded(folder, symbols));
    LocalDate first =
        config
            .date()
            .map(
                text -> parsed("simulator.date", text, LocalDate::parse, "date such as 2026-06-10"))
            .or(() -> recorded.map(market -> checked("simulator.candles", () -> newest(market))))
            .orElse(SYNTHETIC_DATE);
    List<Session> sessions = sessions(calendar, first, config.days());
    Optional<Session> without =
        recorded.flatMap(
            market -> checked("simulator.candles", () -> withoutCandles(market, sessions)));
    if (without.isPresent()) {
      throw new SettingException(
          without.get().equals(sessions.getFirst()) ? "simulator.date" : "simulator.days",
          "%s has no 5m candles of session %s; the newest it has of every symbol is %s"
              .formatted(
                  recorded.get().folder(),
                  without.get().date(),
                  checked("simulator.candles", () -> recorded.get().newestComplete())
                      .map(LocalDate::toString)
                      .orElse("none")));
    }
    LocalDate last = sessions.getLast().date();
    MarketData market =
        recorded.isPresent()
            ? recorded.get().of(first, last)
            : new SyntheticMarket(calendar, first, last, symbols, config.seed());
    return new Setup(
        calendar,
        market,
        sessions,
        speed,
        MarketTime.instant(first, startTime),
        MarketTime.instant(last, LocalTime.of(23, 59)),
        longestDays(config));
  }

  private static SortedSet<Symbol> symbols(String names) {
    return Arrays.stream(names.split(","))
        .map(String::strip)
        .map(Symbol::of)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static RecordedMarket recorded(Path folder, Set<Symbol> symbols) {
    if (!Files.isDirectory(folder)) {
      throw new SettingException("simulator.candles", folder + " is no folder");
    }
    return checked("simulator.candles", () -> new RecordedMarket(folder, symbols));
  }

  private static LocalDate newest(RecordedMarket market) {
    return market
        .newestComplete()
        .orElseThrow(
            () ->
                new SettingException(
                    "simulator.date",
                    market.folder() + " has no date of every series of candles; name one"));
  }

  /** The first session of which no symbol of the run has five-minute candles. Each file is read once at most. */
  private static Optional<Session> withoutCandles(RecordedMarket market, List<Session> sessions) {
    List<Session> without = new ArrayList<>(sessions);
    Iterator<Symbol> symbols = market.symbolsOfRun().iterator();
    while (!without.isEmpty() && symbols.hasNext()) {
      CandleSeries candles = market.fiveMinutes(symbols.next());
      without.removeIf(
          session -> !candles.between(session.openAt(), session.continuousEndAt()).isEmpty());
    }
    return without.stream().findFirst();
  }

  private static List<Session> sessions(TradingCalendar calendar, LocalDate first, int days) {
    List<Session> sessions = new ArrayList<>();
    sessions.add(checked("simulator.date", () -> calendar.require(first)));
    while (sessions.size() < days) {
      LocalDate last = sessions.getLast().date();
      sessions.add(checked("simulator.days", () -> calendar.next(last)));
    }
    return sessions;
  }

  private static Map<Interval, Integer> longestDays(SimulatorConfig config) {
    Map<Interval, Integer> days = new EnumMap<>(Interval.class);
    config
        .longestDays()
        .forEach(
            (label, value) -> {
              String name = "simulator.longest-days.\"" + label + "\"";
              range(name, value, 1, 100_000);
              Interval interval =
                  Interval.ofLabel(label)
                      .orElseThrow(
                          () ->
                              new SettingException(
                                  name, "no such interval; valid are " + Interval.labels()));
              days.put(interval, value);
            });
    return days;
  }

  /**
   * @param form what the text should be, with an example
   */
  private static <T> T parsed(String setting, String text, Function<String, T> parse, String form) {
    try {
      return parse.apply(text);
    } catch (DateTimeParseException e) {
      throw new SettingException(setting, "'%s' is no %s".formatted(text, form));
    }
  }

  private static void range(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SettingException(
          setting, "%s is out of range; %s to %s".formatted(value, least, most));
    }
  }

  private static <T> T checked(String setting, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | UnknownCalendarException | DataFileException e) {
      throw new SettingException(setting, e.getMessage());
    }
  }
}
