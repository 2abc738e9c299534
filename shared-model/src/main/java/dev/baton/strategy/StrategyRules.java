package dev.baton.strategy;

import static dev.baton.strategy.Side.BUY;
import static dev.baton.strategy.Side.SELL;
import static dev.baton.strategy.Strategy.BOLLINGER_BANDS;
import static dev.baton.strategy.Strategy.EMA_CROSSOVER;
import static dev.baton.strategy.Strategy.MOMENTUM;
import static dev.baton.strategy.Strategy.SHORT_SELLING_DIVERGENCE;
import static dev.baton.strategy.Strategy.SHORT_SELLING_GAP_MOMENTUM;
import static dev.baton.strategy.Strategy.SHORT_SELLING_OVERBOUGHT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The strategies' rules over indicator values, as in the system being replaced. Entry is the close. Each strategy gives at most
 * one signal. The engines share these rules and nothing else.
 */
public final class StrategyRules {

  /**
   * The number to raise with every change that makes a rule or an indicator give another result for the same bars. Results of
   * different revisions need not be equal. A test fails if the rules change and the revision does not.
   */
  public static final int REVISION = 1;

  /** Least volume ratio that confirms a signal. */
  static final double VOLUME_CONFIRMATION = 0.8;

  /** The same for a touch of a band: the product that the replaced system computes. */
  static final double BAND_VOLUME_CONFIRMATION = 0.8 * 1.4;

  /** Least five-bar price change of a momentum signal. */
  static final double MOMENTUM_THRESHOLD = 0.015;

  /** Least number of bars for a short-selling signal. */
  static final int SHORT_MINIMUM_BARS = 51;

  /** Least number of bars for a divergence. */
  static final int DIVERGENCE_MINIMUM_BARS = 56;

  private StrategyRules() {}

  /** The thresholds, as a text that is shown and compared. */
  public static String thresholds() {
    return "volume=%s band_volume=%s momentum=%s short_bars=%s divergence_bars=%s"
        .formatted(
            VOLUME_CONFIRMATION,
            BAND_VOLUME_CONFIRMATION,
            MOMENTUM_THRESHOLD,
            SHORT_MINIMUM_BARS,
            DIVERGENCE_MINIMUM_BARS);
  }

  /**
   * The signals of a bar, in the order of {@link Strategy}.
   *
   * @param shortInputs called only if a short-selling strategy is evaluated
   */
  public static List<StrategySignal> evaluate(
      Indicators now,
      CrossingState before,
      Supplier<ShortInputs> shortInputs,
      Set<Strategy> strategies,
      Set<Side> sides) {
    List<StrategySignal> signals = new ArrayList<>(0);
    ShortInputs inputs = null;
    for (Strategy strategy : Strategy.values()) {
      if (!strategies.contains(strategy)) {
        continue;
      }
      Optional<StrategySignal> signal =
          switch (strategy) {
            case EMA_CROSSOVER -> emaCrossover(now, before);
            case BOLLINGER_BANDS -> bollingerBands(now);
            case MOMENTUM -> momentum(now, before);
            case SHORT_SELLING_OVERBOUGHT, SHORT_SELLING_DIVERGENCE, SHORT_SELLING_GAP_MOMENTUM -> {
              inputs = inputs == null ? shortInputs.get() : inputs;
              yield shortSelling(strategy, now, inputs);
            }
          };
      signal.filter(found -> sides.contains(found.side())).ifPresent(signals::add);
    }
    return List.copyOf(signals);
  }

  static Optional<StrategySignal> emaCrossover(Indicators now, CrossingState before) {
    if (before.ema9() <= before.ema21()
        && now.ema9() > now.ema21()
        && now.close() > now.ema50()
        && now.volumeRatio() > VOLUME_CONFIRMATION
        && now.rsi() < 70) {
      return Optional.of(byAtr(EMA_CROSSOVER, BUY, now, 0.7));
    }
    if (before.ema9() >= before.ema21()
        && now.ema9() < now.ema21()
        && now.close() < now.ema50()
        && now.volumeRatio() > VOLUME_CONFIRMATION
        && now.rsi() > 30) {
      return Optional.of(byAtr(EMA_CROSSOVER, SELL, now, 0.7));
    }
    return Optional.empty();
  }

  static Optional<StrategySignal> bollingerBands(Indicators now) {
    if (!(now.volumeRatio() > BAND_VOLUME_CONFIRMATION)) {
      return Optional.empty();
    }
    double close = now.close();
    if (close <= now.bbLower() && now.rsi() < 30) {
      return Optional.of(
          new StrategySignal(
              BOLLINGER_BANDS, BUY, close, close - 2 * now.atr(), now.bbMiddle(), 0.75));
    }
    if (close >= now.bbUpper() && now.rsi() > 70) {
      return Optional.of(
          new StrategySignal(
              BOLLINGER_BANDS, SELL, close, close + 2 * now.atr(), now.bbMiddle(), 0.75));
    }
    return Optional.empty();
  }

