package dev.baton.simulator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.baton.simulator.clock.SimulatedClock;
import dev.baton.simulator.clock.Speed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Faults on demand, while the simulator runs. */
@Path("/sim/faults")
@RunOnVirtualThread
@Tag(name = "faults")
public class FaultsResource {

  private final FaultBook book;
  private final SimulatedClock clock;
  private final ObjectMapper json;

  FaultsResource(FaultBook book, SimulatedClock clock, ObjectMapper json) {
    this.book = book;
    this.clock = clock;
    this.json = json;
  }

  @GET
  @Operation(summary = "The faults that are on, and how often each hit")
  public List<FaultBook.Status> list() {
    return book.list();
  }

  /** The body is read here: the platform would answer without the message of a fault that is refused. */
  @POST
  @Operation(summary = "Switch a fault on")
  @RequestBody(content = @Content(schema = @Schema(implementation = Fault.class)))
  public FaultBook.Status add(String body) {
    try {
      JsonNode fields = json.readTree(body);
      if (!fields.isObject()) {
        throw new BadRequestException("the body is no JSON object; at least kind is needed");
      }
      Fault fault = json.treeToValue(fields, Fault.class);
      if (fault.kind() instanceof FaultKind.Pace && clock.speed() instanceof Speed.Max) {
        throw new BadRequestException(
            fault.kind().label()
                + " is market time and does nothing at full speed; slow_body and too_many_requests do");
      }
      return book.add(fault);
    } catch (ValueInstantiationException e) {
      throw new BadRequestException(e.getCause().getMessage(), e);
    } catch (JsonMappingException e) {
      throw new BadRequestException(field(e) + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new BadRequestException("the body is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String field(JsonMappingException e) {
    return e.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(Objects::nonNull)
        .map(name -> name + ": ")
        .collect(Collectors.joining());
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
