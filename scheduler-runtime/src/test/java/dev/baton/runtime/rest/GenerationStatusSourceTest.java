package dev.baton.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Generation;
import dev.baton.ownership.Declaration;
import dev.baton.ownership.Mode;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.SlotStatus;
import dev.baton.runtime.test.FixedSlotClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationStatusSourceTest {

  @ParameterizedTest
  @CsvSource({
    "LIVE, , , , true, running, ''",
    "SHADOW, login needed, , , true, outage, login needed",
    "SHADOW, login needed, connection refused, , true, outage, connection refused",
    "LIVE, login needed, , / by zero, false, failing, / by zero",
    "OFF, , , , false, off, switched off by the setting baton.mode",
  })
  void reportsWhetherItProcessesSlotsAndWhyNot(
      Mode mode,
      String outage,
      String store,
      String defect,
      boolean running,
      String state,
      String reason) {
    // given
    SlotStatus status =
        new SlotStatus(new SimpleMeterRegistry(), Generation.LEGACY) {
          @Override
          public Now now() {
            return new Now(
                Optional.of(Instant.EPOCH),
                Optional.ofNullable(outage),
                Optional.ofNullable(store),
                Optional.empty(),
                Optional.ofNullable(defect));
          }
        };

    // when
    GenerationStatus now =
        new GenerationStatusSource(
                SchedulerSettings.defaults(Generation.LEGACY),
                new ReloadableCalendar(Optional.empty()),
                new FixedSlotClock(),
                status,
                Declaration.everywhere(mode))
            .now();

    // then
    assertThat(now.running()).isEqualTo(running);
    assertThat(now.state()).isEqualTo(state);
    assertThat(now.reason()).isEqualTo(reason);
    assertThat(now.modes())
        .isEqualTo(
            Map.of(
                "day_trading", mode.label(),
                "short_selling", mode.label(),
                "short_term", mode.label(),
                "long_term", mode.label()));
    assertThat(now.jobs()).hasSize(4).allMatch(job -> job.nextRun().isPresent());
  }
}
