package dev.baton.category;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.Timeframe;
import dev.baton.scan.RulesInForce;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesVersionTest {

  private static final Set<Strategy> STRATEGIES =
      EnumSet.of(Strategy.EMA_CROSSOVER, Strategy.MOMENTUM);
  private static final Set<Side> SIDES = EnumSet.of(Side.BUY, Side.SELL);
  private static final WindowRule WINDOW = new WindowRule.Sessions(3);

  @Test
  void differsIfAnyOfItsPartsDiffers() {
    // given a version, and versions that differ from it in one part each
    RulesVersion version =
        version(1, "volume=0.8", Timeframe.FIVE_MINUTES, WINDOW, 50, STRATEGIES, SIDES);
    List<RulesVersion> others =
        List.of(
            version(2, "volume=0.8", Timeframe.FIVE_MINUTES, WINDOW, 50, STRATEGIES, SIDES),
            version(1, "volume=0.9", Timeframe.FIVE_MINUTES, WINDOW, 50, STRATEGIES, SIDES),
            version(1, "volume=0.8", Timeframe.ONE_DAY, WINDOW, 50, STRATEGIES, SIDES),
            version(
                1,
                "volume=0.8",
                Timeframe.FIVE_MINUTES,
                new WindowRule.Sessions(2),
                50,
                STRATEGIES,
                SIDES),
            version(
                1,
                "volume=0.8",
                Timeframe.FIVE_MINUTES,
                new WindowRule.CalendarDays(3),
                50,
                STRATEGIES,
                SIDES),
            version(1, "volume=0.8", Timeframe.FIVE_MINUTES, WINDOW, 51, STRATEGIES, SIDES),
            version(
                1,
                "volume=0.8",
                Timeframe.FIVE_MINUTES,
                WINDOW,
                50,
                EnumSet.of(Strategy.MOMENTUM),
                SIDES),
            version(
                1,
                "volume=0.8",
                Timeframe.FIVE_MINUTES,
                WINDOW,
                50,
                STRATEGIES,
                EnumSet.of(Side.SELL)),
            withLimits(1, 0.15, "none"),
            withLimits(2, 0.2, "none"),
            withLimits(2, 0.15, "0a1b2c3d"));

    // when
    Set<String> texts = new TreeSet<>();
    Stream.concat(Stream.of(version), others.stream()).map(RulesVersion::text).forEach(texts::add);

    // then
    assertThat(texts).hasSize(1 + others.size());
  }

  @Test
  void doesNotDependOnTheOrderInWhichASetGivesItsValues() {
    RulesVersion version =
        version(1, "", Timeframe.ONE_DAY, WINDOW, 50, EnumSet.allOf(Strategy.class), SIDES);

    assertThat(version.text())
        .contains(
            "strategies=ema_crossover,bollinger_bands,momentum,short_selling_overbought,short_selling_divergence,"
                + "short_selling_gap_momentum sides=BUY,SELL");
  }

  /** A change of this line changes the signals that traders get: both services must then be replaced together. */
  @Test
  void isTodaysVersionForEachCategory() {
    String thresholds =
        " volume=0.8 band_volume=1.1199999999999999 momentum=0.015 short_bars=51 divergence_bars=56";
    String threeStrategies =
        " strategies=ema_crossover,bollinger_bands,momentum sides=BUY,SELL" + thresholds;

    String daily = " lacking=0 break=0.15 facts=none";

    assertThat(RulesInForce.DEFAULT.of(Category.DAY_TRADING))
        .isEqualTo(
            "revision=1 timeframe=5m window=3_sessions bars=50"
                + threeStrategies
                + " lacking=2 break=0.15 facts=none");
    assertThat(RulesInForce.DEFAULT.of(Category.SHORT_SELLING))
        .isEqualTo(
            "revision=1 timeframe=1D window=100_days bars=50 strategies=ema_crossover,bollinger_bands,momentum,"
                + "short_selling_overbought,short_selling_divergence,short_selling_gap_momentum sides=SELL"
                + thresholds
                + daily);
    assertThat(RulesInForce.DEFAULT.of(Category.SHORT_TERM))
        .isEqualTo("revision=1 timeframe=1D window=100_days bars=50" + threeStrategies + daily);
    assertThat(RulesInForce.DEFAULT.of(Category.LONG_TERM))
        .isEqualTo("revision=1 timeframe=1D window=250_days bars=50" + threeStrategies + daily);
  }

  /** Otherwise as the version that the others are compared with. */
  private static RulesVersion withLimits(int mostLacking, double largestBreak, String facts) {
    return new RulesVersion(
        1,
        "volume=0.8",
        Timeframe.FIVE_MINUTES,
        WINDOW,
        50,
        STRATEGIES,
        SIDES,
        mostLacking,
        largestBreak,
        facts);
  }

  private static RulesVersion version(
      int revision,
      String thresholds,
      Timeframe timeframe,
      WindowRule window,
      int bars,
      Set<Strategy> strategies,
      Set<Side> sides) {
    return new RulesVersion(
        revision, thresholds, timeframe, window, bars, strategies, sides, 2, 0.15, "none");
  }
}
