package dev.baton.runtime.slot;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultKind;
import dev.baton.simulator.fault.FaultKind.Answer;
import dev.baton.simulator.fault.FaultKind.Bars;
import dev.baton.simulator.fault.FaultKind.Transport;
import dev.baton.simulator.fault.Malformation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Faults that the rules can notice, chosen by a seed:
 *
 * <ul>
 *   <li>An answer that is an error, is not there in time, is broken, or has no candle (ADR 33). One for all symbols ends after a
 *       while: then the whole broker is away.
 *   <li>A bar of the calendar that is missing, late, or no candle: the window has a hole (ADR 39).
 *   <li>A row whose time is no open of a bar: it is left out (ADR 34).
 *   <li>A split that breaks the price by 30 % or more, twice the limit (ADR 40): no move of the market hides it.
 * </ul>
 *
 * <p>What no rule can notice is not here: a price or a volume that is a little different, or a bar that is there twice.
 */
final class RandomFaults {

  private static final List<FaultKind> ANSWERS =
      List.of(
          Answer.HTTP_500,
          Answer.TOO_MANY_REQUESTS,
          Answer.TIME_OUT,
          Answer.NOT_OK,
          Answer.NESTED_EC,
          Bars.EMPTY_HISTORY,
          Bars.CANDLES_AS_STRING,
          Transport.TRUNCATED_JSON,
          Transport.SLOW_BODY);

  private static final List<FaultKind> ROWS =
      List.of(Bars.MISSING_BAR, Bars.LATE_BAR, Bars.MALFORMED_BAR, Bars.OFF_GRID_BAR);

  private static final List<Double> SPLITS = List.of(0.1, 0.5, 1.5, 2.0, 10.0);

  private static final int MOST_FAULTS = 6;
  private static final int MOST_BARS = 4;

  private final SplittableRandom random;

  private RandomFaults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Fault> of(long seed) {
    RandomFaults faults = new RandomFaults(seed);
    List<Fault> all = new ArrayList<>();
    for (int i = faults.random.nextInt(1, MOST_FAULTS + 1); i > 0; i--) {
      faults.next().stream().filter(next -> !splitsAgain(next, all)).forEach(all::add);
    }
    return all;
  }

  /** Two splits of a symbol on one date may cancel each other, and then nobody can notice them. */
  private static boolean splitsAgain(Fault next, List<Fault> before) {
    return next.kind() == Bars.SPLIT
        && before.stream()
            .anyMatch(
                fault ->
                    fault.kind() == Bars.SPLIT
                        && fault.symbol().equals(next.symbol())
                        && fault.barTime().equals(next.barTime()));
  }

