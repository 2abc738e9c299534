package dev.baton.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.LocalDate;
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
    assertThat(one.fiveMinutes(INFY).between(MarketTime.startOf(DATE), MarketTime.startOf(DATE.plusDays(1))))
        .isEqualTo(longer.fiveMinutes(INFY).between(MarketTime.startOf(DATE), MarketTime.startOf(DATE.plusDays(1))));
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
      assertThat(days.high(last)).isEqualTo(today.toList().stream().mapToDouble(c -> c.high()).max().orElseThrow());
      assertThat(days.volume(last)).isEqualTo(today.toList().stream().mapToLong(c -> c.volume()).sum());
    }
  }

  @Test
  void volatilityClustersAndVolumeIsHighestAtTheEndsOfTheSession() {
    MarketData market = market(DATE, 20260610);
    double covariance = 0;
    long edges = 0;
    long middle = 0;
    double yearly = 0;
    for (Symbol symbol : market.symbols()) {
      CandleSeries days = market.days(symbol);
      double mean = 0;
      double[] size = new double[days.size()];
      for (int i = 1; i < days.size(); i++) {
        size[i] = Math.abs(days.close(i) / days.close(i - 1) - 1);
        mean += size[i] / days.size();
      }
      yearly += mean * 1.2533 * Math.sqrt(250) / market.symbols().size();
      for (int i = 2; i < days.size(); i++) {
        covariance += (size[i] - mean) * (size[i - 1] - mean);
      }
      CandleSeries fives = market.fiveMinutes(symbol);
      for (int i = 0; i < fives.size(); i++) {
        int bar = i % 75;
        if (bar < 5 || bar >= 70) {
          edges += fives.volume(i);
        } else if (bar >= 30 && bar < 40) {
          middle += fives.volume(i);
        }
      }
    }
    assertThat(covariance).isPositive();
    assertThat(edges).isGreaterThan(2 * middle);
    assertThat(yearly).as("volatility a year").isBetween(0.12, 0.45);
  }

  @Test
  void theHoursOfAugustGiveSeventyTwoBars() {
    LocalDate date = LocalDate.of(2026, 8, 12);
    MarketData market = market(date, 7);
    CandleSeries fives = market.fiveMinutes(INFY);
    assertThat(fives.between(MarketTime.startOf(date), MarketTime.startOf(date.plusDays(1))).size()).isEqualTo(72);
  }

  private static MarketData market(LocalDate last, long seed) {
    return new SyntheticMarket(
        TradingCalendar.nse(), last, last, SyntheticMarket.defaultSymbols(), seed);
  }
}
