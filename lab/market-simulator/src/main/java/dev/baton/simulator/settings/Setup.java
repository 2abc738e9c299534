package dev.baton.simulator.settings;

import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.csv.DataFileException;
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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

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
    Optional<RecordedMarket> recorded = config.candles().map(Path::of).map(Setup::recorded);
    LocalDate first =
        config
            .date()
            .map(
                text -> parsed("simulator.date", text, LocalDate::parse, "date such as 2026-06-10"))
            .or(() -> recorded.map(Setup::newest))
            .orElse(SYNTHETIC_DATE);
    List<Session> sessions = sessions(calendar, first, config.days());
    recorded.ifPresent(market -> checkCandles(market, sessions));
    LocalDate last = sessions.getLast().date();
    MarketData market =
        recorded.isPresent()
            ? recorded.get()
            : new SyntheticMarket(
                calendar,
                first,
                last,
                CategoryDefaults.symbols(EnumSet.allOf(Category.class)),
                config.seed());
    return new Setup(
        calendar,
        market,
        sessions,
        speed,
        MarketTime.instant(first, startTime),
        MarketTime.instant(last, LocalTime.of(23, 59)),
        longestDays(config));
  }

  private static RecordedMarket recorded(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SettingException("simulator.candles", folder + " is no folder");
    }
    return checked("simulator.candles", () -> new RecordedMarket(folder));
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

  private static void checkCandles(RecordedMarket market, List<Session> sessions) {
    for (Session session : sessions) {
      if (market.symbols().stream().noneMatch(symbol -> has(market, symbol, session))) {
        throw new SettingException(
            session.equals(sessions.getFirst()) ? "simulator.date" : "simulator.days",
            "%s has no 5m candles of session %s; the newest it has of every symbol is %s"
                .formatted(
                    market.folder(),
                    session.date(),
                    market.newestComplete().map(LocalDate::toString).orElse("none")));
      }
    }
  }

  private static boolean has(MarketData market, Symbol symbol, Session session) {
    return !market
        .fiveMinutes(symbol)
        .between(session.openAt(), session.continuousEndAt())
        .isEmpty();
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
