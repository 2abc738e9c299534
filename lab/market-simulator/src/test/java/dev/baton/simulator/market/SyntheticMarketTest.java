package dev.baton.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticMarketTest {

  private static final LocalDate DATE = LocalDate.of(2026, 7, 15);
  private static final Symbol INFY = Symbol.of("INFY");

  @Test
  void theSameSeedGivesTheSameMarketWhicheverDayIsSimulated() {
    MarketData one = market(DATE, 7);
    MarketData longer = market(DATE.plusDays(5), 7);
    MarketData other = market(DATE, 8);

    CandleSeries days = one.days(INFY);
    assertThat(longer.days(INFY).slice(0, days.size())).isEqualTo(days);
    assertThat(other.days(INFY)).isNotEqualTo(days);
    assertThat(
            one.fiveMinutes(INFY)
                .between(MarketTime.startOf(DATE), MarketTime.startOf(DATE.plusDays(1))))
        .isEqualTo(
            longer
                .fiveMinutes(INFY)
                .between(MarketTime.startOf(DATE), MarketTime.startOf(DATE.plusDays(1))));
  }

  @Test
  void everySymbolHasFourHundredDaysOfHistoryAndItsDaysAreTheSumOfTheirBars() {
    MarketData market = market(DATE, 20260610);
    assertThat(market.symbols()).hasSize(26);
    for (Symbol symbol : market.symbols()) {
      CandleSeries days = market.days(symbol);
      CandleSeries fives = market.fiveMinutes(symbol);
      assertThat(days.size()).as(symbol.value()).isGreaterThan(400);
      assertThat(MarketTime.date(days.lastTime())).isEqualTo(DATE);
      assertThat(fives.size()).isEqualTo(91 * 75);
      int last = days.size() - 1;
      CandleSeries today = fives.slice(fives.size() - 75, fives.size());
      assertThat(days.open(last)).isEqualTo(today.open(0));
      assertThat(days.close(last)).isEqualTo(today.close(74));
      assertThat(days.high(last))
          .isEqualTo(today.toList().stream().mapToDouble(c -> c.high()).max().orElseThrow());
      assertThat(days.volume(last))
          .isEqualTo(today.toList().stream().mapToLong(c -> c.volume()).sum());
    }
  }

  @Test
  void volatilityClustersAndIsThatOfLargeCompanies() {
    // given
    MarketData market = market(DATE, 194);
    int clustered = 0;
    double yearly = 0;
    for (Symbol symbol : market.symbols()) {
      CandleSeries days = market.days(symbol);
      double[] size = new double[days.size() - 1];
      for (int i = 1; i < days.size(); i++) {
        size[i - 1] = Math.abs(days.close(i) / days.close(i - 1) - 1);
      }
      double mean = Arrays.stream(size).average().orElseThrow();
      double median = median(size);

      // when: how much likelier a large move is after a large one than after a small one
      double afterLarge = 0;
      double large = 0;
      double afterSmall = 0;
      for (int i = 1; i < size.length; i++) {
        if (size[i - 1] > median) {
          large++;
          afterLarge += size[i] > median ? 1 : 0;
        } else {
          afterSmall += size[i] > median ? 1 : 0;
        }
      }
      if (afterLarge / large > afterSmall / (size.length - 1 - large)) {
        clustered++;
      }
      // The mean of a normal distribution's absolute values is 1 / 1.2533 of its deviation.
      yearly += mean * 1.2533 * Math.sqrt(250) / market.symbols().size();
    }

    // then
    assertThat(clustered)
        .as("stocks of 26 in which large moves follow each other")
        .isGreaterThanOrEqualTo(20);
    assertThat(yearly).as("volatility a year").isBetween(0.12, 0.45);
  }

  @Test
  void theVolumeIsUShapedOverTheSessionInEveryStock() {
    MarketData market = market(DATE, 194);
    for (Symbol symbol : market.symbols()) {
      CandleSeries fives = market.fiveMinutes(symbol);
      double[] first = volumes(fives, 0, 5);
      double[] middle = volumes(fives, 35, 40);
      double[] last = volumes(fives, 70, 75);
      assertThat(median(first)).as(symbol + " at the open").isGreaterThan(1.5 * median(middle));
      assertThat(median(last)).as(symbol + " at the close").isGreaterThan(1.5 * median(middle));
    }
  }

  @Test
  void someDaysOpenWithAGapAndMostDoNot() {
    MarketData market = market(DATE, 194);
    int days = 0;
    int up = 0;
    int down = 0;
    for (Symbol symbol : market.symbols()) {
      CandleSeries series = market.days(symbol);
      for (int i = 1; i < series.size(); i++) {
        double gap = series.open(i) / series.close(i - 1) - 1;
        days++;
        up += gap > 0.015 ? 1 : 0;
        down += gap < -0.015 ? 1 : 0;
      }
    }
    assertThat((double) up / days).as("gaps up of 1.5 % and more").isBetween(0.004, 0.05);
    assertThat((double) down / days).as("gaps down of 1.5 % and more").isBetween(0.004, 0.05);
  }

  /** The volumes of bars [from, to) of every session of 75 bars. */
  private static double[] volumes(CandleSeries fives, int from, int to) {
    return IntStream.range(0, fives.size())
        .filter(i -> i % 75 >= from && i % 75 < to)
        .mapToDouble(fives::volume)
        .toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Test
  void theHoursOfAugustGiveSeventyTwoBars() {
    LocalDate date = LocalDate.of(2026, 8, 12);
    MarketData market = market(date, 7);
    CandleSeries fives = market.fiveMinutes(INFY);
    assertThat(fives.between(MarketTime.startOf(date), MarketTime.startOf(date.plusDays(1))).size())
        .isEqualTo(72);
  }

  private static MarketData market(LocalDate last, long seed) {
    return new SyntheticMarket(
        TradingCalendar.nse(),
        last,
        last,
        CategoryDefaults.symbols(EnumSet.allOf(Category.class)),
        seed);
  }
}
