package dev.baton.simulator.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.baton.simulator.clock.MarketText;
import dev.baton.simulator.clock.Speed;
import dev.baton.simulator.settings.Setup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Faults on demand, while the simulator runs. */
@Path("/sim/faults")
@RunOnVirtualThread
@Tag(name = "faults")
public class FaultsResource {

  private final FaultBook book;
  private final Setup setup;

  FaultsResource(FaultBook book, Setup setup) {
    this.book = book;
    this.setup = setup;
  }

  /** A fault; what is absent is not limited, or has its default. {@code client} may be {@code all}. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record FaultBody(
      Optional<Long> id,
      Optional<String> kind,
      Optional<String> client,
      Optional<String> symbol,
      Optional<String> interval,
      Optional<String> endpoint,
      Optional<Integer> times,
      Optional<String> from,
      Optional<String> until,
      Optional<Double> probability,
      Optional<Long> seed,
      Optional<String> code,
      Optional<String> barTime,
      Optional<Integer> minutes,
      Optional<Double> factor,
      Optional<String> malformation,
      Optional<Long> delayMs,
      Optional<Integer> latencyMs,
      Optional<Integer> perSecond,
      Optional<Integer> retryAfterS,
      Optional<Integer> seconds,
      Optional<Boolean> endSession,
      Optional<Boolean> delivered,
      Optional<Long> hits,
      Optional<Boolean> over) {

    Fault toFault() {
      return new Fault(
          FaultKind.ofLabel(kind.orElse("")),
          client.filter(name -> !name.equals("all")),
          symbol,
          interval,
          endpoint,
          times,
          instant("from", from),
          instant("until", until),
          probability.orElse(1.0),
          seed.orElse(1L),
          new Fault.Details(
              code.orElse("EC003"),
              instant("bar_time", barTime),
              minutes.orElse(5),
              factor.orElse(1.01),
              malformation.map(Malformation::ofLabel).orElse(Malformation.HIGH_BELOW_LOW),
              delayMs.orElse(5_000L),
              latencyMs,
              perSecond,
              retryAfterS,
              seconds.orElse(60),
              endSession.orElse(false),
              delivered.orElse(false)));
    }

    private static Optional<Instant> instant(String field, Optional<String> text) {
      return text.map(value -> MarketText.parse(field, value));
    }

    static FaultBody of(FaultBook.Status status) {
      Fault fault = status.fault();
      Fault.Details details = fault.details();
      return new FaultBody(
          Optional.of(status.id()),
          Optional.of(fault.kind().label()),
          fault.client(),
          fault.symbol(),
          fault.interval(),
          fault.endpoint(),
          fault.times(),
          fault.from().flatMap(MarketText::of),
          fault.until().flatMap(MarketText::of),
          Optional.of(fault.probability()),
          Optional.of(fault.seed()),
          Optional.of(details.code()),
          details.barTime().flatMap(MarketText::of),
          Optional.of(details.minutes()),
          Optional.of(details.factor()),
          Optional.of(details.malformation().label()),
          Optional.of(details.delayMs()),
          details.latencyMs(),
          details.perSecond(),
          details.retryAfterS(),
          Optional.of(details.seconds()),
          Optional.of(details.endSession()),
          Optional.of(details.delivered()),
          Optional.of(status.hits()),
          Optional.of(status.over()));
    }
  }

  @GET
  @Operation(summary = "The faults that are on, and how often each hit")
  public List<FaultBody> list() {
    return book.list().stream().map(FaultBody::of).toList();
  }

  @POST
  @Operation(summary = "Switch a fault on")
  public FaultBody add(FaultBody body) {
    if (body == null) {
      throw new BadRequestException("the body is missing; at least kind is needed");
    }
    try {
      Fault fault = body.toFault();
      if (fault.kind() instanceof FaultKind.Pace && setup.speed() instanceof Speed.Max) {
        throw new BadRequestException(
            fault.kind().label()
                + " is market time and does nothing at full speed; slow_body and too_many_requests do");
      }
      return FaultBody.of(book.add(fault));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e.getMessage(), e);
    }
  }

  @DELETE
  @Operation(summary = "Switch all faults off")
  public void clear() {
    book.clear();
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Switch one fault off")
  public void remove(long id) {
    if (!book.remove(id)) {
      throw new NotFoundException("there is no fault " + id);
    }
  }
}
