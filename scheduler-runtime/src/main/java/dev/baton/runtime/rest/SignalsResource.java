package dev.baton.runtime.rest;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.Labelled;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.ownership.Mode;
import dev.baton.runtime.store.SignalEntity;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The stored signals of both generations. */
@Path("/api/signals")
@Produces(MediaType.APPLICATION_JSON)
public class SignalsResource {

  /** A generation that is off publishes nothing. */
  private static final Mode[] MODES = {Mode.LIVE, Mode.SHADOW};

  /** A stored signal with the fingerprint of its input. */
  public record StoredSignal(
      String generation,
      String mode,
      String category,
      String symbol,
      String strategy,
      String side,
      Instant barTime,
      BigDecimal entry,
      BigDecimal stopLoss,
      BigDecimal target,
      BigDecimal confidence,
      Input input,
      Instant slotTime,
      Instant detectedAt,
      boolean late) {

    /**
     * The window that the signal was computed from.
     *
     * @param hash as 16 hexadecimal digits
     * @param lacking number of bars that it lacks without an explanation
     */
    public record Input(
        String timeframe, Instant firstBar, Instant lastBar, int bars, String hash, int lacking) {}

    static StoredSignal of(SignalEntity row) {
      return new StoredSignal(
          row.generation,
          row.mode,
          row.category,
          row.symbol,
          row.strategy,
          row.side,
          row.barTime,
          row.entry,
          row.stopLoss,
          row.target,
          row.confidence,
          new Input(
              row.timeframe,
              row.windowFirst,
              row.windowLast,
              row.windowBars,
              HexFormat.of().toHexDigits(row.windowHash),
              row.windowLacks == null ? 0 : row.windowLacks),
          row.slotTime,
          row.detectedAt,
          row.late);
    }
  }

  @GET
  @WithSession
  @Operation(
      summary =
          "Signals, newest bar first; only the live ones unless a mode or a generation is asked for")
  public Uni<List<StoredSignal>> signals(
      @QueryParam("category") Optional<String> category,
      @QueryParam("symbol") Optional<String> symbol,
      @QueryParam("generation") Optional<String> generation,
      @QueryParam("mode") Optional<String> mode,
      @Parameter(description = "market date of the slot, like 2026-06-10") @QueryParam("date")
          Optional<String> date,
      @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "10000",
                      defaultValue = "500"))
          @QueryParam("limit")
          Optional<String> limit) {
    Map<String, String> equal = new LinkedHashMap<>();
    category.ifPresent(
        label ->
            equal.put("category", RequestValues.checked(() -> Category.ofLabel(label).label())));
    symbol.ifPresent(
        name -> equal.put("symbol", RequestValues.checked(() -> Symbol.of(name).value())));
    generation.ifPresent(
        name -> equal.put("generation", label("generation", name, Generation.values())));
    mode.map(name -> label("mode", name, MODES))
        .or(() -> generation.isPresent() ? Optional.empty() : Optional.of("live"))
        .ifPresent(name -> equal.put("mode", name));
    List<String> conditions = new ArrayList<>();
    Parameters parameters = new Parameters();
    equal.forEach(
        (name, value) -> {
          conditions.add(name + " = :" + name);
          parameters.and(name, value);
        });
    date.ifPresent(
        text -> {
          LocalDate day = RequestValues.recordedDate("date", text);
          conditions.add("slotTime >= :begin and slotTime < :end");
          parameters
              .and("begin", MarketTime.startOf(day))
              .and("end", MarketTime.startOf(day.plusDays(1)));
        });
    int most = RequestValues.limit(limit);
    return SignalEntity.<SignalEntity>find(
            conditions.isEmpty() ? "from SignalEntity" : String.join(" and ", conditions),
            Sort.by("barTime")
                .descending()
                .and("category")
                .and("symbol")
                .and("strategy")
                .and("generation"),
            parameters)
        .range(0, most - 1)
        .list()
        .map(rows -> rows.stream().map(StoredSignal::of).toList());
  }

  private static String label(String what, String label, Labelled[] values) {
    return RequestValues.checked(() -> Labelled.of(what, label, values).label());
  }
}
