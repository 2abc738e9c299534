package dev.baton.runtime.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.csv.DataFileException;
import dev.baton.facts.SymbolFacts;
import dev.baton.ownership.Declaration;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.clock.SimulatedSlotClock;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.clock.SystemSlotClock;
import dev.baton.scan.PriceBreaks;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.WindowHoles;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Connects the plain-Java core with the settings. */
@Singleton
class RuntimeBeans {

  private static final Logger LOG = Logger.getLogger(RuntimeBeans.class);

  /** First step of the start: a setting that cannot be used ends the start before anything runs. */
  void check(
      @Observes @Priority(1) StartupEvent start,
      SchedulerSettings settings,
      ReloadableCalendar calendar,
      WindowHoles holes,
      BatonConfig config) {
    config.since().ifPresent(since -> SchedulerSettings.checkSince(since, calendar.get()));
    LOG.infof(
        "generation=%s symbols=%s symbol_facts=%s calendar_known_through=%s",
        settings.generation().label(),
        settings.allSymbols().size(),
        holes.facts().size(),
        calendar.get().knownThrough());
  }

  /** After the slots have stopped: no request of the clock outlives the HTTP client. */
  void close(@Observes @Priority(2) ShutdownEvent stop, SlotClock clock)
      throws InterruptedException {
    if (clock instanceof SimulatedSlotClock simulated) {
      simulated.close();
    }
  }

  @Produces
  @Singleton
  Generation generation(BatonConfig config) {
    return config.generation();
  }

  @Produces
  @Singleton
  Declaration declaration(BatonConfig config) {
    return Declaration.everywhere(config.mode());
  }

  @Produces
  @Singleton
  Ownership ownership(BatonConfig config) {
    return Ownership.always(config.mode());
  }

  @Produces
  @Singleton
  SchedulerSettings settings(BatonConfig config) {
    return SchedulerSettings.of(config.generation(), config.universe(), config.jobs());
  }

  @Produces
  @Singleton
  ReloadableCalendar calendar(BatonConfig config) {
    try {
      return new ReloadableCalendar(config.calendarOverrides());
    } catch (DataFileException | UnknownCalendarException e) {
      throw new SchedulerSettings.InvalidSettingException(
          "baton.calendar-overrides", e.getMessage());
    }
  }

  @Produces
  @Singleton
  DueBars dueBars(ReloadableCalendar calendar) {
    return new DueBars(calendar);
  }

  @Produces
  @Singleton
  WindowHoles windowHoles(BatonConfig config) {
    return new WindowHoles(facts(config), SchedulerSettings.mostLacking(config.lackingBars()));
  }

  @Produces
  @Singleton
  PriceBreaks priceBreaks(WindowHoles holes, BatonConfig config) {
    return new PriceBreaks(holes.facts(), config.largestBreak());
  }

  @Produces
  @Singleton
  RulesInForce rulesInForce(WindowHoles holes, PriceBreaks breaks) {
    return RulesInForce.of(holes, breaks);
  }

  private static SymbolFacts facts(BatonConfig config) {
    try {
      return config.symbolFacts().map(SymbolFacts::read).orElse(SymbolFacts.NONE);
    } catch (DataFileException e) {
      throw new SchedulerSettings.InvalidSettingException("baton.symbol-facts", e.getMessage());
    }
  }

  @Produces
  @Singleton
  SlotClock clock(BatonConfig config, ObjectMapper mapper) {
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
              config.generation().label(),
              mapper);
    };
  }
}
