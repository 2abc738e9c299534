package dev.baton.judge.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.Universe;
import dev.baton.judge.golden.GoldenComparison.Counts;
import dev.baton.market.MarketTime;
import dev.baton.replay.ReplayException;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.replay.run.ReplayRun;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.StrategySignal;
import dev.baton.strategy.golden.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenComparisonTest {

  private static ReplayRun replay;

  @TempDir Path folder;

  @BeforeAll
  static void replayOnce() throws InterruptedException {
    replay =
        replayed("2026-06-08", "2026-06-10", EnumSet.of(Category.SHORT_TERM, Category.LONG_TERM));
  }

  @Test
  void equalsTheReferenceOnEveryBarOfTheSameWindowAndCountsTheOthersByReason()
      throws InterruptedException {
    // given
    GoldenSignals golden =
        GoldenSignals.read(SharedFolder.require("golden").resolve("signals.csv.gz"));
    ReplayRun run = replayed("2026-05-20", "2026-06-12", EnumSet.allOf(Category.class));

    // when
    GoldenComparison comparison = GoldenComparison.of(run, golden);

    // then
    assertThat(comparison.differences()).isEmpty();
    for (Generation generation : Generation.values()) {
      Map<String, Counts> counts = comparison.generations().get(generation.label());
      assertThat(counts.get("day_trading").reference())
          .containsOnlyKeys("outside_universe", "outside_range", "other_window", "equal");
      assertThat(counts.get("day_trading").barsOfAnotherWindow()).isPositive();
      assertThat(counts.get("short_selling").reference()).containsKeys("side_not_kept", "equal");
      counts.forEach(
          (category, of) -> {
            assertThat(of.reference().get("equal"))
                .as(category)
                .isEqualTo(of.replay().get("equal"))
                .isPositive();
            assertThat(sum(of.reference().values()))
                .isEqualTo(
                    golden.signals().keySet().stream()
                        .filter(key -> key.category().label().equals(category))
                        .count());
            assertThat(sum(of.replay().values()))
                .isEqualTo(
                    run.of(generation).signals().stream()
                        .filter(of2 -> of2.signal().key().category().label().equals(category))
                        .count());
          });
    }
  }

  @Test
  void findsASignalThatTheReferenceHasWithOtherValuesOneThatItLacksAndOneTooMany()
      throws IOException, InterruptedException {
    // given: the replay's own signals as reference, one changed, one taken away, one added
    GoldenSignals own = GoldenSignals.read(own(replay));
    LinkedHashMap<SignalKey, StrategySignal> changed = new LinkedHashMap<>(own.signals());
    List<SignalKey> keys = List.copyOf(changed.keySet());
    SignalKey drifted = keys.get(0);
    StrategySignal values = changed.get(drifted);
    changed.put(
        drifted,
        new StrategySignal(
            values.strategy(),
            values.side(),
            values.entry(),
            values.stopLoss() + 0.01,
            values.target(),
            values.confidence()));
    SignalKey missing =
        new SignalKey(
            drifted.category(),
            drifted.symbol(),
            drifted.strategy(),
            drifted.side() == Side.BUY ? Side.SELL : Side.BUY,
            drifted.barTime());
    changed.put(missing, new StrategySignal(missing.strategy(), missing.side(), 1, 1, 1, 1));
    SignalKey extra =
        keys.stream()
            .filter(key -> !key.equals(drifted))
            .filter(
                key ->
                    keys.stream().filter(other -> other.symbol().equals(key.symbol())).count() > 1)
            .findFirst()
            .orElseThrow();
    changed.remove(extra);

    // when
    GoldenComparison comparison = GoldenComparison.of(replay, new GoldenSignals(changed));

    // then
    assertThat(GoldenComparison.of(replay, own).equal()).isTrue();
    assertThat(comparison.equal()).isFalse();
    assertThat(comparison.differences())
        .containsExactlyInAnyOrder(
            "legacy: %s is drifted".formatted(drifted),
            "legacy: %s is missing".formatted(missing),
            "legacy: %s is extra".formatted(extra),
            "optimized: %s is drifted".formatted(drifted),
            "optimized: %s is missing".formatted(missing),
            "optimized: %s is extra".formatted(extra));
  }

  /** An absolute tolerance would hide it: the difference is below a millionth of a rupee for every price under 333 rupees. */
  @ParameterizedTest
  @CsvSource({
    "entry,    3e-9, drifted",
    "stop,     3e-9, drifted",
    "target,   3e-9, drifted",
    "stop,    -3e-9, drifted",
    "stop,   1.1e-9, drifted",
    "stop,     9e-10, equal",
    "stop,     0, equal"
  })
  void comparesEveryPriceWithTheRelativeToleranceAlone(String field, double off, String fate)
      throws IOException, InterruptedException {
    // given: the replay's own signals as reference, one of them off by that share of its value
    GoldenSignals own = GoldenSignals.read(own(replay));
    SignalKey key =
        own.signals().entrySet().stream()
            .min(Comparator.comparing(signal -> signal.getValue().stopLoss()))
            .orElseThrow()
            .getKey();
    StrategySignal values = own.signals().get(key);
    assertThat(values.stopLoss()).isLessThan(333);
    LinkedHashMap<SignalKey, StrategySignal> reference = new LinkedHashMap<>(own.signals());
    reference.put(
        key,
        new StrategySignal(
            values.strategy(),
            values.side(),
            values.entry() * (field.equals("entry") ? 1 + off : 1),
            values.stopLoss() * (field.equals("stop") ? 1 + off : 1),
            values.target() * (field.equals("target") ? 1 + off : 1),
            values.confidence()));

    // when
    GoldenComparison comparison = GoldenComparison.of(replay, new GoldenSignals(reference));

    // then
    if (fate.equals("equal")) {
      assertThat(comparison.differences()).isEmpty();
    } else {
      assertThat(comparison.differences())
          .containsExactly(
              "legacy: %s is drifted".formatted(key), "optimized: %s is drifted".formatted(key));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1d,2026-06-09T00:00:00+05:30,ema_crossover,BUY,1,x,1 | stop_loss 'x' is not a number; expected like 1024.5",
        "1d,2026-06-09T00:00:00+05:30,ema_crossover,BUY,0x1p10,1,1 | entry '0x1p10' is not a number",
        "1d,2026-06-09T00:00:00+05:30,ema_crossover,BUY,1,1,1024d | target '1024d' is not a number",
        "1d,2026-06-09T00:00:00+05:30,ema_crossover,buy,1,1,1 | side 'buy' is not BUY or SELL",
        "1d,2026-06-09T00:00:00+05:30,crossover,BUY,1,1,1 | unknown strategy 'crossover'; valid are ema_crossover",
        "1d,09/06/2026,ema_crossover,BUY,1,1,1 | bar_time '09/06/2026' is not a time; expected like 2026-"
      })
  void namesLineAndFieldThatItCannotUnderstand(String fields, String defect) throws IOException {
    Path file = folder.resolve("signals.csv");
    Files.writeString(
        file, "%s\nlong_term,TCS,%s,0.7,170,1\n".formatted(GoldenSignals.HEADER, fields));

    assertThatThrownBy(() -> GoldenSignals.read(file))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("signals.csv, line 2: " + defect);
  }

  private Path own(ReplayRun run) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "category,symbol,timeframe,bar_time,strategy,side,entry,stop_loss,target,confidence,window_rows,in_universe\n");
    run.optimized()
        .signals()
        .forEach(
            published -> {
              var key = published.signal().key();
              var values = published.signal().values();
              text.append(
                  String.join(
                      ",",
                      key.category().label(),
                      key.symbol().value(),
                      "1d",
                      MarketTime.text(key.barTime()),
                      key.strategy().label(),
                      key.side().name(),
                      Double.toString(values.entry()),
                      Double.toString(values.stopLoss()),
                      Double.toString(values.target()),
                      Double.toString(values.confidence()),
                      Integer.toString(published.signal().input().bars()),
                      "1\n"));
            });
    return Files.writeString(folder.resolve("own.csv"), text);
  }

  private static long sum(Collection<Integer> counts) {
    return counts.stream().mapToLong(Integer::longValue).sum();
  }

  private static ReplayRun replayed(String from, String to, Set<Category> categories)
      throws InterruptedException {
    RecordedCandles candles =
        RecordedCandles.read(SharedFolder.require("market-data"), Universe.DEFAULT.all());
    return new Replay(
            candles,
            Replay.calendar(candles),
            new ReplayRange(LocalDate.parse(from), LocalDate.parse(to), categories),
            2)
        .run(Progress.NONE);
  }
}
