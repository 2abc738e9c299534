package dev.baton.runtime.rest;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.csv.DataFileException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** The trading calendar in force. */
@Path("/api/scheduler/calendar")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CalendarResource {

  private static final Logger LOG = Logger.getLogger(CalendarResource.class);

  /**
   * The calendar in force.
   *
   * @param knownFrom first date at the exchange that it knows
   * @param knownThrough last date at the exchange that it knows
   * @param overrides lines of the overrides file
   * @param source the overrides file, as the setting names it, or {@code shipped}
   * @param sessionsWithoutHours sessions whose hours an override still has to give
   */
  public record InForce(
      LocalDate knownFrom,
      LocalDate knownThrough,
      int overrides,
      String source,
      List<LocalDate> sessionsWithoutHours) {}

  private final ReloadableCalendar calendar;

  CalendarResource(ReloadableCalendar calendar) {
    this.calendar = calendar;
  }

  @GET
  @Operation(
      summary =
          "The trading calendar in force: which dates it knows and where its overrides come from")
  public InForce inForce() {
    return shown(calendar.get());
  }

  @POST
  @Path("/reload")
  @Operation(
      summary =
          "Reads the calendar overrides again; a broken file is refused and the calendar in force stays")
  @APIResponse(responseCode = "200", description = "The calendar that is in force now")
  @APIResponse(
      responseCode = "422",
      description = "The file is broken: its name, the line and what is wrong")
  public InForce reload() {
    try {
      InForce read = shown(calendar.reload());
      LOG.infof(
          "calendar=reloaded source=\"%s\" overrides=%s known_through=%s",
          read.source(), read.overrides(), read.knownThrough());
      return read;
    } catch (DataFileException | UnknownCalendarException e) {
      throw refused(e.getMessage());
    }
  }

  private static Problem refused(String reason) {
    LOG.warnf("calendar=refused reason=\"%s\"; the one in force stays", reason);
    return Problems.unprocessable(reason + "; the calendar in force stays");
  }

  private InForce shown(TradingCalendar now) {
    return new InForce(
        now.knownFrom(), now.knownThrough(), now.overrides(), source(), now.withoutHours());
  }

  private String source() {
    return calendar.overrides().map(Object::toString).orElse("shipped");
  }
}
