package dev.baton.slot;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.enums.EnumMaps;
import dev.baton.market.MarketTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The timetable of both generations: which slots are due, and which scans a slot has (ADR 23). A slot's time is that of its
 * schedule; a service begins it the fetch lag later. So what must have begun by now is asked until now less the fetch lag.
 *
 * <p>Every answer is by the calendar in force when it is asked. Immutable, and safe for use by several threads.
 */
public final class Timetable {

  /** A job and when it is due, for each of its categories. */
  private record Job(ScanJob job, List<SlotSchedule> schedules) {

    Job(ScanJob job) {
      this(
          job,
          job.categories().stream()
              .map(category -> new SlotSchedule(category, job.crons()))
              .toList());
    }

    boolean isDue(Instant slot, TradingCalendar calendar) {
      LocalDate date = MarketTime.date(slot);
      try {
        return schedules.stream()
            .anyMatch(schedule -> schedule.slots(calendar, date).contains(slot));
      } catch (UnknownCalendarException e) {
        return false;
      }
    }
  }

  /**
   * One generation.
   *
   * @param schedules by the time from which on they count; the first one counts for all times before, too
   * @param since from when on slots are due, the time itself included
   */
  private record Plan(
      List<Job> jobs,
      Map<Category, NavigableMap<Instant, SlotSchedule>> schedules,
      Map<Category, Instant> since) {

    static Plan of(List<ScanJob> jobs) {
      Map<Category, NavigableMap<Instant, SlotSchedule>> schedules = new EnumMap<>(Category.class);
      Map<Category, Instant> since = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        List<String> crons =
            jobs.stream()
                .filter(job -> job.categories().contains(category))
                .flatMap(job -> job.crons().stream())
                .toList();
        if (!crons.isEmpty()) {
          schedules.put(
              category, new TreeMap<>(Map.of(Instant.MIN, new SlotSchedule(category, crons))));
          since.put(category, Instant.MIN);
        }
      }
      return new Plan(jobs.stream().map(Job::new).toList(), schedules, since);
    }

    Plan recorded(Map<Category, NavigableMap<Instant, List<String>>> recorded) {
      Map<Category, NavigableMap<Instant, SlotSchedule>> all = new EnumMap<>(Category.class);
      all.putAll(schedules);
      recorded.forEach(
          (category, changes) -> {
            NavigableMap<Instant, SlotSchedule> pieces = new TreeMap<>();
            changes.forEach(
                (from, crons) ->
                    pieces.put(
                        pieces.isEmpty() ? Instant.MIN : from, new SlotSchedule(category, crons)));
            all.put(category, pieces);
          });
      return new Plan(jobs, all, since);
    }

    Plan since(Map<Category, Instant> starts) {
      return new Plan(jobs, schedules, Map.copyOf(starts));
    }

    boolean hasSlots(Category category) {
      return since.containsKey(category) && schedules.containsKey(category);
    }

