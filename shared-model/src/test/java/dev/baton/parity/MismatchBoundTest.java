package dev.baton.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MismatchBoundTest {

  /** Values of R 4: binom.test(k, n, alternative = "less")$conf.int[2]. */
  @ParameterizedTest
  @CsvSource({
    "0, 59, 0.0495077",
    "0, 58, 0.0503393",
    "5, 100, 0.1022535",
    "1, 20, 0.2161069",
    "0, 1, 0.95",
    "3, 3, 1.0",
    "0, 0, 1.0",
  })
  void theBoundIsThatOfClopperAndPearson(int mismatches, int signals, double bound) {
    assertThat(MismatchBound.upper(mismatches, signals, 0.95)).isCloseTo(bound, within(2e-6));
  }

  @Test
  void fiftyNineSignalsAreNeededForFivePercent() {
    assertThat(MismatchBound.needed(0.05, 0.95)).isEqualTo(59);
    assertThat(MismatchBound.needed(0.01, 0.95)).isEqualTo(299);
  }

  @Test
  void moreMismatchesThanSignalsAreRefused() {
    assertThatThrownBy(() -> MismatchBound.upper(3, 2, 0.95))
        .hasMessage("3 mismatches in 2 signals");
  }
}
