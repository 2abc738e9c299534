package dev.baton.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Timeframe FIVE = Timeframe.FIVE_MINUTES;
  private static final Instant FIRST = Instant.parse("2026-06-10T03:45:00Z");

  @Test
  void isTheValueThatAnotherImplementationOfTheFormulaGives() {
    // given
    CandleSeries window =
        series(
            List.of(
                new Candle(FIRST, 100.05, 101.5, 99.95, 100.6, 1200),
                new Candle(FIRST.plusSeconds(300), 100.6, 100.6, 98.0, 98.2, 0)));

    // when
    Fingerprint fingerprint = Fingerprint.of(window);

    // then: computed by a few lines of Python from the text of BarChain
    assertThat(fingerprint.hashText()).isEqualTo("ae39628bdb5ba4cc");
    assertThat(fingerprint.bars()).isEqualTo(2);
    assertThat(fingerprint.firstBar()).isEqualTo(FIRST);
    assertThat(fingerprint.lastBar()).isEqualTo(FIRST.plusSeconds(300));
  }

  @Test
  void anEmptyWindowHasNoFingerprint() {
    assertThatThrownBy(() -> Fingerprint.of(CandleSeries.empty(TCS, FIVE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSameHoweverTheWindowCameAbout(long seed) {
    Random random = new Random(seed);
    List<Candle> candles = candles(random, 260);
    for (int i = 0; i < 50; i++) {
      // given
      int from = random.nextInt(200);
      int to = from + 1 + random.nextInt(candles.size() - from);
      Fingerprint fresh = Fingerprint.of(series(candles.subList(from, to)));

      // then
      assertThat(Fingerprint.of(series(candles).slice(from, to))).isEqualTo(fresh);
      CandleSeries grown = grown(random, candles, from, to);
      assertThat(Fingerprint.of(grown)).isEqualTo(fresh);
      CandleSeries longer = grown(random, candles, random.nextInt(from + 1), candles.size());
      int start = longer.lowerBound(candles.get(from).time());
      assertThat(Fingerprint.of(longer.slice(start, start + to - from))).isEqualTo(fresh);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void anyOneDifferenceChangesTheHash(long seed) {
    Random random = new Random(seed);
    List<Candle> candles = candles(random, 225);
    long hash = hash(candles);
    for (int i = 1; i < candles.size() - 1; i++) {
      Candle bar = candles.get(i);
      Set<Long> others = new HashSet<>();

      // the smallest change of each field
      others.add(hash(with(candles, i, changed(bar, bar.time().plusSeconds(1)))));
      others.add(hash(with(candles, i, changed(bar, Math.nextUp(bar.open()), bar.close()))));
      others.add(hash(with(candles, i, changed(bar, bar.open(), Math.nextUp(bar.close())))));
      others.add(
          hash(
              with(
                  candles,
                  i,
                  new Candle(
                      bar.time(),
                      bar.open(),
                      Math.nextUp(bar.high()),
                      bar.low(),
                      bar.close(),
                      bar.volume()))));
      others.add(
          hash(
              with(
                  candles,
                  i,
                  new Candle(
                      bar.time(),
                      bar.open(),
                      bar.high(),
                      Math.nextDown(bar.low()),
                      bar.close(),
                      bar.volume()))));
      others.add(
          hash(
              with(
                  candles,
                  i,
                  new Candle(
                      bar.time(),
                      bar.open(),
                      bar.high(),
                      bar.low(),
                      bar.close(),
                      bar.volume() + 1))));
      // open and close exchanged
      others.add(hash(with(candles, i, changed(bar, bar.close(), bar.open()))));
      // a bar missing, and the values of two bars exchanged
      others.add(hash(without(candles, i)));
      Candle next = candles.get(i + 1);
      others.add(
          hash(
              with(with(candles, i, changed(next, bar.time())), i + 1, changed(bar, next.time()))));

      assertThat(others).hasSize(9).doesNotContain(hash);
    }
    assertThat(hash(candles.subList(1, candles.size()))).isNotEqualTo(hash);
    assertThat(hash(candles.subList(0, candles.size() - 1))).isNotEqualTo(hash);
  }

  /** The same candles, appended in portions, sometimes to a series that another one has outgrown. */
  private static CandleSeries grown(Random random, List<Candle> candles, int from, int to) {
    int at = from + 1 + random.nextInt(to - from);
    CandleSeries grown = series(candles.subList(from, at));
    while (at < to) {
      int next = Math.min(to, at + 1 + random.nextInt(9));
      if (random.nextInt(4) == 0) {
        grown.append(series(List.of(changed(candles.get(at), 1, 1))));
      }
      grown = grown.append(series(candles.subList(at, next)));
      at = next;
    }
    return grown;
  }

  private static List<Candle> candles(Random random, int bars) {
    List<Candle> candles = new ArrayList<>();
    for (int i = 0; i < bars; i++) {
      double open = 100 + random.nextInt(40_000) / 20.0;
      double close = open + 0.05 * (1 + random.nextInt(200));
      candles.add(
          new Candle(
              FIRST.plusSeconds(300L * i),
              open,
              close + 0.05 * (1 + random.nextInt(50)),
              open - 0.05 * (1 + random.nextInt(50)),
              close,
              random.nextInt(100_000)));
    }
    return candles;
  }

  private static Candle changed(Candle bar, Instant time) {
    return new Candle(time, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
  }

  private static Candle changed(Candle bar, double open, double close) {
    return new Candle(bar.time(), open, bar.high(), Math.min(bar.low(), open), close, bar.volume());
  }

  private static List<Candle> with(List<Candle> candles, int i, Candle changed) {
    List<Candle> others = new ArrayList<>(candles);
    others.set(i, changed);
    return others;
  }

  private static List<Candle> without(List<Candle> candles, int i) {
    List<Candle> others = new ArrayList<>(candles);
    others.remove(i);
    return others;
  }

  private static long hash(List<Candle> candles) {
    return Fingerprint.of(series(candles)).hash();
  }

  private static CandleSeries series(List<Candle> candles) {
    return CandleSeries.of(TCS, FIVE, candles);
  }
}
