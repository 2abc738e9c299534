package dev.baton.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.slot.DueSlots;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A bar that is due in two slots may be evaluated twice over different candles. Each cause is about the right evaluation. */
class EvaluatedTwiceTest {

  private static final PublishedSignal FOUND =
      new ScriptedSide(Generation.LEGACY, LocalDate.of(2026, 6, 10), LocalDate.of(2026, 6, 10))
          .recorded().signals().stream()
              .filter(found -> found.slot().isAfter(ScriptedSide.at("2026-06-10T11:00")))
              .findFirst()
              .orElseThrow();

  private final SignalKey key = FOUND.signal().key();
  private final BarKey bar = BarKey.of(key);
  private final Instant first = FOUND.slot();
  private final Instant second = first.plus(Duration.ofMinutes(1));
  private final LocalDate day = MarketTime.date(first);
  private final CandleSeries revised =
      new ScriptedSide(Generation.LEGACY, day, day)
          .recorded().evaluations().stream()
              .filter(evaluation -> evaluation.bar().equals(bar))
              .findFirst()
              .flatMap(new ScriptedSide(Generation.LEGACY, day, day).recorded().windows()::of)
              .orElseThrow();
  private final CandleSeries original = withLastClose(revised, 1);
  private final Map<Fingerprint, CandleSeries> windows =
      Map.of(Fingerprint.of(revised), revised, Fingerprint.of(original), original);

  /** A last close so low that nothing is bought. */
  private static CandleSeries withLastClose(CandleSeries window, double close) {
    List<Candle> bars = new ArrayList<>(window.toList());
    Candle last = bars.removeLast();
    bars.add(new Candle(last.time(), last.open(), last.high(), close, close, last.volume()));
    return CandleSeries.of(window.symbol(), Timeframe.FIVE_MINUTES, bars);
  }

  private Evaluation evaluated(CandleSeries window, Instant slot, StrategySide... found) {
    return new Evaluation(
        bar,
        slot,
        slot,
        Outcome.EVALUATED,
        "",
        Optional.of(Fingerprint.of(window)),
        Set.of(found),
        "r1");
  }

  private GenerationEvidence recorded(
      Generation generation, List<Evaluation> evaluations, PublishedSignal... signals) {
    return new GenerationEvidence(
        generation,
        Map.of(Category.DAY_TRADING, Set.of(first, second)),
        evaluations,
        List.of(signals),
        evaluation -> evaluation.input().map(windows::get),
        Map.of());
  }

  private Mismatch only(GenerationEvidence legacy, GenerationEvidence optimized) {
    Map<Category, List<Instant>> slots = Map.of(Category.DAY_TRADING, List.of(first, second));
    // Both slots are the bar's: due bars of the day are those of five-minute slots.
    ParityReport report =
        ScriptedSide.check()
            .check(
                day,
                day,
                Set.of(Category.DAY_TRADING),
                new DueSlots(Map.of(Generation.LEGACY, slots, Generation.OPTIMIZED, slots)),
                legacy,
                optimized);
    assertThat(report.mismatches()).hasSize(1);
    return report.mismatches().getFirst();
  }

  private PublishedSignal again(Signal signal) {
    return new PublishedSignal(signal, second, second);
  }

  @Test
  void theEvaluationOfTheSameCandlesIsTheOneThatIsCompared() {
    // given: both see the original and then the revised bar, and only one finds the signal in that
    StrategySide found = StrategySide.of(FOUND.signal());

    // when
    Mismatch mismatch =
        only(
            recorded(
                Generation.LEGACY, List.of(evaluated(original, first), evaluated(revised, second))),
            recorded(
                Generation.OPTIMIZED,
                List.of(evaluated(original, first), evaluated(revised, second, found)),
                again(FOUND.signal())));

    // then: the revision is no excuse
    assertThat(mismatch.kind()).isEqualTo(Mismatch.Kind.EXTRA);
    assertThat(mismatch.diagnosis().cause()).isEqualTo(Cause.SAME_INPUT_DIFFERENT_OUTPUT);
  }

  @Test
  void aSignalOfTheDayBeforeIsNotJudgedByTodaysCandles() {
    // given: published the day before from the original bar, with other values, and evaluated
    // again today after its revision
    StrategySide found = StrategySide.of(FOUND.signal());
    StrategySignal values = FOUND.signal().values();
    Signal before =
        new Signal(
            key,
            new StrategySignal(
                values.strategy(),
                values.side(),
                values.entry() * 1.01,
                values.stopLoss(),
                values.target(),
                values.confidence()),
            Fingerprint.of(original));
    Instant yesterday = first.minus(Duration.ofDays(1));

    // when
    Mismatch mismatch =
        only(
            recorded(
                Generation.LEGACY,
                List.of(evaluated(revised, first, found)),
                new PublishedSignal(before, yesterday, yesterday)),
            recorded(
                Generation.OPTIMIZED,
                List.of(evaluated(revised, first, found)),
                again(FOUND.signal())));

    // then: no alarm at the one that saw other candles
    assertThat(mismatch.kind()).isEqualTo(Mismatch.Kind.DRIFTED);
    assertThat(mismatch.diagnosis().cause()).isEqualTo(Cause.BAR_REVISED);
  }

  @Test
  void anOlderSignalOfTheBarDoesNotHideThatTodaysEvaluationsTimedOut() {
    // given
    Instant yesterday = first.minus(Duration.ofDays(1));
    StrategySignal values = FOUND.signal().values();
    Signal other =
        new Signal(
            new SignalKey(
                key.category(), key.symbol(), Strategy.EMA_CROSSOVER, key.side(), key.barTime()),
            new StrategySignal(Strategy.EMA_CROSSOVER, key.side(), values.entry(), 1, 2, 0.7),
            Fingerprint.of(revised));
    Evaluation timedOut =
        new Evaluation(
            bar, first, second, Outcome.TIMED_OUT, "no answer", Optional.empty(), Set.of(), "r1");

    // when
    Mismatch mismatch =
        only(
            recorded(
                Generation.LEGACY,
                List.of(timedOut),
                new PublishedSignal(other, yesterday, yesterday)),
            recorded(
                Generation.OPTIMIZED,
                List.of(evaluated(revised, first, StrategySide.of(FOUND.signal()))),
                new PublishedSignal(other, yesterday, yesterday),
                again(FOUND.signal())));

    // then
    assertThat(mismatch.key()).isEqualTo(key);
    assertThat(mismatch.diagnosis().cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(mismatch.diagnosis().at()).contains(Generation.LEGACY);
  }
}
