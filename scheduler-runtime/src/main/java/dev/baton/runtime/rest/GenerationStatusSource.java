package dev.baton.runtime.rest;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.ownership.Declaration;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.SlotStatus;
import dev.baton.slot.Timetable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what this service does now. */
@Singleton
public class GenerationStatusSource {

  /** Each job with a timetable of it alone. */
  private final Map<ScanJob, Timetable> timetables = new LinkedHashMap<>();

  private final Generation generation;
  private final SlotClock clock;
  private final SlotStatus status;
  private final Declaration declaration;

  GenerationStatusSource(
      SchedulerSettings settings,
      ReloadableCalendar calendar,
      SlotClock clock,
      SlotStatus status,
      Declaration declaration) {
    this.generation = settings.generation();
    for (ScanJob job : settings.jobs()) {
      timetables.put(job, Timetable.defaults(calendar).with(generation, List.of(job)));
    }
    this.clock = clock;
    this.status = status;
    this.declaration = declaration;
  }

  /** Its status now. Not for the event loop: a simulated market's first reading is waited for. */
  public GenerationStatus now() {
    Instant now = clock.now();
    SlotStatus.Now slots = status.now();
    List<GenerationStatus.Job> jobs =
        timetables.entrySet().stream()
            .map(
                entry ->
                    new GenerationStatus.Job(
                        entry.getKey().id(),
                        entry.getKey().name(),
                        nextRun(entry.getKey(), entry.getValue(), now)))
            .toList();
    Map<String, String> modes = new LinkedHashMap<>();
    declaration.modes().forEach((category, mode) -> modes.put(category.label(), mode.label()));
    State state = state(slots);
    return new GenerationStatus(
        state.running(), state.label(), state.reason(), modes, Optional.of(now), jobs, jobs.size());
  }

  private record State(boolean running, String label, String reason) {}

  private State state(SlotStatus.Now slots) {
    if (!declaration.scans()) {
      return new State(false, "off", "switched off by the setting baton.mode");
    }
    if (slots.defect().isPresent()) {
      return new State(false, "failing", slots.defect().get());
    }
    Optional<String> waits =
        slots.unknown().filter(SlotStatus.Unknown::waits).map(SlotStatus.Unknown::reason);
    return slots
        .store()
        .or(slots::outage)
        .or(() -> waits)
        .map(reason -> new State(true, "outage", reason))
        .orElseGet(
            () ->
                new State(
                    true, "running", slots.unknown().map(SlotStatus.Unknown::reason).orElse("")));
  }

  private Optional<Instant> nextRun(ScanJob job, Timetable timetable, Instant now) {
    return job.categories().stream()
        .flatMap(category -> timetable.next(generation, category, now).first().stream())
        .min(Comparator.naturalOrder());
  }
}
