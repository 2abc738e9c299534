package dev.baton.runtime.evidence;

import static java.util.Objects.requireNonNull;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.SlotSchedule;
import dev.baton.market.MarketTime;
import dev.baton.parity.DueSlots;
import dev.baton.runtime.settings.SchedulerSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The slots that both generations owe in a live run: by the schedules that their services recorded. A category of which none
 * is recorded, because its service is of a version that did not, goes by this service's own settings or, if it is of the other
 * generation, by the defaults.
 */
public final class OwedSlots {

  private final Map<Generation, Map<Category, SlotSchedule>> assumed =
      new EnumMap<>(Generation.class);
  private final Supplier<TradingCalendar> calendar;
  private final Map<Recorded, SlotSchedule> parsed = new ConcurrentHashMap<>();

  private record Recorded(Category category, List<String> crons) {}

  /**
   * @param own this service's settings
   * @param calendar the one in force, asked for each time
   */
  public OwedSlots(SchedulerSettings own, Supplier<TradingCalendar> calendar) {
    requireNonNull(own, "own is null");
    this.calendar = requireNonNull(calendar, "calendar is null");
    for (Generation generation : Generation.values()) {
      SchedulerSettings settings =
          generation == own.generation() ? own : SchedulerSettings.defaults(generation);
      assumed.put(generation, settings.schedules(calendar));
    }
  }

  /** What each generation began and recorded no schedule of, like {@code legacy day_trading}: its slots are assumed. */
  public static List<String> assumed(
      Map<Generation, Map<Category, Instant>> since, SlotSchedules schedules) {
    return since.entrySet().stream()
        .flatMap(
            generation ->
                generation.getValue().keySet().stream()
                    .filter(category -> schedules.of(generation.getKey(), category).isEmpty())
                    .map(category -> generation.getKey().label() + " " + category.label()))
        .sorted()
        .toList();
  }

  /**
   * The slots of these market dates whose time has come.
   *
   * @param from first date at the exchange
   * @param to last date at the exchange
   * @param until market time; a slot at that very time has come
   * @param since from when on each generation owes slots, the time itself included, as in {@link Evidence#since}; a category
   *     without an entry was never begun and owes none
   * @param schedules by which schedules
   * @throws IllegalArgumentException if {@code from} is after {@code to}, or a cron expression was recorded that this version
   *     does not know
   * @throws dev.baton.calendar.UnknownCalendarException if the calendar does not know a date that has come
   */
  public DueSlots between(
      LocalDate from,
      LocalDate to,
      Instant until,
      Map<Generation, Map<Category, Instant>> since,
      SlotSchedules schedules) {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
    EnumMap<Generation, Map<Category, List<Instant>>> due = new EnumMap<>(Generation.class);
    since.forEach(
        (generation, starts) -> {
          EnumMap<Category, List<Instant>> byCategory = new EnumMap<>(Category.class);
          starts.forEach(
              (category, start) ->
                  byCategory.put(
                      category,
                      slots(
                          pieces(generation, category, schedules),
                          new Span(from, to, start, until))));
          due.put(generation, byCategory);
        });
    return new DueSlots(due);
  }

  /** Schedules by the time from which on they count; the oldest one that is known counts for all times before, too. */
  private NavigableMap<Instant, SlotSchedule> pieces(
      Generation generation, Category category, SlotSchedules schedules) {
    NavigableMap<Instant, List<String>> recorded = schedules.of(generation, category);
    NavigableMap<Instant, SlotSchedule> pieces = new TreeMap<>();
    if (recorded.isEmpty()) {
      pieces.put(Instant.MIN, assumed.get(generation).get(category));
    }
    recorded.forEach(
        (since, crons) ->
            pieces.put(pieces.isEmpty() ? Instant.MIN : since, schedule(category, crons)));
    return pieces;
  }

  private SlotSchedule schedule(Category category, List<String> crons) {
    return parsed.computeIfAbsent(
        new Recorded(category, crons), _ -> new SlotSchedule(category, crons, calendar));
  }

  private record Span(LocalDate from, LocalDate to, Instant start, Instant until) {

    LocalDate first() {
      LocalDate began = MarketTime.date(start);
      return began.isAfter(from) ? began : from;
    }

    LocalDate last() {
      LocalDate now = MarketTime.date(until);
      return now.isBefore(to) ? now : to;
    }

    boolean has(Instant slot) {
      return !slot.isBefore(start) && !slot.isAfter(until);
    }
  }

  private static List<Instant> slots(NavigableMap<Instant, SlotSchedule> pieces, Span span) {
    if (span.first().isAfter(span.last())) {
      // All of it is before the first start, or still to come.
      return List.of();
    }
    return span.first()
        .datesUntil(span.last().plusDays(1))
        .flatMap(date -> slots(pieces, date))
        .filter(span::has)
        .toList();
  }

  private static Stream<Instant> slots(NavigableMap<Instant, SlotSchedule> pieces, LocalDate date) {
    Instant first = pieces.floorKey(MarketTime.startOf(date));
    return pieces
        .subMap(first, true, MarketTime.startOf(date.plusDays(1)), false)
        .entrySet()
        .stream()
        .flatMap(
            piece ->
                piece.getValue().slots(date).stream()
                    .filter(slot -> pieces.floorKey(slot).equals(piece.getKey())));
  }
}
