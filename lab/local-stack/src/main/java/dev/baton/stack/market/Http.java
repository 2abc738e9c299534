package dev.baton.stack.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** JSON over HTTP to a process on this machine. */
public final class Http implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** An answer; the body is an empty object if it was not JSON. */
  public record Answer(int status, JsonNode body) {
    public boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * @throws IOException if there is no answer in time
   */
  public Answer get(URI uri, Duration patience) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri).timeout(patience).GET().build());
  }

  /**
   * @throws IOException if there is no answer in time
   */
  public Answer post(URI uri, Map<String, ?> body, Duration patience)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode body = JSON.createObjectNode();
    try {
      JsonNode read = JSON.readTree(response.body());
      body = read == null || read.isMissingNode() ? body : read;
    } catch (IOException e) {
      // Not JSON: the status is enough.
    }
    return new Answer(response.statusCode(), body);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
