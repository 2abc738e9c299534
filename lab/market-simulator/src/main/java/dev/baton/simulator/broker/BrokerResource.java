package dev.baton.simulator.broker;

import dev.baton.simulator.broker.Broker.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The broker over HTTP. */
@Path("/v1")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Tag(name = "broker")
public class BrokerResource {

  private final Broker broker;
  private final Travel travel;

  BrokerResource(Broker broker, Travel travel) {
    this.broker = broker;
    this.travel = travel;
  }

  @POST
  @Path("/getusersession")
  @Operation(summary = "Log in with the checksum of client id, auth code and app secret")
  public Response login(byte[] body, @Context HttpServerRequest request)
      throws InterruptedException {
    return travel.send(broker.login(caller(request), body), request);
  }

  @GET
  @Path("/contractfiles/{segment}.{format:json|csv}")
  @Operation(summary = "The instruments of a segment")
  public Response contractFile(String segment, String format, @Context HttpServerRequest request)
      throws InterruptedException {
    return travel.send(
        broker.contractFile(caller(request), segment, format.equals("json")), request);
  }

  @GET
  @Path("/profile")
  @Operation(summary = "The user of the session")
  public Response profile(@Context HttpServerRequest request) throws InterruptedException {
    return travel.send(broker.profile(caller(request)), request);
  }

  @POST
  @Path("/profile/logout")
  @Operation(summary = "End the session")
  public Response logout(@Context HttpServerRequest request) throws InterruptedException {
    return travel.send(broker.logout(caller(request)), request);
  }

  @POST
  @Path("/marketdata/historicaldata")
  @Operation(summary = "The candles of an instrument")
  public Response history(byte[] body, @Context HttpServerRequest request)
      throws InterruptedException {
    return travel.send(broker.history(caller(request), body), request);
  }

  @POST
  @Path("/marketdata/marketquotes")
  @Operation(summary = "The last prices of several instruments")
  public Response quotes(byte[] body, @Context HttpServerRequest request)
      throws InterruptedException {
    return travel.send(broker.quotes(caller(request), body), request);
  }

  static Caller caller(HttpServerRequest request) {
    String authorization = header(request, HttpHeaders.AUTHORIZATION, "");
    return new Caller(
        header(request, "X-Baton-Client", "unknown"),
        header(request, "X-Baton-Call", ""),
        authorization.startsWith("Bearer ") ? authorization.substring(7).strip() : "");
  }

  private static String header(HttpServerRequest request, String name, String otherwise) {
    String value = request.getHeader(name);
    return value == null || value.isBlank() ? otherwise : value;
  }
}
