package dev.baton.runtime.rest;

import dev.baton.category.Generation;
import dev.baton.evidence.SeenSeries;
import dev.baton.evidence.SeenSeries.Pair;
import dev.baton.evidence.SeenSeries.Seen;
import dev.baton.evidence.SeriesDiff;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The bars that scans really saw, from what they recorded; the broker is not asked. */
@Path("/api/scheduler/data/{symbol}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SeenDataResource {

  private static final int MOST_DIFFERENCES = 100;

  /**
   * A window that a generation evaluated.
   *
   * @param slotTime the newest slot that evaluated it
   * @param first open of the first bar
   * @param last open of the last bar, the one that was evaluated
   * @param hash of all bars, 16 hexadecimal digits; equal hashes are equal bars
   */
  public record Data(
      String generation,
      String category,
      String symbol,
      String timeframe,
      Instant slotTime,
      int count,
      Instant first,
      Instant last,
      String hash,
      List<Candle> candles) {}

  /** One side of a comparison; the fields are those of {@link Data}. */
  public record Window(Instant slotTime, int count, Instant first, Instant last, String hash) {
    static Window of(Seen seen) {
      return new Window(
          seen.slot(),
          seen.input().bars(),
          seen.input().firstBar(),
          seen.input().lastBar(),
          seen.input().hashText());
    }
  }

  /**
   * A bar that differs.
   *
   * @param kind {@code missing_in_legacy}, {@code missing_in_optimized} or {@code revised}
   */
  public record Difference(
      Instant time, String kind, Optional<Candle> legacy, Optional<Candle> optimized) {
    static Difference of(SeriesDiff.Difference difference) {
      return new Difference(
          difference.time(),
          difference.kind().label(),
          difference.legacy(),
          difference.optimized());
    }
  }

  /**
   * Both generations side by side.
   *
   * @param slotTime the newest slot that both did
   * @param equal whether both saw the same bars
   * @param differenceCount number of bars that differ
   * @param differences the first {@value #MOST_DIFFERENCES} of them
   */
  public record Diff(
      String category,
      String symbol,
      String timeframe,
      Instant slotTime,
      Window legacy,
      Window optimized,
      boolean equal,
      Optional<Difference> firstDifference,
      int differenceCount,
      List<Difference> differences) {}

  private final SeenSeries series;
  private final Generation generation;

  SeenDataResource(SeenSeries series, Generation generation) {
    this.series = series;
    this.generation = generation;
  }

  @GET
  @Operation(summary = "The bars that this generation's newest evaluation of the symbol saw")
  @APIResponse(responseCode = "200", description = "The window, its bars and its hash")
  @APIResponse(
      responseCode = "400",
      description = "Not a symbol, a timeframe with evaluated bars, or a category")
  @APIResponse(
      responseCode = "404",
      description = "This generation has not evaluated the symbol so")
  public Data data(
      @PathParam("symbol") String symbol,
      @Parameter(description = "5m or 1D; the category's, or 1D, if not given")
          @QueryParam("timeframe")
          Optional<String> timeframe,
      @Parameter(description = "the category with the longest window if not given")
          @QueryParam("category")
          Optional<String> category) {
    DataQuestion question = DataQuestion.of(symbol, timeframe, category);
    Seen seen =
        question.categories().stream()
            .flatMap(each -> series.newest(generation, each, question.symbol()).stream())
            .findFirst()
            .orElseThrow(() -> Problems.notFound(neverSeen(List.of(generation), question)));
    return new Data(
        generation.label(),
        seen.category().label(),
        seen.symbol().value(),
        seen.input().timeframe().label(),
        seen.slot(),
        seen.input().bars(),
        seen.input().firstBar(),
        seen.input().lastBar(),
        seen.input().hashText(),
        bars(seen).toList());
  }

  @GET
  @Path("/diff")
  @Operation(
      summary =
          "The bars that both generations saw as of the newest slot that both did, and where they differ")
  @APIResponse(responseCode = "200", description = "Both windows, and the bars that differ")
  @APIResponse(
      responseCode = "400",
      description = "Not a symbol, a timeframe with evaluated bars, or a category")
  @APIResponse(
      responseCode = "404",
      description =
          "A generation has not evaluated the symbol so, or not in one slot with the other")
  public Diff diff(
      @PathParam("symbol") String symbol,
      @Parameter(description = "5m or 1D; the category's, or 1D, if not given")
          @QueryParam("timeframe")
          Optional<String> timeframe,
      @Parameter(
              description = "the category with the longest window that both evaluated if not given")
          @QueryParam("category")
          Optional<String> category) {
    DataQuestion question = DataQuestion.of(symbol, timeframe, category);
    Pair pair =
        question.categories().stream()
            .flatMap(each -> series.together(each, question.symbol()).stream())
            .findFirst()
            .orElseThrow(() -> Problems.notFound(neverTogether(question)));
    List<SeriesDiff.Difference> differences =
        SeriesDiff.of(bars(pair.legacy()), bars(pair.optimized()));
    List<Difference> shown =
        differences.stream().limit(MOST_DIFFERENCES).map(Difference::of).toList();
    return new Diff(
        pair.legacy().category().label(),
        question.symbol().value(),
        pair.legacy().input().timeframe().label(),
        pair.slot(),
        Window.of(pair.legacy()),
        Window.of(pair.optimized()),
        differences.isEmpty(),
        shown.stream().findFirst(),
        differences.size(),
        shown);
  }

  private static CandleSeries bars(Seen seen) {
    return seen.bars()
        .orElseThrow(
            () ->
                Problems.notFound(
                    "the bars that %s's evaluation of %s for %s at %s saw were not kept"
                        .formatted(
                            seen.generation().label(),
                            seen.symbol(),
                            seen.category().label(),
                            MarketTime.text(seen.slot()))));
  }

  private String neverTogether(DataQuestion question) {
    List<Generation> without =
        Arrays.stream(Generation.values())
            .filter(
                each ->
                    question.categories().stream()
                        .allMatch(
                            category -> series.newest(each, category, question.symbol()).isEmpty()))
            .toList();
    return without.isEmpty()
        ? "legacy and optimized have evaluated %s, but never in the same slot"
            .formatted(question.text())
        : neverSeen(without, question);
  }

  private static String neverSeen(List<Generation> generations, DataQuestion question) {
    return "no evaluation of %s has seen %s"
        .formatted(
            generations.stream().map(Generation::label).collect(Collectors.joining(" or ")),
            question.text());
  }
}
