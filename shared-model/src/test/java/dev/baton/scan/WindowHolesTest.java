package dev.baton.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.enums.EnumMaps;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a window lacks of the calendar's bars, and what becomes of it. */
class WindowHolesTest {

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();
  private static final DueBars DUE = new DueBars(CALENDAR);
  private static final Symbol TCS = Symbol.of("TCS");

  /** The bar of 2026-06-09 is due. Its window of 100 days has 65 bars. */
  private static final Instant EVENING = at("2026-06-10T10:00");

  /** The bar of 10:55 is due, the 171st of its window of three sessions. */
  private static final Instant ELEVEN = at("2026-06-10T11:00");

  @TempDir Path folder;

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }

  private static Instant day(String date) {
    return at(date + "T00:00");
  }

  private static CandleSeries series(
      Timeframe timeframe, String from, String to, Predicate<Candle> lacking) {
    return CandleSeries.of(
        TCS,
        timeframe,
        RandomWalk.candles(5, TCS, timeframe, LocalDate.parse(from), LocalDate.parse(to)).stream()
            .filter(lacking.negate())
            .toList());
  }

  private static CandleSeries days(Predicate<Candle> lacking) {
    return series(Timeframe.ONE_DAY, "2025-06-02", "2026-06-12", lacking);
  }

  private static CandleSeries fiveMinutes(Predicate<Candle> lacking) {
    return series(Timeframe.FIVE_MINUTES, "2026-06-01", "2026-06-10", lacking);
  }

  private SymbolFacts facts(String line) throws IOException {
    return SymbolFacts.read(
        Files.writeString(
            folder.resolve("facts.csv"),
            "symbols,timeframe,from,to,fact,value,note\n" + line + "\n"));
  }

  private static SymbolResult evaluated(
      Category category, CandleSeries series, Instant slot, WindowHoles holes) {
    return new BarEvaluation(DUE, SignalOfEachBar.ENGINE, holes, PriceBreaks.DEFAULT)
        .evaluate(category, series, slot);
  }

  private static WindowHoles most(int dayTrading) {
    return new WindowHoles(
        SymbolFacts.NONE,
        EnumMaps.each(
            Category.class, category -> category == Category.DAY_TRADING ? dayTrading : 0));
  }

  @Test
  void aWholeWindowLacksNothing() {
    for (Category category : Category.values()) {
      boolean daily = category != Category.DAY_TRADING;
      SymbolResult result =
          evaluated(
              category,
              daily ? days(_ -> false) : fiveMinutes(_ -> false),
              ELEVEN,
              WindowHoles.DEFAULT);
      assertThat(result.outcome()).isEqualTo(Outcome.EVALUATED);
      assertThat(result.lacking()).isZero();
      assertThat(result.signals()).extracting(Signal::lacking).containsExactly(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"SHORT_SELLING, 65", "SHORT_TERM, 65", "LONG_TERM, 167"})
  void aDailyWindowWithoutOneSessionIsNotEvaluated(Category category, int bars) {
    // when
    CandleSeries series = days(bar -> bar.time().equals(day("2026-04-09")));
    SymbolResult result = evaluated(category, series, EVENING, WindowHoles.DEFAULT);

    // then
    assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(result.outcome().error()).isFalse();
    assertThat(result.lacking()).isEqualTo(1);
    assertThat(result.signals()).isEmpty();
    assertThat(result.input().orElseThrow().bars()).isEqualTo(bars - 1);
    assertThat(result.barTime()).isEqualTo(day("2026-06-09"));
    assertThat(result.detail())
        .isEqualTo(
            "1 of the window's %d bars are not there, 0 may be; the first is 2026-04-09T00:00:00+05:30"
                .formatted(bars));
  }

  @Test
  void aHoleOutsideTheWindowIsNone() {
    CandleSeries series = days(bar -> bar.time().isBefore(day("2026-03-02")));
    assertThat(evaluated(Category.SHORT_TERM, series, EVENING, WindowHoles.DEFAULT).outcome())
        .isEqualTo(Outcome.EVALUATED);
    assertThat(evaluated(Category.LONG_TERM, series, EVENING, WindowHoles.DEFAULT).outcome())
        .isEqualTo(Outcome.INCOMPLETE);
  }

  @ParameterizedTest
  @CsvSource({"60, 5", "40, 25", "1, 64"})
  void theNewestRowsAloneAreNoWindow(int rows, int lacking) {
    SymbolResult result =
        evaluated(Category.SHORT_TERM, newest(rows), EVENING, WindowHoles.DEFAULT);
    assertThat(result.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(result.lacking()).isEqualTo(lacking);
  }

  private static CandleSeries newest(int rows) {
    CandleSeries all = days(bar -> bar.time().isAfter(day("2026-06-09")));
    return all.slice(all.size() - rows, all.size());
  }

  @Test
  void aStockThatWasListedNotLongAgoHasTooFewBars() throws IOException {
    // given
    CandleSeries series = newest(40);
    String listed = "TCS,1D,%s,,listed,,".formatted(MarketTime.date(series.time(0)));

    // when
    SymbolResult result =
        evaluated(Category.SHORT_TERM, series, EVENING, WindowHoles.explainedBy(facts(listed)));

    // then
    assertThat(result.outcome()).isEqualTo(Outcome.TOO_FEW_BARS);
    assertThat(result.lacking()).isZero();
    assertThat(result.detail()).isEqualTo("40 bars in the window, 50 are needed");
  }

  @Test
  void upToTheLimitAWindowIsEvaluatedAndSaysWhatItLacks() {
    // given
    CandleSeries series =
        fiveMinutes(
            bar ->
                bar.time().equals(at("2026-06-08T12:00"))
                    || bar.time().equals(at("2026-06-10T09:15"))
                    || bar.time().equals(at("2026-06-05T09:15")));

    // when
    SymbolResult within = evaluated(Category.DAY_TRADING, series, ELEVEN, most(2));
    SymbolResult above = evaluated(Category.DAY_TRADING, series, ELEVEN, most(1));

    // then
    assertThat(within.outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(within.lacking()).isEqualTo(2);
    assertThat(within.signals()).extracting(Signal::lacking).containsExactly(2);
    assertThat(above.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(above.detail())
        .isEqualTo(
            "2 of the window's 171 bars are not there, 1 may be; the first is 2026-06-08T12:00:00+05:30");
  }

  @Test
  void aMissingDueBarIsMissingWhateverElseIs() {
    CandleSeries series = days(bar -> bar.time().isAfter(day("2026-06-01")));
    SymbolResult result = evaluated(Category.SHORT_TERM, series, EVENING, WindowHoles.DEFAULT);
    assertThat(result.outcome()).isEqualTo(Outcome.BAR_MISSING);
    assertThat(result.lacking()).isZero();
  }

  /** The sessions of 2026-04-09 and 2026-04-13 are not there. */
  @ParameterizedTest
  @CsvSource({
    "'TCS,1D,2026-04-09,,absent,,', 1",
    "'*,*,2026-04-01,2026-04-30,absent,,', 0",
    "'TCS,1D,2020-01-01,2030-12-31,absent,,', 0",
    "'* except TCS,1D,2026-04-01,2026-04-30,absent,,', 2",
    "'TCS,5m,2026-04-01,2026-04-30,absent,,', 2",
    "'TCS,1D,2026-04-10,2026-06-30,absent,,', 1",
    "'TCS,1D,2026-04-14,,listed,,', 0",
    "'TCS,1D,2026-04-13,,listed,,', 1",
    "'TCS,1D,2026-04-09,,split,5,', 2",
  })
  void factsExplainTheHolesOfTheirDates(String line, int lacking) throws IOException {
    CandleSeries series =
        days(bar -> bar.time().equals(day("2026-04-09")) || bar.time().equals(day("2026-04-13")));
    SymbolResult result =
        evaluated(Category.SHORT_TERM, series, EVENING, WindowHoles.explainedBy(facts(line)));
    assertThat(result.lacking()).isEqualTo(lacking);
    assertThat(result.outcome()).isEqualTo(lacking == 0 ? Outcome.EVALUATED : Outcome.INCOMPLETE);
  }

  @Test
  void aFactExplainsNoMoreBarsThanAreMissingOnItsDates() throws IOException {
    // given: a fact about a day that is there, and a hole on another
    CandleSeries series = days(bar -> bar.time().equals(day("2026-04-09")));

    // when
    SymbolResult result =
        evaluated(
            Category.SHORT_TERM,
            series,
            EVENING,
            WindowHoles.explainedBy(facts("TCS,1D,2026-04-10,,absent,,")));

    // then
    assertThat(result.lacking()).isEqualTo(1);
    assertThat(result.detail()).endsWith("the first is 2026-04-09T00:00:00+05:30");
  }

  @Test
  void barsBeforeTheCalendarsFirstDateTakeNothingFromAFactThatSpansIt() throws IOException {
    // given: two bars of a year that the calendar does not know, and a hole after it
    List<Candle> bars = new ArrayList<>();
    bars.add(new Candle(day("2024-12-30"), 100, 100, 100, 100, 10));
    bars.add(new Candle(day("2024-12-31"), 100, 100, 100, 100, 10));
    RandomWalk.candles(
            5, TCS, Timeframe.ONE_DAY, LocalDate.of(2025, 1, 1), LocalDate.of(2025, 3, 11))
        .stream()
        .filter(bar -> !bar.time().equals(day("2025-02-03")))
        .forEach(bars::add);
    CandleSeries series = CandleSeries.of(TCS, Timeframe.ONE_DAY, bars);

    // when
    WindowHoles holes = WindowHoles.explainedBy(facts("TCS,1D,2024-12-01,2025-02-28,absent,,"));
    Instant slot = at("2025-03-12T10:00");

    // then
    assertThat(evaluated(Category.SHORT_TERM, series, slot, holes).lacking()).isZero();
    assertThat(evaluated(Category.SHORT_TERM, series, slot, WindowHoles.DEFAULT).lacking())
        .isEqualTo(1);
  }

  @Test
  void aSessionThatWasRecordedInPartIsExplainedAsAWhole() throws IOException {
    // given: 16 bars of one session, and one bar of the next that no fact explains
    CandleSeries series =
        fiveMinutes(
            bar ->
                MarketTime.date(bar.time()).equals(LocalDate.of(2026, 6, 8))
                        && !bar.time().isBefore(at("2026-06-08T10:35"))
                    || bar.time().equals(at("2026-06-09T10:00")));

    // when
    WindowHoles holes = new WindowHoles(facts("*,5m,2026-06-08,,absent,,"), most(1).most());
    SymbolResult result = evaluated(Category.DAY_TRADING, series, ELEVEN, holes);

    // then
    assertThat(result.outcome()).isEqualTo(Outcome.EVALUATED);
    assertThat(result.lacking()).isEqualTo(1);
    assertThat(evaluated(Category.DAY_TRADING, series, ELEVEN, most(1)).lacking()).isEqualTo(60);
  }

  @Test
  void whatIsBeforeTheCalendarsFirstDateIsNoHole() {
    // given: the calendar begins on 2025-01-01, the window on 2024-11-30
    CandleSeries since = series(Timeframe.ONE_DAY, "2025-01-01", "2025-03-10", _ -> false);
    CandleSeries lacking =
        series(
            Timeframe.ONE_DAY,
            "2025-01-01",
            "2025-03-10",
            bar -> bar.time().equals(day("2025-02-03")));
    CandleSeries before =
        CandleSeries.of(
                TCS,
                Timeframe.ONE_DAY,
                List.of(
                    new Candle(day("2024-12-30"), 100, 101, 99, 100, 1),
                    new Candle(day("2024-12-31"), 100, 101, 99, 100, 1)))
            .append(lacking);
    Instant slot = at("2025-03-11T10:00");

    // then: bars of a year that the calendar does not know make up for none of another
    assertThat(evaluated(Category.SHORT_TERM, since, slot, WindowHoles.DEFAULT).lacking()).isZero();
    assertThat(evaluated(Category.SHORT_TERM, lacking, slot, WindowHoles.DEFAULT).lacking())
        .isEqualTo(1);
    assertThat(evaluated(Category.SHORT_TERM, before, slot, WindowHoles.DEFAULT).lacking())
        .isEqualTo(1);
  }

  @Test
  void everyCategoryNeedsALimitThatIsNotNegative() {
    assertThatThrownBy(() -> new WindowHoles(SymbolFacts.NONE, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the limit of day_trading is null; expected 0 or more");
    assertThatThrownBy(() -> most(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the limit of day_trading is -1; expected 0 or more");
  }
}
