package dev.baton.replay.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordedCandlesTest {

  private static CandleSeries days(String symbol, String... dates) {
    return CandleSeries.of(
        Symbol.of(symbol),
        Timeframe.ONE_DAY,
        Stream.of(dates)
            .map(date -> MarketTime.startOf(LocalDate.parse(date)))
            .map(time -> new Candle(time, 10, 11, 9, 10, 100))
            .toList());
  }

  @Test
  void aDateOnWhichFewerThanHalfOfTheSymbolsWereTradedIsNoSession() {
    RecordedCandles candles =
        RecordedCandles.of(
            List.of(
                days("TCS", "2019-01-01", "2019-01-02", "2019-01-04", "2019-01-05"),
                days("INFY", "2019-01-02", "2019-01-04", "2019-01-07"),
                days("SBIN", "2019-01-02", "2019-01-07")));

    // Of one of one, of all, of two of three. Not the Saturday of one of three.
    assertThat(candles.daysTraded())
        .containsExactly(
            LocalDate.of(2019, 1, 1),
            LocalDate.of(2019, 1, 2),
            LocalDate.of(2019, 1, 4),
            LocalDate.of(2019, 1, 7));
  }
}
