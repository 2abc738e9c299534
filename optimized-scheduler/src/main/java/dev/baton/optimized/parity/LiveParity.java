package dev.baton.optimized.parity;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Category;
import dev.baton.category.DueBars;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.optimized.engine.ColumnarEngine;
import dev.baton.parity.AcceptedDifference;
import dev.baton.parity.AcceptedDifferences;
import dev.baton.parity.DueSlots;
import dev.baton.parity.ParityCheck;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Tolerances;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.evidence.Evidence;
import dev.baton.runtime.evidence.EvidenceReader;
import dev.baton.runtime.evidence.OwedSlots;
import dev.baton.runtime.settings.SchedulerSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Compares what both services have recorded. It blocks; not for an event loop. */
@Singleton
class LiveParity {

  private final EvidenceReader evidence;
  private final OwedSlots owed;
  private final DueBars due;
  private final SlotClock clock;
  private final ParityConfig config;

  LiveParity(
      EvidenceReader evidence,
      SchedulerSettings settings,
      ReloadableCalendar calendar,
      DueBars due,
      SlotClock clock,
      ParityConfig config) {
    this.evidence = evidence;
    this.owed = new OwedSlots(settings, calendar);
    this.due = due;
    this.clock = clock;
    this.config = config;
  }

  /**
   * A comparison and what it was made of.
   *
   * @param slots what had to be done up to now
   * @param ahead whether there are slots in the range whose time has not come
   * @param read what was there
   */
  record Compared(ParityReport report, DueSlots slots, boolean ahead, Evidence read) {

    /** Whether no slot of the range has come that is owed. */
    boolean none() {
      for (Generation generation : Generation.values()) {
        for (Category category : Category.values()) {
          if (!slots.of(generation, category).isEmpty()) {
            return false;
          }
        }
      }
      return true;
    }

    /** Whether every slot of both generations is done, and none is ahead. */
    boolean allDone() {
      if (ahead || none()) {
        return false;
      }
      for (Generation generation : Generation.values()) {
        for (Category category : Category.values()) {
          Set<Instant> done = read.of(generation).slotsDone().getOrDefault(category, Set.of());
          if (!done.containsAll(slots.of(generation, category))) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /**
   * Compares the slots of these market dates, as far as their time has come.
   *
   * @throws dev.baton.runtime.evidence.EvidenceUnavailableException if the database cannot be used
   * @throws dev.baton.calendar.UnknownCalendarException if the calendar does not know one of the dates
   * @throws AcceptedFileException if the file of accepted differences cannot be read
   */
  Compared compare(LocalDate from, LocalDate to, Set<Category> categories) {
    List<AcceptedDifference> accepted = accepted();
    Evidence read = evidence.read(from, to, categories);
    // After the evidence is read: whatever slot it has, has come. One that comes in between is not done yet.
    Instant now = clock.now();
    DueSlots slots = owed.between(from, to, now, read.since());
    DueSlots all = owed.between(from, to, MarketTime.startOf(to.plusDays(1)), read.since());
    // An engine of its own: it remembers windows, and a comparison must not push out those of the scans.
    ParityCheck check =
        new ParityCheck(due, tolerances(), accepted, new ColumnarEngine());
    return new Compared(
        check.check(
            from, to, categories, slots, read.of(Generation.LEGACY), read.of(Generation.OPTIMIZED)),
        slots,
        !all.equals(slots),
        read);
  }

  private Tolerances tolerances() {
    Tolerances usual = Tolerances.DEFAULT;
    return new Tolerances(
        usual.relative(),
        usual.absolute(),
        usual.countDifference(),
        config.mismatchRate(),
        config.confidence());
  }

  /** The file of accepted differences cannot be used; nothing is accepted silently, and nothing compared without it. */
  static final class AcceptedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AcceptedFileException(String message) {
      super(message, null, false, false);
    }
  }

  private List<AcceptedDifference> accepted() {
    if (config.accepted().isEmpty()) {
      return List.of();
    }
    Path file = config.accepted().get();
    try (Reader reader = Files.newBufferedReader(file)) {
      return AcceptedDifferences.read(file.toString(), reader);
    } catch (NoSuchFileException e) {
      throw new AcceptedFileException("baton.parity.accepted: there is no file " + file);
    } catch (IOException | IllegalArgumentException e) {
      throw new AcceptedFileException("baton.parity.accepted: " + e.getMessage());
    }
  }
}