  static Optional<StrategySignal> momentum(Indicators now, CrossingState before) {
    if (!(now.volumeRatio() > VOLUME_CONFIRMATION)) {
      return Optional.empty();
    }
    if (before.macd() <= before.macdSignal()
        && now.macd() > now.macdSignal()
        && now.priceMomentum() > MOMENTUM_THRESHOLD
        && now.rsi() > 40
        && now.rsi() < 70) {
      return Optional.of(byAtr(MOMENTUM, BUY, now, 0.8));
    }
    if (before.macd() >= before.macdSignal()
        && now.macd() < now.macdSignal()
        && now.priceMomentum() < -MOMENTUM_THRESHOLD
        && now.rsi() > 30
        && now.rsi() < 60) {
      return Optional.of(byAtr(MOMENTUM, SELL, now, 0.8));
    }
    return Optional.empty();
  }

  /** Stop at 1.5 and target at 3 average true ranges. */
  private static StrategySignal byAtr(
      Strategy strategy, Side side, Indicators now, double confidence) {
    double close = now.close();
    double direction = side == BUY ? 1 : -1;
    return new StrategySignal(
        strategy,
        side,
        close,
        close - direction * 1.5 * now.atr(),
        close + direction * 3 * now.atr(),
        confidence);
  }

  static Optional<StrategySignal> shortSelling(
      Strategy strategy, Indicators now, ShortInputs inputs) {
    if (inputs.bars() < SHORT_MINIMUM_BARS) {
      return Optional.empty();
    }
    return switch (strategy) {
      case SHORT_SELLING_OVERBOUGHT -> overbought(now, inputs);
      case SHORT_SELLING_DIVERGENCE -> divergence(now, inputs);
      case SHORT_SELLING_GAP_MOMENTUM -> gapMomentum(now, inputs);
      case EMA_CROSSOVER, BOLLINGER_BANDS, MOMENTUM ->
          throw new IllegalArgumentException(strategy + " is no short-selling rule");
    };
  }

  private static Optional<StrategySignal> overbought(Indicators now, ShortInputs inputs) {
    boolean found =
        inputs.rsi() > 75
            && now.close() >= inputs.bbUpper()
            && now.close() < 0.99 * now.resistance()
            && now.volumeRatio() > 1.5;
    if (!found) {
      return Optional.empty();
    }
    double confidence = Math.min(0.85, 0.5 + 0.01 * (inputs.rsi() - 70) + 0.1 * now.volumeRatio());
    return kept(
        SHORT_SELLING_OVERBOUGHT,
        now.close(),
        now.resistance() * 1.01,
        now.support() * 1.02,
        confidence,
        1.5);
  }

  /** Higher price on a lower RSI, and an evening star. */
  private static Optional<StrategySignal> divergence(Indicators now, ShortInputs inputs) {
    if (inputs.bars() < DIVERGENCE_MINIMUM_BARS) {
      return Optional.empty();
    }
    ShortInputs.Bar first = inputs.twoBefore();
    ShortInputs.Bar star = inputs.before();
    ShortInputs.Bar last = inputs.last();
    boolean found =
        now.close() > inputs.closeFiveBefore()
            && inputs.rsi() < inputs.rsiFiveBefore()
            && inputs.rsi() > 65
            && first.close() > first.open()
            && Math.abs(star.close() - star.open()) < 0.3 * (star.high() - star.low())
            && last.close() < last.open()
            && last.open() < star.close();
    return found
        ? kept(
            SHORT_SELLING_DIVERGENCE, now.close(), now.close() * 1.04, now.close() * 0.92, 0.75, 0)
        : Optional.empty();
  }

  private static Optional<StrategySignal> gapMomentum(Indicators now, ShortInputs inputs) {
    double gapDown = (inputs.before().close() - inputs.last().open()) / inputs.before().close();
    boolean found =
        gapDown > 0.02
            && inputs.rsi() < 45
            && now.volumeRatio() > 2
            && now.close() < inputs.last().open();
    return found
        ? kept(
            SHORT_SELLING_GAP_MOMENTUM,
            now.close(),
            inputs.last().open(),
            now.support() * 1.01,
            0.70,
            1.2)
        : Optional.empty();
  }

  private static Optional<StrategySignal> kept(
      Strategy strategy,
      double close,
      double stop,
      double target,
      double confidence,
      double leastRewardToRisk) {
    double risk = (stop - close) / close;
    double reward = (close - target) / close;
    return risk > 0 && reward > 0 && reward / risk >= leastRewardToRisk
        ? Optional.of(new StrategySignal(strategy, SELL, close, stop, target, confidence))
        : Optional.empty();
  }
}
