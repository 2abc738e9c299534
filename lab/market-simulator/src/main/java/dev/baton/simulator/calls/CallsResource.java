package dev.baton.simulator.calls;

import dev.baton.simulator.calls.CallLog.Group;
import dev.baton.simulator.calls.CallLog.Row;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The broker's own count of the calls that it got. */
@Path("/sim/calls")
@RunOnVirtualThread
@Tag(name = "calls")
public class CallsResource {

  private static final int LONGEST_PAGE = 100_000;

  private final CallLog calls;

  CallsResource(CallLog calls) {
    this.calls = calls;
  }

  /** Totals, and the number of calls for each combination. */
  public record Summary(
      long total,
      Map<String, Long> byClient,
      Map<String, Long> byEndpoint,
      Map<String, Long> byOutcome,
      List<LocalDate> dates,
      List<Group> groups) {}

  /** A page of calls; {@code last} is the {@code after} of the next one. */
  public record Page(long last, List<Row> calls) {}

  @GET
  @Operation(summary = "Calls by client, endpoint, symbol, interval and outcome")
  public Summary summary(@QueryParam("date") String date) {
    Optional<LocalDate> day = Optional.ofNullable(date).map(CallsResource::date);
    List<Group> groups = calls.groups(day);
    return new Summary(
        groups.stream().mapToLong(Group::calls).sum(),
        sums(groups, Group::client),
        sums(groups, Group::endpoint),
        sums(groups, Group::outcome),
        calls.dates(),
        groups);
  }

  @GET
  @Path("/log")
  @Operation(summary = "The calls row by row, after an id")
  public Page log(
      @QueryParam("after") @DefaultValue("0") long after,
      @QueryParam("limit") @DefaultValue("10000") int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new BadRequestException("limit " + limit + " is out of 1 to " + LONGEST_PAGE);
    }
    List<Row> rows = calls.after(after, limit);
    return new Page(rows.isEmpty() ? after : rows.getLast().id(), rows);
  }

  @DELETE
  @Operation(summary = "Forget all calls")
  public void reset() {
    calls.reset();
  }

  private static Map<String, Long> sums(List<Group> groups, Function<Group, String> key) {
    return groups.stream()
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.summingLong(Group::calls)));
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadRequestException("date '" + text + "' is no date such as 2026-06-10", e);
    }
  }
}
