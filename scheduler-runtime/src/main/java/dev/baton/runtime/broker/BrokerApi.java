package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The endpoints of IIFL Capital's API v1 that are used. Bodies are read as text: the envelope is checked at two levels, and candles
 * may be JSON in a string.
 */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
interface BrokerApi {

  /** The name of the calling generation; the simulator counts calls by it. */
  String CLIENT = "X-Baton-Client";

  /** The id of the call's row in the ledger. */
  String CALL = "X-Baton-Call";

  @POST
  @Path("/getusersession")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<RestResponse<String>> session(
      @HeaderParam(CLIENT) String client, @HeaderParam(CALL) String call, JsonNode body);

  @GET
  @Path("/contractfiles/NSEEQ.json")
  Uni<RestResponse<String>> contracts(
      @HeaderParam(CLIENT) String client, @HeaderParam(CALL) String call);

  @POST
  @Path("/marketdata/historicaldata")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<RestResponse<String>> history(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @HeaderParam(CLIENT) String client,
      @HeaderParam(CALL) String call,
      JsonNode body);
}
