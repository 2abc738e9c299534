package dev.baton.slot;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.baton.calendar.Session;
import dev.baton.calendar.TradingCalendar;
import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The slots of one category by its cron expressions: their times on the dates of sessions. A category whose signals come
 * from intraday bars has slots only from its session's open to its close, so that a Muhurat hour has its own and no others.
 */
final class SlotSchedule {

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /** Timetables are made for each comparison, always of the same few expressions. */
  private static final Map<String, Function<LocalDate, List<LocalTime>>> PARSED =
      new ConcurrentHashMap<>();

  private final Category category;

  /** The times of each cron expression on a date. */
  private final List<Function<LocalDate, List<LocalTime>>> crons;

  /** The newest answer: a runner asks for one date again and again. Not used once another calendar is in force. */
  private volatile Answer newest = new Answer(null, LocalDate.EPOCH, List.of());

  private record Answer(TradingCalendar calendar, LocalDate date, List<Instant> slots) {}

  /**
   * @throws IllegalArgumentException if an expression is not valid; the message has the expression and the reason
   */
  SlotSchedule(Category category, Collection<String> crons) {
    this.category = category;
    this.crons =
        crons.stream().map(cron -> PARSED.computeIfAbsent(cron, SlotSchedule::parse)).toList();
  }

  private static Function<LocalDate, List<LocalTime>> parse(String cron) {
    try {
      Cron parsed = PARSER.parse(cron).validate();
      ExecutionTime execution = ExecutionTime.forCron(parsed);
      if (ofEveryDay(parsed)) {
        // The same on each date, and asked of thousands of dates by a replay.
        List<LocalTime> times = times(execution, LocalDate.EPOCH);
        return _ -> times;
      }
      return date -> times(execution, date);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cron expression '%s': %s; expected five fields, like '0,30 10-14 * * *'"
              .formatted(cron, e.getMessage()),
          e);
    }
  }

  private static boolean ofEveryDay(Cron cron) {
    return Stream.of(CronFieldName.DAY_OF_MONTH, CronFieldName.MONTH, CronFieldName.DAY_OF_WEEK)
        .allMatch(field -> cron.retrieve(field).getExpression() instanceof Always);
  }

  private static List<LocalTime> times(ExecutionTime cron, LocalDate date) {
    List<LocalTime> times = new ArrayList<>();
    for (Optional<ZonedDateTime> next =
            cron.nextExecution(date.atStartOfDay(MarketTime.OFFSET).minusNanos(1));
        next.isPresent() && next.get().toLocalDate().equals(date);
        next = cron.nextExecution(next.get())) {
      times.add(next.get().toLocalTime());
    }
    return List.copyOf(times);
  }

  /**
   * The slots of that date, ascending; none if the exchange is closed.
   *
   * @throws dev.baton.calendar.UnknownCalendarException if the calendar does not know the year or the session's hours
   */
  List<Instant> slots(TradingCalendar calendar, LocalDate date) {
    Answer known = newest;
    if (known.calendar() != calendar || !known.date().equals(date)) {
      known = new Answer(calendar, date, computed(calendar, date));
      newest = known;
    }
    return known.slots();
  }

  private List<Instant> computed(TradingCalendar calendar, LocalDate date) {
    if (!calendar.isSession(date)) {
      return List.of();
    }
    Session session = calendar.require(date);
    TreeSet<Instant> times = new TreeSet<>();
    for (Function<LocalDate, List<LocalTime>> cron : crons) {
      cron.apply(date).forEach(time -> times.add(MarketTime.instant(date, time)));
    }
    if (category.signalTimeframe().intraday()) {
      times.removeIf(time -> time.isBefore(session.openAt()) || time.isAfter(session.closeAt()));
    }
    return List.copyOf(times);
  }
}
