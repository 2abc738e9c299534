package dev.baton.optimized.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Universe;
import dev.baton.enums.EnumMaps;
import dev.baton.market.Symbol;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CacheBoundTest {

  private static final List<Symbol> MANY =
      IntStream.rangeClosed(1, 2000).mapToObj(i -> Symbol.of("SYM" + i)).toList();

  @Test
  void theDefaultUniverseNeedsTenFiveMinuteSeriesAndTwentySixDailyOnes() {
    assertThat(CacheBound.needed(Universe.DEFAULT)).isEqualTo(36);
    assertThat(CacheBound.of(Universe.DEFAULT, 2000)).isEqualTo(2000);
  }

  @Test
  void twoThousandSymbolsOfEveryCategoryNeedTwoTimeframesEachAndGetAQuarterMore() {
    Universe universe = new Universe(EnumMaps.each(Category.class, _ -> MANY));

    assertThat(CacheBound.needed(universe)).isEqualTo(4000);
    assertThat(CacheBound.of(universe, 2000)).isEqualTo(5000);
    assertThat(CacheBound.of(universe, 100_000)).isEqualTo(100_000);
  }
}
