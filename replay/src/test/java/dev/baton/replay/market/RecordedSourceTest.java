package dev.baton.replay.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.TradingCalendar;
import dev.baton.market.CallCount;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.SyntheticCandles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedSourceTest {

  private final SteppedClock clock = new SteppedClock();
  private final RecordedSource source =
      new RecordedSource(SyntheticCandles.of("RELIANCE"), TradingCalendar.nse(), clock);

  @ParameterizedTest
  @CsvSource({
    "FIVE_MINUTES, 2026-06-10T09:19:59, 2026-06-09T15:25",
    "FIVE_MINUTES, 2026-06-10T09:20:00, 2026-06-10T09:15",
    "FIVE_MINUTES, 2026-06-10T15:30:02, 2026-06-10T15:25",
    "ONE_HOUR, 2026-06-10T10:14:59, 2026-06-09T15:15",
    "ONE_HOUR, 2026-06-10T10:15:00, 2026-06-10T09:15",
    "ONE_HOUR, 2026-06-10T15:29:59, 2026-06-10T14:15",
    "ONE_HOUR, 2026-06-10T15:30:00, 2026-06-10T15:15",
    "ONE_DAY, 2026-06-10T15:49:59, 2026-06-09T00:00",
    "ONE_DAY, 2026-06-10T15:50:00, 2026-06-10T00:00"
  })
  void showsABarWhenItIsOverAndADaysBarTwentyMinutesAfterTheClose(
      Timeframe timeframe, LocalDateTime now, LocalDateTime newest) {
    // given
    clock.set(now.toInstant(MarketTime.OFFSET));

    // when
    CandleSeries shown = source.fetch(request("RELIANCE", timeframe, "2026-06-08", "2026-06-11"));

    // then
    assertThat(MarketTime.local(shown.lastTime())).isEqualTo(newest);
  }

  @Test
  void keepsToTheDatesThatAreAskedFor() {
    clock.set(at("2026-06-12T18:00"));

    CandleSeries shown =
        source.fetch(request("RELIANCE", Timeframe.FIVE_MINUTES, "2026-06-09", "2026-06-10"));

    assertThat(shown.time(0)).isEqualTo(at("2026-06-09T09:15"));
    assertThat(shown.lastTime()).isEqualTo(at("2026-06-10T15:25"));
    assertThat(shown.size()).isEqualTo(150);
  }

  @Test
  void hasAnEmptyAnswerWhereNothingIsRecordedWhetherThereWereSessionsOrNot() {
    // given
    clock.set(at("2026-06-12T09:15:02"));

    // then
    assertThat(
            source.fetch(request("TCS", Timeframe.ONE_DAY, "2026-06-13", "2026-06-14")).isEmpty())
        .isTrue();
    assertThat(
            source.fetch(request("TCS", Timeframe.ONE_DAY, "2026-06-01", "2026-06-12")).isEmpty())
        .isTrue();
  }

  @Test
  void countsEveryFetchAsOneCall() {
    // given
    clock.set(at("2026-06-10T10:00"));
    CallCount calls = new CallCount();

    // when
    ScopedValue.where(CallCount.CURRENT, calls)
        .call(
            () ->
                source.fetch(request("RELIANCE", Timeframe.ONE_HOUR, "2026-06-01", "2026-06-10")));

    // then
    assertThat(calls.count()).isEqualTo(1);
  }

  private static CandleRequest request(String symbol, Timeframe timeframe, String from, String to) {
    return new CandleRequest(
        Symbol.of(symbol),
        timeframe,
        LocalDate.parse(from),
        LocalDate.parse(to),
        CandleRequest.Reason.FULL,
        CandleRequest.Priority.SHADOW);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
