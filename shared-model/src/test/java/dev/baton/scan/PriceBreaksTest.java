package dev.baton.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.facts.SymbolFacts;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.RandomWalk;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.SymbolResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks of the price between two sessions, and what explains them. */
class PriceBreaksTest {

  private static final DueBars DUE = new DueBars(TradingCalendar.nse());
  private static final Symbol TCS = Symbol.of("TCS");
  private static final LocalDate EX_DATE = LocalDate.of(2026, 6, 9);

  /** The bar of 2026-06-09 is due, and that of 10:55. */
  private static final Instant ELEVEN = at("2026-06-10T11:00");

  @TempDir Path folder;

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }

  /** Prices from that date on are multiplied. */
  private static CandleSeries broken(Timeframe timeframe, LocalDate from, double factor) {
    return scaled(walk(timeframe), from, factor);
  }

  private static CandleSeries walk(Timeframe timeframe) {
    LocalDate first = LocalDate.of(timeframe.intraday() ? 2026 : 2025, 6, 1);
    return CandleSeries.of(
        TCS, timeframe, RandomWalk.candles(5, TCS, timeframe, first, LocalDate.of(2026, 6, 12)));
  }

  private static CandleSeries scaled(CandleSeries series, LocalDate from, double factor) {
    return CandleSeries.of(
        TCS,
        series.timeframe(),
        series.toList().stream()
            .map(
                bar ->
                    MarketTime.date(bar.time()).isBefore(from)
                        ? bar
                        : new Candle(
                            bar.time(),
                            bar.open() * factor,
                            bar.high() * factor,
                            bar.low() * factor,
                            bar.close() * factor,
                            bar.volume()))
            .toList());
  }

  private SymbolFacts facts(String... lines) throws IOException {
    return SymbolFacts.read(
        Files.writeString(
            folder.resolve("facts.csv"),
            "symbols,timeframe,from,to,fact,value,note\n" + String.join("\n", lines) + "\n"));
  }

  private static SymbolResult evaluated(Category category, CandleSeries series, SymbolFacts facts) {
    return evaluated(category, series, ELEVEN, facts);
  }

  private static SymbolResult evaluated(
      Category category, CandleSeries series, Instant slot, SymbolFacts facts) {
    return new BarEvaluation(
            DUE,
            SignalOfEachBar.ENGINE,
            WindowHoles.explainedBy(facts),
            PriceBreaks.explainedBy(facts))
        .evaluate(category, series, slot);
  }

  private static Timeframe of(Category category) {
    return category.signalTimeframe();
  }

  @Test
  void everyWindowThatContainsABreakIsSuspended() {
    for (Category category : Category.values()) {
      SymbolResult result =
          evaluated(category, broken(of(category), EX_DATE, 0.5), SymbolFacts.NONE);
      assertThat(result.outcome()).isEqualTo(Outcome.SUSPENDED);
      assertThat(result.outcome().error()).isFalse();
      assertThat(result.signals()).isEmpty();
      assertThat(result.input()).isPresent();
      assertThat(result.detail())
          .startsWith("the price breaks by -")
          .contains("from the close of 2026-06-08 to the open of 2026-06-09");
    }
  }

  @Test
  void aWindowBeforeOrAfterTheBreakIsEvaluated() {
    CandleSeries series = broken(Timeframe.FIVE_MINUTES, EX_DATE, 0.5);
    for (String slot : List.of("2026-06-08T15:00", "2026-06-10T15:00")) {
      boolean before = slot.startsWith("2026-06-08");
      assertThat(evaluated(Category.DAY_TRADING, series, at(slot), SymbolFacts.NONE).outcome())
          .isEqualTo(before ? Outcome.EVALUATED : Outcome.SUSPENDED);
    }
    // The window begins on the ex-date.
    CandleSeries earlier = broken(Timeframe.FIVE_MINUTES, LocalDate.of(2026, 6, 8), 0.5);
    assertThat(evaluated(Category.DAY_TRADING, earlier, SymbolFacts.NONE).outcome())
        .isEqualTo(Outcome.EVALUATED);
  }

  @ParameterizedTest
  @CsvSource({"85, false", "84.99, true", "115, false", "115.01, true"})
  void aStepOfExactlyTheLimitIsNotAboveItUpOrDown(double open, boolean found) {
    CandleSeries series =
        CandleSeries.of(
            TCS,
            Timeframe.ONE_DAY,
            List.of(
                new Candle(at("2026-06-08T00:00"), 100, 100, 100, 100, 10),
                new Candle(at("2026-06-09T00:00"), open, open, open, open, 10)));
    assertThat(PriceBreaks.DEFAULT.unexplained(series).isPresent()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "0.84, SUSPENDED",
    "0.87, EVALUATED",
    "1.13, EVALUATED",
    "1.16, SUSPENDED",
    "5, SUSPENDED"
  })
  void onlyABreakAboveTheLimitNeedsAnExplanation(double factor, Outcome outcome) {
    // The walk itself opens within 0.4 % of the close before.
    assertThat(
            evaluated(
                    Category.SHORT_TERM,
                    broken(Timeframe.ONE_DAY, EX_DATE, factor),
                    SymbolFacts.NONE)
                .outcome())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "'TCS,*,2026-06-09,,split,2,', true",
    "'TCS,1D,2026-06-09,,bonus,2,1 for 1', true",
    "'TCS,*,2026-06-09,,real_move,,', true",
    "'*,*,2026-06-09,,real_move,,', true",
    "'TCS,*,2026-06-08,,real_move,,', false",
    "'TCS,*,2026-06-10,,real_move,,', false",
    "'TCS,5m,2026-06-09,,split,2,', false",
    "'INFY,*,2026-06-09,,split,2,', false",
    "'TCS,*,2026-06-09,,split,5,', false",
    "'TCS,*,2026-06-08,,split,2,', false",
    "'TCS,*,2026-06-09,,absent,,', false",
  })
  void aFactOfTheDateExplainsTheBreak(String line, boolean explains) throws IOException {
    assertThat(
            evaluated(Category.SHORT_TERM, broken(Timeframe.ONE_DAY, EX_DATE, 0.5), facts(line))
                .outcome())
        .isEqualTo(explains ? Outcome.EVALUATED : Outcome.SUSPENDED);
  }

  @Test
  void aSplitAdjustsWhatIsBeforeItOnlyWhereTheBrokerHasNot() throws IOException {
    // given
    SymbolFacts facts = facts("TCS,*,2026-06-09,,split,2,");
    for (Category category : Category.values()) {
      CandleSeries raw = broken(of(category), EX_DATE, 0.5);
      CandleSeries byBroker = scaled(walk(of(category)), LocalDate.MIN, 0.5);

      // when
      CandleSeries adjusted = evaluated(category, raw, facts).window().orElseThrow();
      CandleSeries asItIs = evaluated(category, byBroker, facts).window().orElseThrow();

      // then
      for (int i = 0; i < adjusted.size(); i++) {
        assertThat(adjusted.close(i)).isCloseTo(asItIs.close(i), within(1e-9));
        assertThat(adjusted.open(i)).isCloseTo(asItIs.open(i), within(1e-9));
        boolean before = MarketTime.date(adjusted.time(i)).isBefore(EX_DATE);
        assertThat(adjusted.volume(i)).isEqualTo(asItIs.volume(i) * (before ? 2 : 1));
      }
      assertThat(asItIs).isEqualTo(byBroker.between(asItIs.time(0), asItIs.lastTime()));
    }
  }

  @Test
  void splitsAndBonusesOfOneDateAndOfSeveralWorkTogether() throws IOException {
    // given: 1 into 2 and 1 for 2 on one date, 1 into 5 on an earlier one
    CandleSeries raw =
        scaled(broken(Timeframe.ONE_DAY, EX_DATE, 1 / 3.0), LocalDate.of(2026, 4, 9), 0.2);

    // when
    SymbolResult result =
        evaluated(
            Category.SHORT_TERM,
            raw,
            facts(
                "TCS,*,2026-06-09,,split,2,",
                "TCS,*,2026-06-09,,bonus,1.5,",
                "TCS,*,2026-04-09,,split,5,"));

    // then
    assertThat(result.outcome()).isEqualTo(Outcome.EVALUATED);
    CandleSeries window = result.window().orElseThrow();
    CandleSeries walk = walk(Timeframe.ONE_DAY);
    for (int i = 0; i < window.size(); i++) {
      assertThat(window.close(i))
          .isCloseTo(walk.close(walk.indexOf(window.time(i))) / 15, within(1e-9));
    }
  }

  @Test
  void theLimitMustBeAboveZero() {
    assertThatThrownBy(() -> new PriceBreaks(SymbolFacts.NONE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a largest break of 0.0 is not above 0");
  }
}
