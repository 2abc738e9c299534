package dev.baton.stack.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Generation;
import org.junit.jupiter.api.Test;

class HeapsTest {

  @Test
  void theDefaultUniverseGetsTheLeast() {
    assertThat(Heaps.of(26, 1)).isEqualTo(new Heaps(256, 256, 256));
    assertThat(Heaps.of(26, 1))
        .hasToString("heaps of simulator 256 MB, legacy 256 MB, optimized 256 MB");
  }

  @Test
  void heapsGrowWithSymbolsAndTheSimulatorsWithSessionsToo() {
    assertThat(Heaps.of(546, 1)).isEqualTo(new Heaps(757, 364, 473));
    assertThat(Heaps.of(546, 20).simulator()).isEqualTo(965);
    assertThat(Heaps.of(546, 20).of(Generation.LEGACY)).isEqualTo(364);
    assertThat(Heaps.of(2000, 1).of(Generation.OPTIMIZED)).isEqualTo(1200);
  }
}