    /** The slots of a date, whether or not they are due; throws as {@link SlotSchedule#slots} does. */
    List<Instant> slots(Category category, TradingCalendar calendar, LocalDate date) {
      NavigableMap<Instant, SlotSchedule> pieces = schedules.get(category);
      return pieces.entrySet().stream()
          .flatMap(
              piece ->
                  piece.getValue().slots(calendar, date).stream()
                      .filter(slot -> pieces.floorKey(slot).equals(piece.getKey())))
          .toList();
    }
  }

  private final Supplier<TradingCalendar> calendar;
  private final Map<Generation, Plan> plans;

  private Timetable(Supplier<TradingCalendar> calendar, Map<Generation, Plan> plans) {
    this.calendar = requireNonNull(calendar, "calendar is null");
    this.plans = plans;
  }

  /**
   * The timetable of the default jobs; every slot is due.
   *
   * @param calendar the one in force, asked for each time
   */
  public static Timetable defaults(Supplier<TradingCalendar> calendar) {
    return new Timetable(
        calendar, EnumMaps.each(Generation.class, of -> Plan.of(CategoryDefaults.jobs(of))));
  }

  /**
   * This timetable with other jobs of a generation; every slot of theirs is due. A category that no job scans has no slot.
   *
   * @throws IllegalArgumentException if a cron expression is not valid
   */
  public Timetable with(Generation generation, List<ScanJob> jobs) {
    return changed((of, plan) -> of == generation ? Plan.of(jobs) : plan);
  }

  /**
   * This timetable by the schedules that services recorded. Where none is recorded, the jobs' crons count as before.
   *
   * @throws IllegalArgumentException if a cron expression was recorded that this version does not know
   */
  public Timetable recorded(RecordedSchedules recorded) {
    return changed((of, plan) -> plan.recorded(recorded.pieces().getOrDefault(of, Map.of())));
  }

  /**
   * This timetable with slots that are due from a time on, the time itself included.
   *
   * @param since by generation and category; a category without an entry was never begun and has no slot that is due
   */
  public Timetable since(Map<Generation, Map<Category, Instant>> since) {
    return changed((of, plan) -> plan.since(since.getOrDefault(of, Map.of())));
  }

  private Timetable changed(BiFunction<Generation, Plan, Plan> change) {
    return new Timetable(
        calendar, EnumMaps.each(Generation.class, of -> change.apply(of, plans.get(of))));
  }

  public TradingCalendar calendar() {
    return calendar.get();
  }

  /**
   * Checks the expressions of a schedule: five fields of cron (minute, hour, day of month, month, day of week) in Asia/Kolkata,
   * or a step within the session like {@code session/5m} (ADR 37).
   *
   * @throws IllegalArgumentException if one is not valid; the message has the expression and the reason
   */
  public static void checkCrons(Collection<String> crons) {
    new SlotSchedule(Category.DAY_TRADING, crons);
  }

  /**
   * The slots of a generation and category that are due in a range. Dates that the calendar does not know keep nothing back
   * that it does know.
   *
   * @param from market time; a slot at that very time is in the range
   * @param until market time; likewise
   */
  public Slots due(Generation generation, Category category, Instant from, Instant until) {
    Plan plan = plans.get(generation);
    if (!plan.hasSlots(category)) {
      return Slots.NONE;
    }
    Instant first = later(from, plan.since().get(category));
    if (first.isAfter(until)) {
      return Slots.NONE;
    }
    TradingCalendar inForce = calendar();
    List<Instant> times = new ArrayList<>();
    SortedMap<LocalDate, String> unknown = new TreeMap<>();
    for (LocalDate date : dates(inForce, MarketTime.date(first), MarketTime.date(until))) {
      try {
        plan.slots(category, inForce, date).stream()
            .filter(slot -> !slot.isBefore(first) && !slot.isAfter(until))
            .forEach(times::add);
      } catch (UnknownCalendarException e) {
        unknown.put(date, e.getMessage());
      }
    }
    return new Slots(times, unknown);
  }

  /** The slots of a generation and category that are due on a market date. */
  public Slots due(Generation generation, Category category, LocalDate date) {
    return due(generation, category, MarketTime.startOf(date), MarketTime.endOf(date));
  }

  /**
   * The slots of these market dates, of every generation and category that has begun.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @param until market time; a slot at that very time has come, a later one is ahead. What is ahead and unknown is left out.
   * @throws IllegalArgumentException if {@code from} is after {@code to}
   */
  public DueSlots due(LocalDate from, LocalDate to, Instant until) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    Instant begin = MarketTime.startOf(from);
    Instant end = MarketTime.endOf(to);
    Map<Generation, Map<Category, Slots>> come =
        each(
            (generation, category) ->
                due(generation, category, begin, until.isBefore(end) ? until : end));
    return new DueSlots(
        each((generation, category) -> come.get(generation).get(category).times()),
        each(
            (generation, category) ->
                due(generation, category, later(begin, until.plusNanos(1)), end).times()),
        each((generation, category) -> come.get(generation).get(category).unknown()));
  }

  private <T> Map<Generation, Map<Category, T>> each(BiFunction<Generation, Category, T> value) {
    Map<Generation, Map<Category, T>> each = new EnumMap<>(Generation.class);
    plans.forEach(
        (generation, plan) -> {
          Map<Category, T> byCategory = new EnumMap<>(Category.class);
          plan.since()
              .keySet()
              .forEach(category -> byCategory.put(category, value.apply(generation, category)));
          if (!byCategory.isEmpty()) {
            each.put(generation, byCategory);
          }
        });
    return each;
  }

  /**
   * The first slot of a generation and category that is due after that time, however rare its slots are; no time if it has
   * none, or if a year before it is unknown. A session of unknown hours before it is passed over, and named as unknown.
   */
  public Slots next(Generation generation, Category category, Instant after) {
    Plan plan = plans.get(generation);
    if (!plan.hasSlots(category)) {
      return Slots.NONE;
    }
    Instant first = later(after.plusNanos(1), plan.since().get(category));
    SortedMap<LocalDate, String> passedOver = new TreeMap<>();
    for (LocalDate date = MarketTime.date(first); ; date = date.plusDays(1)) {
      Slots ofDate =
          due(generation, category, later(first, MarketTime.startOf(date)), MarketTime.endOf(date));
      passedOver.putAll(ofDate.unknown());
      boolean unknownYear = passedOver.containsKey(date) && !calendar().knows(date);
      if (ofDate.first().isPresent() || unknownYear) {
        return new Slots(ofDate.first().stream().toList(), passedOver);
      }
    }
  }

  /**
   * The scans of a slot time, which run side by side. Legacy makes one of each job, optimized one of everything: its jobs that
   * are due at the same time are merged, never dropped (ADR 12).
   *
   * @param due categories that have a slot then; each is in exactly one of the scans
   */
  public List<PlannedScan> scans(Generation generation, Instant slot, Set<Category> due) {
    List<Job> jobs = plans.get(generation).jobs();
    return switch (generation) {
      case LEGACY ->
          jobs.stream()
              .map(Job::job)
              .filter(job -> due.containsAll(job.categories()))
              .map(
                  job -> new PlannedScan(job.id(), EnumSet.copyOf(job.categories()), job.timeout()))
              .toList();
      case OPTIMIZED -> List.of(merged(jobs, slot, due));
    };
  }

  private PlannedScan merged(List<Job> all, Instant slot, Set<Category> due) {
    TradingCalendar inForce = calendar();
    List<Job> atSlot = all.stream().filter(job -> job.isDue(slot, inForce)).toList();
    // A calendar that was reloaded meanwhile may no longer have the slot: what was due is scanned
    // all the same.
    List<ScanJob> jobs = (atSlot.isEmpty() ? all : atSlot).stream().map(Job::job).toList();
    return new PlannedScan(
        jobs.stream().map(ScanJob::id).collect(Collectors.joining("+")),
        due,
        jobs.stream().map(ScanJob::timeout).max(Duration::compareTo).orElseThrow());
  }

  /** The dates that may have slots: those of sessions, and the first one of each stretch beyond the years that are known. */
  private static List<LocalDate> dates(TradingCalendar calendar, LocalDate from, LocalDate to) {
    LocalDate first = later(from, calendar.knownFrom());
    LocalDate firstBeyond = later(from, calendar.knownThrough().plusDays(1));
    List<LocalDate> dates = new ArrayList<>();
    if (from.isBefore(first)) {
      dates.add(from);
    }
    boolean beyond = !firstBeyond.isAfter(to);
    dates.addAll(calendar.sessionDates(first, beyond ? calendar.knownThrough() : to));
    if (beyond) {
      dates.add(firstBeyond);
    }
    return dates;
  }

  private static <T extends Comparable<? super T>> T later(T one, T other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
