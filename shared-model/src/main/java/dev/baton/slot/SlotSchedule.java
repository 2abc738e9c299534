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
import java.time.Duration;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The slots of one category on the dates of sessions. An expression is either five fields of cron, or {@code session/5m}: every
 * five minutes from the session's open to the end of continuous trading, both included, whatever its hours. A category whose
 * signals come from intraday bars has no slots outside these hours, whatever its expressions are (ADR 37).
 */
final class SlotSchedule {

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private static final Pattern STEP = Pattern.compile("session/(\\d{1,3})m");
  private static final int LONGEST_STEP = 360;

  /** Timetables are made for each comparison, always of the same few expressions. */
  private static final Map<String, Function<Session, List<Instant>>> PARSED =
      new ConcurrentHashMap<>();

  private final Category category;

  /** The times of each expression on the date of a session. */
  private final List<Function<Session, List<Instant>>> expressions;

  /** The newest answer: a runner asks for one date again and again. Not used once another calendar is in force. */
  private volatile Answer newest = new Answer(null, LocalDate.EPOCH, List.of());

  private record Answer(TradingCalendar calendar, LocalDate date, List<Instant> slots) {}

  /**
   * @throws IllegalArgumentException if an expression is not valid; the message has the expression and the reason
   */
  SlotSchedule(Category category, Collection<String> expressions) {
    this.category = category;
    this.expressions =
        expressions.stream()
            .map(expression -> PARSED.computeIfAbsent(expression, SlotSchedule::parse))
            .toList();
  }

  private static Function<Session, List<Instant>> parse(String expression) {
    if (expression.startsWith("session/")) {
      Duration step = step(expression);
      return session -> steps(session, step);
    }
    Function<LocalDate, List<LocalTime>> times = parseCron(expression);
    return session ->
        times.apply(session.date()).stream()
            .map(time -> MarketTime.instant(session.date(), time))
            .toList();
  }

  private static Duration step(String expression) {
    Matcher step = STEP.matcher(expression);
    int minutes = step.matches() ? Integer.parseInt(step.group(1)) : 0;
    if (minutes < 1 || minutes > LONGEST_STEP) {
      throw new IllegalArgumentException(
          "schedule '%s': expected a step of 1 to %s minutes, like 'session/5m'"
              .formatted(expression, LONGEST_STEP));
    }
    return Duration.ofMinutes(minutes);
  }

  private static List<Instant> steps(Session session, Duration step) {
    List<Instant> times = new ArrayList<>();
    for (Instant time = session.openAt();
        !time.isAfter(session.continuousEndAt());
        time = time.plus(step)) {
      times.add(time);
    }
    return List.copyOf(times);
  }

  private static Function<LocalDate, List<LocalTime>> parseCron(String cron) {
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
          "cron expression '%s': %s; expected five fields, like '0,30 10-14 * * *', or 'session/5m'"
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
    expressions.forEach(expression -> times.addAll(expression.apply(session)));
    if (category.signalTimeframe().intraday()) {
      times.removeIf(
          time -> time.isBefore(session.openAt()) || time.isAfter(session.continuousEndAt()));
    }
    return List.copyOf(times);
  }
}
