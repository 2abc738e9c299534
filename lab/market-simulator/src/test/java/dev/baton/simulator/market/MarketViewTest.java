package dev.baton.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.simulator.market.MarketView.Alteration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketViewTest {

  private static final Symbol SYMBOL = Symbol.of("RELIANCE");
  private static final LocalDate TUESDAY = LocalDate.of(2026, 6, 9);
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 6, 10);

  private final MarketView view =
      new MarketView(new TwoDays(), TradingCalendar.nse(), Duration.ofMinutes(20));

  @Test
  void aClosedBarIsFinalAtTheVeryInstantOfItsEnd() {
    assertThat(five("09:20:00")).containsExactly(bar("09:15", 100, 110, 95, 105, 900));
    assertThat(five("09:15:00")).isEmpty();
    assertThat(five("09:00:00")).isEmpty();
  }

  @Test
  void aFormingBarShowsTheOpenThenTheNearerExtremeThenBoth() {
    assertThat(five("09:15:01")).containsExactly(bar("09:15", 100, 100, 100, 100, 3));
    assertThat(five("09:17:30")).containsExactly(bar("09:15", 100, 100, 95, 95, 450));
    assertThat(five("09:19:00")).containsExactly(bar("09:15", 100, 110, 95, 110, 720));
  }

  @Test
  void nothingOfTheFutureShows() {
    for (Interval interval : Interval.values()) {
      LocalDate last = WEDNESDAY.plusYears(1);
      List<Bar> bars = view.bars(SYMBOL, interval, TUESDAY.minusYears(1), last, at("09:00")).list();
      assertThat(bars).as(interval.label()).noneMatch(bar -> bar.date().isAfter(TUESDAY));
    }
  }

  @Test
  void todaysDailyBarIsTheSumOfItsFiveMinuteBarsUntilTheOfficialOneIsPublished() {
    assertThat(days("09:15:00")).hasSize(1);
    assertThat(days("09:27:30").getLast())
        .isEqualTo(bar("09:15", 100, 111, 95, 97, 900 + 900 + 450));
    assertThat(days("15:49:59").getLast().close()).isEqualTo(105 + 74);
    assertThat(days("15:50:00").getLast()).isEqualTo(bar("09:15", 99, 999, 90, 500, 70_000));
    assertThat(days("15:50:00").getFirst().date()).isEqualTo(TUESDAY);
  }

  @Test
  void aSixtyMinuteBarFormsFromItsFiveMinuteBarsAndTheLastOneIsShort() {
    List<Bar> forming = intraday(Interval.SIXTY_MINUTES, "10:25:00");
    assertThat(forming).hasSize(2);
    assertThat(forming.getFirst()).isEqualTo(bar("09:15", 100, 121, 95, 116, 12 * 900));
    assertThat(forming.getLast()).isEqualTo(bar("10:15", 112, 123, 107, 118, 2 * 900));
    assertThat(intraday(Interval.SIXTY_MINUTES, "15:30:00")).hasSize(7);
    assertThat(intraday(Interval.SIXTY_MINUTES, "15:30:00"))
        .isEqualTo(intraday(Interval.SIXTY_MINUTES, "23:00:00"));
  }

  @Test
  void theWeekIsMadeOfItsDaysAndTheOneThatForms() {
    List<Bar> weeks = view.bars(SYMBOL, Interval.WEEKLY, TUESDAY, WEDNESDAY, at("09:20")).list();
    assertThat(weeks).hasSize(1);
    assertThat(weeks.getFirst().time()).isEqualTo(TUESDAY.atTime(9, 15));
    assertThat(weeks.getFirst().close()).isEqualTo(105);
    assertThat(weeks.getFirst().volume()).isEqualTo(60_900);
  }

  @Test
  void theRangeOfDatesIsInclusiveAtBothEnds() {
    Instant now = at("12:00");
    assertThat(view.bars(SYMBOL, Interval.DAY, TUESDAY, TUESDAY, now).size()).isEqualTo(1);
    assertThat(view.bars(SYMBOL, Interval.DAY, WEDNESDAY, WEDNESDAY.plusDays(9), now).size())
        .isEqualTo(1);
    assertThat(
            view.bars(SYMBOL, Interval.DAY, WEDNESDAY.plusDays(1), WEDNESDAY.plusDays(9), now)
                .size())
        .isZero();
    assertThat(view.bars(Symbol.of("TCS"), Interval.DAY, TUESDAY, WEDNESDAY, now).size()).isZero();
  }

  @Test
  void theRowsAreTheBars() {
    VisibleBars bars = view.bars(SYMBOL, Interval.FIVE_MINUTES, WEDNESDAY, WEDNESDAY, at("09:21"));
    assertThat(new String(bars.rows(), StandardCharsets.UTF_8))
        .isEqualTo(
            "[\"2026-06-10T09:15:00\",100.0,110.0,95.0,105.0,900],"
                + "[\"2026-06-10T09:20:00\",101.0,101.0,101.0,101.0,180]");
  }

  @Test
  void unalteredRecordingsGiveTheSameBars() {
    for (Interval interval : Interval.values()) {
      for (String time :
          List.of(
              "09:00", "09:15", "09:17", "10:15", "12:34", "15:30", "15:31", "15:49", "15:50",
              "17:00")) {
        for (LocalDate from :
            List.of(TUESDAY.minusDays(30), TUESDAY, WEDNESDAY, WEDNESDAY.plusDays(1))) {
          for (LocalDate to : List.of(TUESDAY, WEDNESDAY, WEDNESDAY.plusDays(9))) {
            assertThat(view.bars(SYMBOL, interval, from, to, at(time), (_, bars) -> bars))
                .as("%s at %s from %s to %s", interval, time, from, to)
                .isEqualTo(view.bars(SYMBOL, interval, from, to, at(time)).list());
          }
        }
      }
    }
  }

  @Test
  void anAlteredFiveMinuteBarShowsInTheBarsThatAreMadeOfIt() {
    // given: the bar of 09:20, with open 101, high 111, low 96 and close 106, is lost
    Alteration lost =
        (interval, bars) ->
            interval == Interval.FIVE_MINUTES
                ? bars.stream().filter(bar -> !bar.time().equals(WEDNESDAY.atTime(9, 20))).toList()
                : bars;

    // then
    assertThat(altered(Interval.FIVE_MINUTES, "09:25", lost))
        .containsExactly(bar("09:15", 100, 110, 95, 105, 900));
    assertThat(altered(Interval.TEN_MINUTES, "09:30", lost))
        .containsExactly(
            bar("09:15", 100, 110, 95, 105, 900), bar("09:25", 102, 112, 97, 107, 900));
    assertThat(altered(Interval.SIXTY_MINUTES, "10:15", lost))
        .containsExactly(bar("09:15", 100, 121, 95, 116, 11 * 900));
    assertThat(altered(Interval.DAY, "09:25", lost).getLast())
        .isEqualTo(bar("09:15", 100, 110, 95, 105, 900));
    assertThat(altered(Interval.WEEKLY, "09:25", lost).getFirst().volume()).isEqualTo(60_000 + 900);
    assertThat(altered(Interval.DAY, "15:50", lost).getLast())
        .as("the official bar, which the exchange makes")
        .isEqualTo(bar("09:15", 99, 999, 90, 500, 70_000));
  }

  @Test
  void anAlteredDailyBarShowsInItsWeek() {
    Alteration lost =
        (interval, bars) ->
            interval == Interval.DAY
                ? bars.stream().filter(bar -> !bar.date().equals(TUESDAY)).toList()
                : bars;
    assertThat(altered(Interval.DAY, "15:50", lost))
        .containsExactly(bar("09:15", 99, 999, 90, 500, 70_000));
    assertThat(altered(Interval.WEEKLY, "15:50", lost))
        .containsExactly(bar("09:15", 99, 999, 90, 500, 70_000));
    assertThat(altered(Interval.SIXTY_MINUTES, "15:50", lost)).hasSize(7);
  }

  private List<Bar> altered(Interval interval, String time, Alteration alteration) {
    return view.bars(SYMBOL, interval, TUESDAY, WEDNESDAY, at(time), alteration);
  }

  private List<Bar> five(String time) {
    return intraday(Interval.FIVE_MINUTES, time);
  }

  private List<Bar> intraday(Interval interval, String time) {
    return view.bars(SYMBOL, interval, WEDNESDAY, WEDNESDAY, at(time)).list();
  }

  private List<Bar> days(String time) {
    return view.bars(SYMBOL, Interval.DAY, TUESDAY, WEDNESDAY, at(time)).list();
  }

  private static Bar bar(
      String time, double open, double high, double low, double close, long volume) {
    return new Bar(WEDNESDAY.atTime(LocalTime.parse(time)), open, high, low, close, volume);
  }

  private static Instant at(String time) {
    return MarketTime.instant(WEDNESDAY, LocalTime.parse(time));
  }

  /** Tuesday has a daily bar only. Wednesday has 75 bars that rise by a rupee each, and an official daily bar that differs. */
  private static final class TwoDays implements MarketData {
    @Override
    public Set<Symbol> symbols() {
      return Set.of(SYMBOL);
    }

    @Override
    public CandleSeries fiveMinutes(Symbol symbol) {
      List<Candle> candles = new ArrayList<>();
      for (int i = 0; i < 75 && symbol.equals(SYMBOL); i++) {
        Instant time = MarketTime.instant(WEDNESDAY, LocalTime.of(9, 15).plusMinutes(5 * i));
        candles.add(new Candle(time, 100 + i, 110 + i, 95 + i, 105 + i, 900));
      }
      return CandleSeries.of(symbol, Timeframe.FIVE_MINUTES, candles);
    }

    @Override
    public CandleSeries days(Symbol symbol) {
      return symbol.equals(SYMBOL)
          ? CandleSeries.of(
              symbol,
              Timeframe.ONE_DAY,
              List.of(
                  new Candle(MarketTime.startOf(TUESDAY), 98, 101, 97, 100, 60_000),
                  new Candle(MarketTime.startOf(WEDNESDAY), 99, 999, 90, 500, 70_000)))
          : CandleSeries.empty(symbol, Timeframe.ONE_DAY);
    }

    @Override
    public String description() {
      return "two days";
    }
  }
}
