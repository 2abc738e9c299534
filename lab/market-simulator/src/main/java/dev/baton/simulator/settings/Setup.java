package dev.baton.simulator.settings;

import dev.baton.calendar.CalendarFileException;
import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.market.CandleFileException;
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
import java.util.Set;
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
    Speed speed = checked("simulator.speed", () -> speed(config));
    LocalTime startTime = checked("simulator.start-time", () -> time(config.startTime()));
    TradingCalendar calendar =
        checked(
            "simulator.calendar-overrides",
            () ->
                config
                    .calendarOverrides()
                    .map(Path::of)
                    .map(TradingCalendar::nse)
                    .orElseGet(TradingCalendar::nse));
    return config
        .candles()
        .map(folder -> recorded(config, calendar, Path.of(folder), speed, startTime))
        .orElseGet(() -> synthetic(config, calendar, speed, startTime));
  }

  private static Speed speed(SimulatorConfig config) {
    return switch (Speed.parse(config.speed())) {
      case Speed.Max max -> max;
      case Speed.Times(double factor, _) -> new Speed.Times(factor, config.skipIdle());
    };
  }

  private static Setup recorded(
      SimulatorConfig config,
      TradingCalendar calendar,
      Path folder,
      Speed speed,
      LocalTime startTime) {
    if (!Files.isDirectory(folder)) {
      throw new SettingException("simulator.candles", folder + " is no folder");
    }
    MarketData market = checked("simulator.candles", () -> new RecordedMarket(folder));
    LocalDate first =
        config
            .date()
            .map(text -> checked("simulator.date", () -> date(text)))
            .or(market::newestComplete)
            .orElseThrow(
                () ->
                    new SettingException(
                        "simulator.date",
                        folder + " has no date of every series of candles; name one"));
    List<Session> sessions = sessions(calendar, first, config.days());
    for (Session session : sessions) {
      long recorded =
          market.symbols().stream().filter(symbol -> has(market, symbol, session)).count();
      if (recorded == 0) {
        throw new SettingException(
            session.date().equals(first) ? "simulator.date" : "simulator.days",
            "%s has no 5m candles of session %s; the newest it has of every symbol is %s"
                .formatted(
                    folder,
                    session.date(),
                    market.newestComplete().map(LocalDate::toString).orElse("none")));
      }
    }
    return setup(config, calendar, market, sessions, speed, startTime);
  }

  private static boolean has(MarketData market, Symbol symbol, Session session) {
    return !market
        .fiveMinutes(symbol)
        .between(session.openAt(), session.continuousEndAt())
        .isEmpty();
  }

  private static Setup synthetic(
      SimulatorConfig config, TradingCalendar calendar, Speed speed, LocalTime startTime) {
    LocalDate first =
        config
            .date()
            .map(text -> checked("simulator.date", () -> date(text)))
            .orElse(SYNTHETIC_DATE);
    List<Session> sessions = sessions(calendar, first, config.days());
    MarketData market =
        new SyntheticMarket(
            calendar,
            first,
            sessions.getLast().date(),
            CategoryDefaults.symbols(EnumSet.allOf(Category.class)),
            config.seed());
    return setup(config, calendar, market, sessions, speed, startTime);
  }

  private static Setup setup(
      SimulatorConfig config,
      TradingCalendar calendar,
      MarketData market,
      List<Session> sessions,
      Speed speed,
      LocalTime startTime) {
    return new Setup(
        calendar,
        market,
        sessions,
        speed,
        MarketTime.instant(sessions.getFirst().date(), startTime),
        MarketTime.instant(sessions.getLast().date(), LocalTime.of(23, 59)),
        longestDays(config));
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

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no date such as 2026-06-10", e);
    }
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 09:00", e);
    }
  }

  private static void range(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SettingException(
          setting, "%d is out of range; %d to %d".formatted(value, least, most));
    }
  }

  private static <T> T checked(String setting, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException
        | UnknownCalendarException
        | CandleFileException
        | CalendarFileException e) {
      throw new SettingException(setting, e.getMessage());
    }
  }
}
