package dev.baton.runtime.health;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.TradingCalendar;
import dev.baton.market.MarketTime;
import dev.baton.runtime.clock.SlotClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down when the calendar does not know today; a warning within {@value #WARNING_DAYS} days of what it does not know. */
@Readiness
@ApplicationScoped
class CalendarReadiness implements HealthCheck {

  static final int WARNING_DAYS = 30;

  private final ReloadableCalendar calendar;
  private final SlotClock clock;

  CalendarReadiness(ReloadableCalendar calendar, SlotClock clock) {
    this.calendar = calendar;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    return check(calendar.get(), MarketTime.date(clock.now()));
  }

  static HealthCheckResponse check(TradingCalendar calendar, LocalDate today) {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("trading calendar")
            .withData("known_through", calendar.knownThrough().toString())
            .status(calendar.knows(today));
    if (today.plusDays(WARNING_DAYS).isAfter(calendar.knownThrough())) {
      response.withData(
          "warning",
          "the calendar ends on %s; add the next year to the overrides file"
              .formatted(calendar.knownThrough()));
    }
    calendar.withoutHours().stream()
        .filter(date -> !date.isBefore(today) && !date.isAfter(today.plusDays(WARNING_DAYS)))
        .findFirst()
        .ifPresent(
            date ->
                response.withData(
                    "hours_unknown",
                    "the hours of the session on %s are not known; add them to the overrides file"
                        .formatted(date)));
    return response.build();
  }
}
