package dev.baton.optimized.parity;

import dev.baton.calendar.ReloadableCalendar;
import dev.baton.category.Category;
import dev.baton.enums.Labelled;
import dev.baton.market.MarketTime;
import dev.baton.parity.Cause;
import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityView;
import dev.baton.runtime.clock.SlotClock;
import dev.baton.runtime.rest.Problems;
import dev.baton.runtime.rest.Reads;
import dev.baton.runtime.rest.RequestValues;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Answers whether both generations found the same signals, and the cause of each difference. */
@Path("/api/parity")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ParityResource {

  /** A comparison reads every evaluation of its range. */
  private static final int MOST_DAYS = 92;

  private final Reads reads;
  private final LiveParity parity;
  private final Digests digests;
  private final SlotClock clock;
  private final ReloadableCalendar calendar;

  ParityResource(
      Reads reads,
      LiveParity parity,
      Digests digests,
      SlotClock clock,
      ReloadableCalendar calendar) {
    this.reads = reads;
    this.calendar = calendar;
    this.parity = parity;
    this.digests = digests;
    this.clock = clock;
  }

  /**
   * A comparison without its mismatches one by one.
   *
   * @param assumedSchedules generations and categories whose service has recorded no schedule; the slots that are due are assumed
   */
  public record Report(
      String from,
      String to,
      String verdict,
      String reason,
      List<String> holds,
      List<ParityView.CategoryView> categories,
      List<ParityView.SessionView> sessions,
      Map<String, Integer> causes,
      int mismatches,
      List<ParityView.HoleView> holes,
      List<ParityView.NotComparableView> notComparable,
      List<ParityView.LateView> late,
      List<String> assumedSchedules) {

    static Report of(LiveParity.Compared compared) {
      ParityView view = ParityView.of(compared.report());
      return new Report(
          view.from(),
          view.to(),
          view.verdict(),
          view.reason(),
          view.holds(),
          view.categories(),
          view.sessions(),
          view.causes(),
          view.mismatches().size(),
          view.holes(),
          view.notComparable(),
          view.late(),
          compared.assumedSchedules());
    }
  }

  /**
   * Mismatches.
   *
   * @param total how many there are in the range, of that cause if one was asked for
   * @param mismatches the first of them
   */
  public record Mismatches(
      String from, String to, int total, List<ParityView.MismatchView> mismatches) {}

  @GET
  @Operation(
      summary =
          "Compares the signals of both generations: per category and session what matched, drifted, is missing or extra, and a"
              + " verdict")
  public Uni<Report> report(
      @Parameter(description = "first market date, like 2026-06-10; today if not given")
          @QueryParam("from")
          Optional<String> from,
      @Parameter(description = "last market date; the first one if not given") @QueryParam("to")
          Optional<String> to,
      @Parameter(description = "categories, separated by commas; all if not given")
          @QueryParam("category")
          Optional<String> category) {
    Range range = range(from, to);
    Set<Category> categories = RequestValues.categories(category);
    return reads.expensive(() -> Report.of(compared(range, categories)));
  }

  @GET
  @Path("/mismatches")
  @Operation(
      summary =
          "Every signal that differs, with both sides, their fingerprints, the cause and the evidence")
  public Uni<Mismatches> mismatches(
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to,
      @QueryParam("category") Optional<String> category,
      @Parameter(description = "only those of this cause") @QueryParam("cause")
          Optional<String> cause,
      @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "10000",
                      defaultValue = "500"))
          @QueryParam("limit")
          Optional<String> limit) {
    Range range = range(from, to);
    Optional<String> wanted =
        cause.map(
            label ->
                RequestValues.checked(() -> Labelled.of("cause", label, Cause.values()).label()));
    int most = RequestValues.limit(limit);
    Set<Category> categories = RequestValues.categories(category);
    return reads.expensive(() -> mismatches(range, compared(range, categories), wanted, most));
  }

  private static Mismatches mismatches(
      Range range, LiveParity.Compared compared, Optional<String> cause, int most) {
    List<Mismatch> found =
        compared.report().mismatches().stream()
            .filter(
                mismatch ->
                    cause
                        .filter(label -> !label.equals(mismatch.diagnosis().cause().label()))
                        .isEmpty())
            .toList();
    return new Mismatches(
        range.from().toString(),
        range.to().toString(),
        found.size(),
        found.stream().limit(most).map(ParityView.MismatchView::of).toList());
  }

  @GET
  @Path("/daily/{date}")
  @Operation(
      summary =
          "The digest of a session, stored once every slot of it is done; 404 before. One on hold is replaced when newer evidence"
              + " says otherwise")
  public Digests.Digest daily(@PathParam("date") String date) {
    LocalDate day = RequestValues.recordedDate("date", date);
    return digests
        .find(day)
        .orElseThrow(
            () ->
                Problems.notFound(
                    "there is no digest of %s; one is stored when every slot of a session is done. /api/parity?from=%s compares what is there"
                        .formatted(day, day)));
  }

  private record Range(LocalDate from, LocalDate to) {}

  private Range range(Optional<String> from, Optional<String> to) {
    LocalDate first =
        from.map(text -> begin("from", text))
            .or(() -> to.map(text -> begin("to", text)))
            .orElseGet(() -> MarketTime.date(clock.now()));
    LocalDate last = to.map(text -> RequestValues.recordedDate("to", text)).orElse(first);
    if (first.isAfter(last)) {
      throw Problems.bad("from %s is after to %s".formatted(first, last));
    }
    if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
      throw Problems.bad("%s to %s is more than %s days".formatted(first, last, MOST_DAYS));
    }
    return new Range(first, last);
  }

  /** The begin of a range, up to the last date of the calendar: after it no slot is known. */
  private LocalDate begin(String name, String text) {
    LocalDate date = RequestValues.recordedDate(name, text);
    LocalDate through = calendar.get().knownThrough();
    if (date.isAfter(through)) {
      throw Problems.bad(
          "%s %s is after %s, the last date that the trading calendar knows; add year %s to the calendar overrides file"
              .formatted(name, date, through, date.getYear()));
    }
    return date;
  }

  private LiveParity.Compared compared(Range range, Set<Category> categories) {
    try {
      return parity.compare(range.from(), range.to(), categories);
    } catch (LiveParity.AcceptedFileException e) {
      throw Problems.unavailable(e.getMessage());
    }
  }
}
