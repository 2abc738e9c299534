package dev.baton.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fails if the rules change and their revision does not. */
class RulesRevisionTest {

  private static final int BARS = 200_000;

  @Test
  void theSignalsOfTheRulesAreThoseOfTheirRevision() throws Exception {
    // given bars, the same in every run, on some of which every rule gives a signal
    Random random = new Random(7);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    EnumSet<Strategy> silent = EnumSet.allOf(Strategy.class);
    ByteBuffer line = ByteBuffer.allocate(6 * Double.BYTES);

    // when
    for (int i = 0; i < BARS; i++) {
      for (StrategySignal signal : evaluate(random)) {
        silent.remove(signal.strategy());
        line.clear();
        digest.update(
            line.putInt(i)
                .putInt(signal.strategy().ordinal() * 2 + signal.side().ordinal())
                .putDouble(signal.entry())
                .putDouble(signal.stopLoss())
                .putDouble(signal.target())
                .putDouble(signal.confidence())
                .array());
      }
    }

    // then; if this fails, the rules have changed: raise StrategyRules.REVISION and write both here
    assertThat(silent).isEmpty();
    assertThat(StrategyRules.REVISION + " " + HexFormat.of().formatHex(digest.digest(), 0, 8))
        .isEqualTo("1 4798db2f42dd4e65");
  }

  private static List<StrategySignal> evaluate(Random random) {
    double close = between(random, 80, 120);
    Indicators now =
        new Indicators(
            close,
            near(random, 100),
            near(random, 100),
            near(random, 100),
            near(random, 105),
            near(random, 100),
            near(random, 95),
            between(random, 10, 95),
            between(random, -1, 1),
            between(random, -1, 1),
            between(random, 0.5, 3),
            1000,
            between(random, 0, 3),
            near(random, 85),
            near(random, 125),
            0,
            between(random, -0.05, 0.05));
    CrossingState before =
        new CrossingState(
            near(random, 100), near(random, 100), between(random, -1, 1), between(random, -1, 1));
    ShortInputs inputs =
        new ShortInputs(
            49 + random.nextInt(11),
            between(random, 20, 95),
            between(random, 20, 95),
            near(random, 105),
            near(random, 100),
            bar(random),
            bar(random),
            bar(random));
    return StrategyRules.evaluate(
        now, before, () -> inputs, EnumSet.allOf(Strategy.class), EnumSet.allOf(Side.class));
  }

  private static ShortInputs.Bar bar(Random random) {
    double low = near(random, 97);
    return new ShortInputs.Bar(
        low + between(random, 0, 6), low + 6, low, low + between(random, 0, 6));
  }

  private static double near(Random random, double value) {
    return between(random, value - 5, value + 5);
  }

  private static double between(Random random, double least, double below) {
    return least + random.nextDouble() * (below - least);
  }
}