  private List<Fault> next() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> List.of(answer());
      case 2 -> List.of(split());
      default -> rows();
    };
  }

  private Fault answer() {
    boolean ofOneSymbol = random.nextInt(4) > 0;
    Instant from = anyTime();
    return fault(
        any(ANSWERS),
        ofOneSymbol ? Optional.of(anySymbol()) : Optional.empty(),
        random.nextInt(3) == 0
            ? Optional.of(any(List.of("5 minutes", "60 minutes", "1 day")))
            : Optional.empty(),
        random.nextInt(4) == 0 ? Optional.of(random.nextInt(1, 20)) : Optional.empty(),
        Optional.of(from),
        ofOneSymbol && random.nextBoolean()
            ? Optional.empty()
            : Optional.of(from.plus(Duration.ofMinutes(random.nextInt(1, 90)))),
        ofOneSymbol ? any(List.of(1.0, 0.7, 0.3)) : 1.0,
        Optional.empty(),
        1);
  }

  /** The same fault of some bars of a symbol, one after another or anywhere. */
  private List<Fault> rows() {
    FaultKind kind = any(ROWS);
    Symbol symbol = anySymbol();
    boolean daily = random.nextInt(3) == 0;
    boolean inARow = random.nextBoolean();
    boolean allDay = random.nextInt(3) > 0;
    Optional<Instant> from = allDay ? Optional.empty() : Optional.of(anyTime());
    Optional<Instant> until =
        from.filter(_ -> random.nextBoolean())
            .map(begin -> begin.plus(Duration.ofMinutes(random.nextInt(1, 240))));
    double probability = any(List.of(1.0, 1.0, 0.7, 0.3));
    List<Instant> bars = daily ? dailyBars() : fiveMinuteBars(kind == Bars.LATE_BAR);
    int bar = random.nextInt(bars.size());
    List<Fault> faults = new ArrayList<>();
    for (int i = random.nextInt(1, MOST_BARS + 1); i > 0; i--) {
      faults.add(
          fault(
              kind,
              Optional.of(symbol),
              Optional.of(daily ? "1 day" : "5 minutes"),
              Optional.empty(),
              from,
              until,
              probability,
              Optional.of(bars.get(bar)),
              1));
      bar = inARow ? (bar + 1) % bars.size() : random.nextInt(bars.size());
    }
    return faults;
  }

  /**
   * A window that ends before the ex-date has no break: one of the date itself is in the five-minute bars alone, when the first
   * of them is due.
   */
  private Fault split() {
    LocalDate exDate = any(sessions(random.nextInt(3) == 0 ? 250 : 5));
    boolean ofTheDate = exDate.equals(Round.DATE);
    Instant firstDue = MarketTime.instant(Round.DATE, LocalTime.of(9, 20));
    Instant from = random.nextInt(3) == 0 ? anyTime() : firstDue;
    return fault(
        Bars.SPLIT,
        Optional.of(anySymbol()),
        ofTheDate ? Optional.of("5 minutes") : Optional.empty(),
        Optional.empty(),
        Optional.of(ofTheDate && from.isBefore(firstDue) ? firstDue : from),
        Optional.empty(),
        any(List.of(1.0, 1.0, 0.5)),
        Optional.of(MarketTime.startOf(exDate)),
        any(SPLITS));
  }

  private Fault fault(
      FaultKind kind,
      Optional<Symbol> symbol,
      Optional<String> interval,
      Optional<Integer> times,
      Optional<Instant> from,
      Optional<Instant> until,
      double probability,
      Optional<Instant> barTime,
      double factor) {
    return new Fault(
        kind,
        Optional.empty(),
        symbol.map(Symbol::value),
        interval,
        Optional.of("historicaldata"),
        times,
        from,
        until,
        probability,
        random.nextLong(),
        any(List.of("EC003", "EC947", "EC900")),
        barTime,
        random.nextInt(1, 120),
        factor,
        any(List.of(Malformation.values())),
        any(List.of(1_000L, 20_000L)),
        Optional.empty(),
        Optional.empty(),
        random.nextBoolean() ? Optional.of(random.nextInt(60)) : Optional.empty(),
        60,
        false,
        false);
  }

  private Symbol anySymbol() {
    return any(List.copyOf(Round.symbols()));
  }

  private Instant anyTime() {
    return MarketTime.instant(Round.DATE, LocalTime.of(9, 0))
        .plus(Duration.ofMinutes(random.nextInt(8 * 60)));
  }

  /** Bars of the newest sessions more often than old ones. */
  private List<Instant> dailyBars() {
    return sessions(any(List.of(4, 30, 250))).stream().map(MarketTime::startOf).toList();
  }

  /** Bars of the date, or of the sessions before that are in windows of the date. */
  private List<Instant> fiveMinuteBars(boolean ofTheDate) {
    List<LocalDate> sessions = sessions(6);
    LocalDate date =
        ofTheDate || random.nextBoolean()
            ? Round.DATE
            : any(sessions.subList(sessions.size() - 3, sessions.size()));
    List<Instant> bars = new ArrayList<>();
    Instant end = MarketTime.instant(date, LocalTime.of(15, 30));
    Instant open = MarketTime.instant(date, LocalTime.of(9, 15));
    for (; open.isBefore(end); open = open.plus(Duration.ofMinutes(5))) {
      bars.add(open);
    }
    return bars;
  }

  private static List<LocalDate> sessions(int days) {
    return TradingCalendar.nse().sessionDates(Round.DATE.minusDays(days), Round.DATE);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
