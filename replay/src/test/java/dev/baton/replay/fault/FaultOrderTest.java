package dev.baton.replay.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.replay.ReplayException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultOrderTest {

  private static final List<Symbol> SYMBOLS = List.of(Symbol.of("RELIANCE"), Symbol.of("TCS"));

  @Test
  void readsWhatIsSaidAndLeavesTheRestOpen() {
    List<FaultOrder> orders =
        FaultOrder.parse(
            "ttl, legacy:bar_missing@TCS@2026-06-10T11:05,rounding@all,skipped_scan@RELIANCE",
            SYMBOLS);

    assertThat(orders)
        .extracting(FaultOrder::kind)
        .containsExactly(
            FaultKind.TTL, FaultKind.BAR_MISSING, FaultKind.ROUNDING, FaultKind.SKIPPED_SCAN);
    assertThat(orders.get(0))
        .isEqualTo(
            new FaultOrder(
                Generation.OPTIMIZED, FaultKind.TTL, new FaultOrder.Chosen(), Optional.empty()));
    assertThat(orders.get(1).generation()).isEqualTo(Generation.LEGACY);
    assertThat(orders.get(1).who()).isEqualTo(new FaultOrder.One(Symbol.of("TCS")));
    assertThat(orders.get(1).when())
        .hasValueSatisfying(when -> assertThat(when).hasToString("2026-06-10T11:05"));
    assertThat(orders.get(2).who()).isEqualTo(new FaultOrder.All());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "bar_mising | unknown fault 'bar_mising'; valid are bar_missing, bar_revised, ttl, window_shift, open_bar, skipped_scan, symbol_left_out, rounding",
        "ttl,, | unknown fault ''; valid are",
        "newest:ttl | unknown generation 'newest'; valid are legacy, optimized",
        "ttl@reliance | unknown symbol 'reliance'; valid are RELIANCE, TCS, or all",
        "bar_missing@all | bar_missing is of one symbol, not of all",
        "ttl@TCS@noon | 'noon' is no time; expected like 2026-06-10T11:05 or 2026-06-10",
        "ttl@TCS@2026-02-30 | '2026-02-30' is no time",
        "ttl@TCS@2026-06-10@x | is no fault; expected like optimized:bar_missing@RELIANCE@2026-06-10T11:05"
      })
  void saysWhatWouldBeValid(String text, String message) {
    assertThatThrownBy(() -> FaultOrder.parse(text, SYMBOLS))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining(message);
  }
}
