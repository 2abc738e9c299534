package dev.baton.runtime.rest;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.Labelled;
import dev.baton.evidence.SignalReader;
import dev.baton.evidence.SignalRow;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.ownership.Mode;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The stored signals of both generations, sent as they are read (ADR 42). */
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

    static StoredSignal of(SignalRow row) {
      return new StoredSignal(
          row.generation(),
          row.mode(),
          row.category(),
          row.symbol(),
          row.strategy(),
          row.side(),
          row.barTime(),
          row.entry(),
          row.stopLoss(),
          row.target(),
          row.confidence(),
          new Input(
              row.timeframe(),
              row.windowFirst(),
              row.windowLast(),
              row.windowBars(),
              HexFormat.of().toHexDigits(row.windowHash()),
              row.windowLacks()),
          row.slotTime(),
          row.detectedAt(),
          row.late());
    }
  }

  private final SignalReader signals;
  private final Reads reads;

  SignalsResource(SignalReader signals, Reads reads) {
    this.signals = signals;
    this.reads = reads;
  }

  @GET
  @Operation(
      summary =
          "Signals, newest bar first; only the live ones unless a mode or a generation is asked for")
  public Multi<StoredSignal> signals(
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
          Optional<String> limit,
      @Context HttpServerResponse response) {
    Optional<LocalDate> day = date.map(text -> RequestValues.recordedDate("date", text));
    SignalReader.Filter filter =
        new SignalReader.Filter(
            category.map(label -> RequestValues.checked(() -> Category.ofLabel(label).label())),
            symbol.map(name -> RequestValues.checked(() -> Symbol.of(name).value())),
            generation.map(name -> label("generation", name, Generation.values())),
            mode.map(name -> label("mode", name, MODES))
                .or(() -> generation.isPresent() ? Optional.empty() : Optional.of("live")),
            day.map(MarketTime::startOf),
            day.map(wanted -> MarketTime.startOf(wanted.plusDays(1))));
    return reads
        .list(
            RequestValues.limit(limit),
            (Reads.Page<SignalRow>) (last, rows) -> signals.page(filter, last, rows))
        .map(StoredSignal::of)
        .onFailure()
        .invoke(() -> endIfBegun(response));
  }

  /** Ends an answer that has begun and cannot go on, so that the client does not wait for the rest. */
  private static void endIfBegun(HttpServerResponse response) {
    if (response.headWritten()) {
      response.reset();
    }
  }

  private static String label(String what, String label, Labelled[] values) {
    return RequestValues.checked(() -> Labelled.of(what, label, values).label());
  }
}
