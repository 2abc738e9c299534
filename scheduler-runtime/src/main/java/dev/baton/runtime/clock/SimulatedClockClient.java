package dev.baton.runtime.clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The simulated market's clock over HTTP, with the JDK's client. A service spends its life in a long poll of this clock, and
 * an interrupt ends the JDK's request at once. One of the REST client would go on, and fail after the container has gone.
 */
final class SimulatedClockClient implements SimulatedClockApi {

  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration ANSWERING = Duration.ofSeconds(5);

  private final String base;
  private final ObjectMapper mapper;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  SimulatedClockClient(URI url, ObjectMapper mapper) {
    this.base = url.toString().replaceAll("/+$", "") + "/sim/clock/";
    this.mapper = mapper;
  }

  @Override
  public Reading plan(String participant, Duration longest, Plan plan)
      throws IOException, InterruptedException {
    return send("PUT", "participants/" + participant, longest, plan);
  }

  @Override
  public Reading await(Duration longest, Await await) throws IOException, InterruptedException {
    return send("POST", "await", longest, await);
  }

  private Reading send(String method, String path, Duration longest, Object body)
      throws IOException, InterruptedException {
    URI uri = URI.create(base + path + "?wait_ms=" + longest.toMillis());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri)
                .timeout(longest.plus(ANSWERING))
                .header("Content-Type", "application/json")
                .method(
                    method, HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("HTTP " + answer.statusCode());
    }
    return mapper.readValue(answer.body(), Reading.class);
  }
}
