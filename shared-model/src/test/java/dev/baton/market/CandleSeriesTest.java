package dev.baton.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandleSeriesTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Instant FIRST = Instant.parse("2026-06-10T03:45:00Z");

  @Test
  void seriesOfEqualCandlesAreEqualWhateverColumnsTheyAreIn() {
    // given
    List<Candle> candles = candles(120);
    CandleSeries whole = series(candles);

    // when
    CandleSeries sliced = whole.slice(20, 100);
    CandleSeries fresh = series(candles.subList(20, 100));
    CandleSeries grown = series(candles.subList(20, 60)).append(series(candles.subList(60, 100)));

    // then
    assertThat(sliced).isEqualTo(fresh).hasSameHashCodeAs(fresh);
    assertThat(grown).isEqualTo(fresh).hasSameHashCodeAs(fresh);
    assertThat(sliced.toList()).isEqualTo(candles.subList(20, 100));
  }

  @Test
  void oneDifferenceMakesSeriesUnequal() {
    List<Candle> candles = candles(60);
    CandleSeries series = series(candles);
    Candle bar = candles.get(30);
    List<Candle> revised = new ArrayList<>(candles);
    revised.set(
        30,
        new Candle(bar.time(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volume() + 1));

    assertThat(series(revised)).isNotEqualTo(series);
    assertThat(series.slice(0, 59)).isNotEqualTo(series);
    assertThat(CandleSeries.of(Symbol.of("INFY"), Timeframe.FIVE_MINUTES, candles))
        .isNotEqualTo(series);
    assertThat(CandleSeries.of(TCS, Timeframe.ONE_HOUR, candles)).isNotEqualTo(series);
  }

  @Test
  void twoSeriesGrownFromOneNeverShowEachOthersCandles() {
    // given
    List<Candle> candles = candles(40);
    CandleSeries base = series(candles.subList(0, 20)).append(series(candles.subList(20, 21)));
    Candle other = candles.get(25);

    // when
    CandleSeries first = base.append(series(candles.subList(21, 30)));
    CandleSeries second = base.append(series(List.of(other)));

    // then
    assertThat(first.toList()).isEqualTo(candles.subList(0, 30));
    assertThat(second.size()).isEqualTo(22);
    assertThat(second.get(21)).isEqualTo(other);
    assertThat(base.toList()).isEqualTo(candles.subList(0, 21));
    assertThat(first.chain()).isEqualTo(series(candles.subList(0, 30)).chain());
    assertThat(second.chain()).isEqualTo(series(second.toList()).chain());
  }

  @Test
  void anIndexOutsideTheSeriesIsRefusedAlthoughTheColumnsHaveMoreCandles() {
    CandleSeries slice = series(candles(40)).slice(10, 20);

    assertThatThrownBy(() -> slice.close(10)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.close(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.digest(10)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static List<Candle> candles(int bars) {
    Random random = new Random(7);
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < bars; i++) {
      double low = 100 + random.nextInt(2000) / 20.0;
      candles.add(
          new Candle(
              FIRST.plusSeconds(300L * i), low + 1, low + 3, low, low + 2, random.nextInt(9000)));
    }
    return candles;
  }

  private static CandleSeries series(List<Candle> candles) {
    return CandleSeries.of(TCS, Timeframe.FIVE_MINUTES, candles);
  }
}
