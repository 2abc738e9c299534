package dev.baton.optimized.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.evidence.DayFigures;
import dev.baton.scan.Lookups;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuideFiguresTest {

  private static final int OLD_CALLS = 0;
  private static final int NEW_CALLS = 1;

  @Test
  void judgesCallsWhenTheDayIsOver() {
    assertThat(met(day(711), day(349), true)).startsWith(Optional.of(true), Optional.of(true));
    assertThat(met(day(2961), day(808), true)).startsWith(Optional.of(false), Optional.of(false));
    assertThat(met(day(674), day(350), true)).startsWith(Optional.of(false), Optional.of(false));
  }

  @Test
  void findsACountThatStillGrowsTooHighButNeverGoodEnough() {
    assertThat(met(day(711), day(100), false)).startsWith(Optional.empty(), Optional.empty());
    assertThat(met(day(748), day(350), false)).startsWith(Optional.of(false), Optional.of(false));
    assertThat(GuideFigures.of(day(711), false, day(100), false))
        .extracting(GuideFigures.Reference::measured)
        .startsWith("711 so far", "100 so far");
  }

  @Test
  void aDayMayBeOverForOneOfThem() {
    assertThat(GuideFigures.of(day(711), true, day(100), false))
        .extracting(GuideFigures.Reference::measured)
        .startsWith("711", "100 so far");
  }

  @Test
  void judgesTheHitRateAfterTheFirstHour() {
    GuideFigures.Reference hits = GuideFigures.of(day(711), false, day(100), false).get(2);
    assertThat(hits.measured()).isEqualTo("65.0% after the first hour");
    assertThat(hits.met()).contains(true);
    DayFigures early =
        new DayFigures(5, new Lookups(20, 15), Lookups.NONE, 0, 1, 1, Optional.empty(), 0);
    GuideFigures.Reference none = GuideFigures.of(early, false, early, false).get(2);
    assertThat(none.measured()).isEqualTo("no lookup after the first hour yet");
    assertThat(none.met()).isEmpty();
  }

  @Test
  void claimsNothingOfADayWithoutAScan() {
    DayFigures none = new DayFigures(0, Lookups.NONE, Lookups.NONE, 0, 0, 0, Optional.empty(), 0);
    assertThat(met(none, none, true)).containsOnly(Optional.empty());
  }

  private static List<Optional<Boolean>> met(DayFigures old, DayFigures fresh, boolean over) {
    List<GuideFigures.Reference> figures = GuideFigures.of(old, over, fresh, over);
    assertThat(figures.get(OLD_CALLS).guide()).isEqualTo("about 711");
    assertThat(figures.get(NEW_CALLS).guide()).isEqualTo("under 350");
    return figures.stream().map(GuideFigures.Reference::met).toList();
  }

  private static DayFigures day(long calls) {
    return new DayFigures(
        calls, new Lookups(200, 80), new Lookups(100, 65), 4, 10, 1.5, Optional.empty(), 0);
  }
}
