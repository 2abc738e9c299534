package dev.baton.scan;

import static dev.baton.category.Category.DAY_TRADING;
import static dev.baton.category.Category.SHORT_TERM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.scan.AwaitedBars.Bar;
import dev.baton.scan.SymbolResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AwaitedBarsTest {

  private static final Symbol TCS = Symbol.of("TCS");
  private static final Symbol INFY = Symbol.of("INFY");
  private static final Instant SLOT = at("2026-06-10T11:00");
  private static final Instant BAR = at("2026-06-10T10:55");

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"BAR_MISSING", "FAILED", "TIMED_OUT"})
  void awaitsABarThatWasNotThereOrWhoseSymbolFailed(Outcome outcome) {
    AwaitedBars awaited = after(AwaitedBars.NONE, SLOT, result(DAY_TRADING, TCS, BAR, outcome));
    assertThat(awaited).isEqualTo(AwaitedBars.of(List.of(new Bar(DAY_TRADING, TCS, BAR))));
    assertThat(awaited.of(DAY_TRADING, TCS, SLOT.plusSeconds(300))).containsExactly(BAR);
    assertThat(awaited.of(DAY_TRADING, INFY, SLOT.plusSeconds(300))).isEmpty();
    assertThat(awaited.of(SHORT_TERM, TCS, SLOT.plusSeconds(300))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"EVALUATED", "TOO_FEW_BARS", "INCOMPLETE", "SUSPENDED"})
  void awaitsNoBarThatHasItsResult(Outcome outcome) {
    assertThat(after(AwaitedBars.NONE, SLOT, result(DAY_TRADING, TCS, BAR, outcome)))
        .isEqualTo(AwaitedBars.NONE);
  }

  @Test
  void awaitsABarUntilALaterSlotHasItsResult() {
    // given
    AwaitedBars two =
        AwaitedBars.of(
            List.of(
                new Bar(DAY_TRADING, TCS, BAR), new Bar(DAY_TRADING, TCS, BAR.minusSeconds(300))));
    Instant next = SLOT.plusSeconds(300);

    // when
    AwaitedBars failed =
        two.after(next, late(result(DAY_TRADING, TCS, BAR.minusSeconds(300), Outcome.FAILED)));
    AwaitedBars evaluated =
        two.after(next, late(result(DAY_TRADING, TCS, BAR.minusSeconds(300), Outcome.EVALUATED)));

    // then
    assertThat(failed.of(DAY_TRADING, TCS, next)).containsExactly(BAR.minusSeconds(300), BAR);
    assertThat(evaluated.of(DAY_TRADING, TCS, next)).containsExactly(BAR);
  }

  @Test
  void awaitsNoDailyBar() {
    Instant day = at("2026-06-10T00:00");
    assertThat(
            after(
                AwaitedBars.NONE,
                at("2026-06-10T16:00"),
                result(SHORT_TERM, TCS, day, Outcome.BAR_MISSING)))
        .isEqualTo(AwaitedBars.NONE);
  }

  @Test
  void forgetsABarWhenItsSessionIsOver() {
    // given
    AwaitedBars awaited =
        after(AwaitedBars.NONE, SLOT, result(DAY_TRADING, TCS, BAR, Outcome.BAR_MISSING));
    Instant nextDay = at("2026-06-11T09:20");

    // then
    assertThat(awaited.of(DAY_TRADING, TCS, nextDay)).isEmpty();
    assertThat(
            after(
                awaited,
                nextDay,
                result(DAY_TRADING, INFY, at("2026-06-11T09:15"), Outcome.EVALUATED)))
        .isEqualTo(AwaitedBars.NONE);
  }

  /** The first slot of a session evaluates the newest bar of the one before. */
  @Test
  void doesNotAwaitTheBarOfTheSessionBefore() {
    assertThat(
            after(
                AwaitedBars.NONE,
                at("2026-06-10T09:15"),
                result(DAY_TRADING, TCS, at("2026-06-09T15:25"), Outcome.BAR_MISSING)))
        .isEqualTo(AwaitedBars.NONE);
  }

  private static AwaitedBars after(AwaitedBars before, Instant slot, SymbolResult due) {
    return before.after(slot, new ScanResult(List.of(due), Map.of(), 1, Duration.ZERO));
  }

  private static ScanResult late(SymbolResult late) {
    return new ScanResult(List.of(), List.of(late), Map.of(), 1, Duration.ZERO);
  }

  private static SymbolResult result(
      Category category, Symbol symbol, Instant bar, Outcome outcome) {
    return new SymbolResult(
        category, symbol, bar, outcome, Optional.empty(), Optional.empty(), List.of(), "");
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
