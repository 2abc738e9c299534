package dev.baton.optimized.replay;

import dev.baton.csv.DataFileException;
import dev.baton.replay.ReplayException;
import dev.baton.runtime.rest.Problems;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code ./baton replay} over the folder of the settings, while the service goes on with its slots. */
@Path(ReplayResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ReplayResource {

  static final String PATH = "/api/parity/replay";

  /** A running replay ends within one slot of a symbol, a comparison within seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Replays replays;
  private final Duration patience;

  @Inject
  ReplayResource(Replays replays) {
    this(replays, PATIENCE);
  }

  ReplayResource(Replays replays, Duration patience) {
    this.replays = replays;
    this.patience = patience;
  }

  @POST
  @Operation(
      summary = "Starts a replay of recorded candles through both generations, like ./baton replay")
  @APIResponse(responseCode = "202", description = "It runs; GET tells how far it is")
  @APIResponse(
      responseCode = "400",
      description = "It cannot be understood, or the candles do not have what is asked for")
  @APIResponse(
      responseCode = "409",
      description = "One runs, or the service was given no folder of candles")
  @APIResponse(
      responseCode = "422",
      description = "A candle file is broken: its name, the line and what is wrong")
  public RestResponse<ReplayView> start(ReplayRequest request) {
    ReplayJob job;
    try {
      job =
          replays.start(ReplayOrder.of(Optional.ofNullable(request).orElse(ReplayRequest.NOTHING)));
    } catch (ReplayException e) {
      throw Problems.bad(e.getMessage());
    } catch (DataFileException e) {
      throw Problems.unprocessable(e.getMessage());
    } catch (ReplayRefused e) {
      throw Problems.conflict(e.getMessage());
    }
    return RestResponse.ResponseBuilder.<ReplayView>create(RestResponse.Status.ACCEPTED)
        .entity(ReplayView.of(job))
        .location(URI.create(PATH))
        .build();
  }

  @GET
  @Operation(summary = "The newest replay: its state and progress, and its report once it is done")
  @APIResponse(responseCode = "200", description = "running, done, cancelled or failed")
  @APIResponse(responseCode = "404", description = "None was started since the service was")
  public ReplayView newest() {
    return ReplayView.of(job());
  }

  @DELETE
  @Operation(summary = "Cancels the running replay; what it has done is thrown away")
  @APIResponse(responseCode = "200", description = "It has ended")
  @APIResponse(
      responseCode = "202",
      description = "It has not ended within a few seconds, but will")
  @APIResponse(responseCode = "404", description = "None was started since the service was")
  @APIResponse(responseCode = "409", description = "None runs: the newest one has ended")
  public RestResponse<ReplayView> cancel() throws InterruptedException {
    ReplayJob job = job();
    if (!job.running()) {
      throw Problems.conflict("no replay is running; the newest one is " + job.state().label());
    }
    job.cancel();
    return RestResponse.status(
        job.awaitEnd(patience) ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED,
        ReplayView.of(job));
  }

  private ReplayJob job() {
    return replays
        .newest()
        .orElseThrow(
            () ->
                Problems.notFound(
                    "no replay was started since the service was; POST {\"from\": \"2026-05-20\", \"to\": \"2026-06-12\"} starts"
                        + " one"));
  }
}
