package dev.baton.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeenBarsTest {

  private static final Symbol TCS = Symbol.of("TCS");

  private final SeenBars seen = new SeenBars();

  @Test
  void aFirstWindowIsRecordedWhole() {
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(1, 101)));

    assertThat(changes.whole()).isTrue();
    assertThat(changes.bars()).containsExactly(change(bar(0, 100)), change(bar(1, 101)));
  }

  @Test
  void anUnchangedWindowHasNothingToRecord() {
    // given
    seen.recorded(window(bar(0, 100), bar(1, 101)));

    // when it was fetched again
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(1, 101)));

    // then
    assertThat(changes).isEqualTo(SeenBars.Changes.NONE);
  }

  @Test
  void ofAGrownWindowOnlyTheNewBarIsRecorded() {
    // given
    CandleSeries before = series(bar(0, 100), bar(1, 101));
    seen.recorded(result(before));

    // when it was grown in place, and when it was fetched again
    SeenBars.Changes grown = seen.changes(result(before.append(series(bar(2, 102)))));
    SeenBars.Changes fetched = seen.changes(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // then
    assertThat(grown).isEqualTo(new SeenBars.Changes(List.of(change(bar(2, 102))), false));
    assertThat(fetched).isEqualTo(grown);
  }

  @Test
  void aRevisedBarIsRecordedAgain() {
    // given
    seen.recorded(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // when
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(1, 101.5), bar(2, 102)));

    // then
    assertThat(changes).isEqualTo(new SeenBars.Changes(List.of(change(bar(1, 101.5))), false));
  }

  @Test
  void aRevisionOfTheVolumeAloneIsARevision() {
    // given
    seen.recorded(window(bar(0, 100)));
    Candle revised = new Candle(time(0), 100, 101, 99, 100, 1001);

    // when
    SeenBars.Changes changes = seen.changes(window(revised));

    // then
    assertThat(changes.bars()).containsExactly(change(revised));
  }

  @Test
  void aBarThatIsMissingWithinTheWindowIsGone() {
    // given
    seen.recorded(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // when
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(2, 102), bar(3, 103)));

    // then
    assertThat(changes)
        .isEqualTo(
            new SeenBars.Changes(
                List.of(new SeenBars.Change(time(1), Optional.empty()), change(bar(3, 103))),
                false));
  }

  @Test
  void aBarThatIsThereAgainIsRecordedAgain() {
    // given
    seen.recorded(window(bar(0, 100), bar(1, 101), bar(2, 102)));
    seen.recorded(window(bar(0, 100), bar(2, 102)));

    // when
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // then
    assertThat(changes).isEqualTo(new SeenBars.Changes(List.of(change(bar(1, 101))), false));
  }

  @Test
  void barsThatFallOutAtTheStartAreNotGone() {
    // given
    seen.recorded(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // when
    SeenBars.Changes changes = seen.changes(window(bar(2, 102), bar(3, 103)));

    // then
    assertThat(changes).isEqualTo(new SeenBars.Changes(List.of(change(bar(3, 103))), false));
  }

  /** Else it would be taken for there when the window has grown over it again. */
  @Test
  void aBarBehindTheEndOfAShorterWindowIsGone() {
    // given
    seen.recorded(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // when
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(1, 101)));

    // then
    assertThat(changes)
        .isEqualTo(
            new SeenBars.Changes(List.of(new SeenBars.Change(time(2), Optional.empty())), false));
  }

  /** What an older window showed there is not remembered. */
  @Test
  void aWindowThatStartsEarlierIsRecordedWhole() {
    // given
    seen.recorded(window(bar(1, 101), bar(2, 102)));

    // when
    SeenBars.Changes changes = seen.changes(window(bar(0, 100), bar(1, 101), bar(2, 102)));

    // then
    assertThat(changes.whole()).isTrue();
    assertThat(changes.bars()).hasSize(3);
  }

  @Test
  void saysTheSameUntilItIsStored() {
    // given
    SymbolResult window = window(bar(0, 100), bar(1, 101));
    SeenBars.Changes first = seen.changes(window);

    // when the publication failed and is repeated
    SeenBars.Changes again = seen.changes(window);

    // then
    assertThat(again).isEqualTo(first);
    assertThat(again.bars()).hasSize(2);
  }

  @Test
  void aScanWithoutAWindowChangesNothing() {
    // given
    seen.recorded(window(bar(0, 100)));
    SymbolResult missing = without(Outcome.BAR_MISSING);

    // when
    SeenBars.Changes changes = seen.changes(missing);
    seen.recorded(missing);

    // then what was recorded before is still remembered
    assertThat(changes).isEqualTo(SeenBars.Changes.NONE);
    assertThat(seen.changes(window(bar(0, 100)))).isEqualTo(SeenBars.Changes.NONE);
  }

  @Test
  void categoriesAndSymbolsHaveWindowsOfTheirOwn() {
    // given
    seen.recorded(window(bar(0, 100)));

    // when
    SeenBars.Changes otherSymbol =
        seen.changes(result(Category.DAY_TRADING, series(Symbol.of("INFY"), bar(0, 100))));
    SeenBars.Changes otherCategory =
        seen.changes(result(Category.SHORT_TERM, series(TCS, bar(0, 100))));

    // then
    assertThat(otherSymbol.whole()).isTrue();
    assertThat(otherCategory.whole()).isTrue();
  }

  private static SeenBars.Change change(Candle candle) {
    return new SeenBars.Change(candle.time(), Optional.of(candle));
  }

  private static SymbolResult window(Candle... candles) {
    return result(series(candles));
  }

  private static CandleSeries series(Candle... candles) {
    return series(TCS, candles);
  }

  private static CandleSeries series(Symbol symbol, Candle... candles) {
    return CandleSeries.of(symbol, Timeframe.FIVE_MINUTES, Arrays.asList(candles));
  }

  private static SymbolResult result(CandleSeries window) {
    return result(Category.DAY_TRADING, window);
  }

  private static SymbolResult result(Category category, CandleSeries window) {
    return new SymbolResult(
        category,
        window.symbol(),
        window.lastTime(),
        Outcome.EVALUATED,
        Optional.of(Fingerprint.of(window)),
        Optional.of(window),
        List.of(),
        "");
  }

  private static SymbolResult without(Outcome outcome) {
    return new SymbolResult(
        Category.DAY_TRADING,
        TCS,
        time(1),
        outcome,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "");
  }

  private static Candle bar(int i, double close) {
    return new Candle(time(i), close, close + 1, close - 1, close, 1000);
  }

  private static Instant time(int i) {
    return LocalDateTime.parse("2026-06-10T09:15").plusMinutes(5L * i).toInstant(MarketTime.OFFSET);
  }
}
