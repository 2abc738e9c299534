package dev.baton.runtime.settings;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.runtime.clock.SimulatedSlotClock;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SystemSlotClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Wires the plain-Java core to the settings. */
@Singleton
class RuntimeBeans {

  @Produces
  @Singleton
  Generation generation(BatonConfig config) {
    return config.generation();
  }

  @Produces
  @Singleton
  Mode mode(BatonConfig config) {
    return config.mode();
  }

  @Produces
  @Singleton
  SchedulerSettings settings(BatonConfig config) {
    return SchedulerSettings.of(config.generation(), config.universe(), config.jobs());
  }

  @Produces
  @Singleton
  ReloadableCalendar calendar(BatonConfig config) {
    return new ReloadableCalendar(config.calendarOverrides());
  }

  @Produces
  @Singleton
  DueBars dueBars(ReloadableCalendar calendar) {
    return new DueBars(calendar);
  }

  @Produces
  @Singleton
  SlotClock clock(BatonConfig config) {
    return switch (config.clock()) {
      case SYSTEM -> new SystemSlotClock(Clock.systemUTC());
      case SIMULATED ->
          SimulatedSlotClock.connect(
              config
                  .clockUrl()
                  .orElseThrow(
                      () ->
                          new SchedulerSettings.InvalidSettingException(
                              "baton.clock-url", "needed with baton.clock=simulated")),
              config.generation().label());
    };
  }
}
