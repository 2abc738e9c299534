package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Gives the answers of a test's script in order, then repeats the last one. */
final class ScriptedBroker implements BrokerApi {

  /** A request as it arrived; {@code authorization} is empty where none is needed. */
  record Request(String endpoint, String authorization, String call, String body) {}

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Queue<Function<Request, Uni<RestResponse<String>>>> script =
      new ConcurrentLinkedQueue<>();
  private volatile Optional<Function<Request, Uni<RestResponse<String>>>> last = Optional.empty();

  ScriptedBroker then(Function<Request, Uni<RestResponse<String>>> answer) {
    script.add(answer);
    return this;
  }

  ScriptedBroker then(int status, String body) {
    return then(_ -> answer(status, body));
  }

  ScriptedBroker thenRetryAfter(int seconds) {
    return then(
        _ ->
            Uni.createFrom()
                .item(
                    RestResponse.ResponseBuilder.<String>create(429)
                        .header("Retry-After", seconds)
                        .build()));
  }

  ScriptedBroker thenFails(Throwable failure) {
    return then(_ -> Uni.createFrom().failure(failure));
  }

  ScriptedBroker thenSilence() {
    return then(_ -> Uni.createFrom().nothing());
  }

  static Uni<RestResponse<String>> answer(int status, String body) {
    return Uni.createFrom()
        .item(RestResponse.ResponseBuilder.<String>create(status).entity(body).build());
  }

  /** An answer of {@code historicaldata} with these rows, each {@code "time",o,h,l,c,v}. */
  static String candles(String... rows) {
    return "{\"status\":\"Ok\",\"result\":[{\"candles\":[%s]}]}"
        .formatted(String.join(",", List.of(rows).stream().map(row -> "[" + row + "]").toList()));
  }

  private Uni<RestResponse<String>> next(Request request) {
    requests.add(request);
    Function<Request, Uni<RestResponse<String>>> answer = script.poll();
    if (answer == null) {
      answer = last.orElseThrow(() -> new IllegalStateException("the script has no answer"));
    }
    last = Optional.of(answer);
    return answer.apply(request);
  }

  @Override
  public Uni<RestResponse<String>> session(String client, String call, JsonNode body) {
    return next(new Request("session", "", call, body.toString()));
  }

  @Override
  public Uni<RestResponse<String>> contracts(String client, String call) {
    return next(new Request("contracts", "", call, ""));
  }

  @Override
  public Uni<RestResponse<String>> history(
      String authorization, String client, String call, JsonNode body) {
    return next(new Request("history", authorization, call, body.toString()));
  }
}
