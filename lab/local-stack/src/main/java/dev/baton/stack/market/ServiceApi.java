package dev.baton.stack.market;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The requests of the launcher to a running service. */
public final class ServiceApi {

  private static final String LOGIN_NEEDED = "login_needed";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Http http;
  private final URI base;

  public ServiceApi(Http http, URI base) {
    this.http = http;
    this.base = base;
  }

  public URI base() {
    return base;
  }

  /** Whether that health check answers and is up. */
  public boolean up(String check) throws InterruptedException {
    try {
      return http.get(base.resolve("/q/health/" + check), Duration.ofSeconds(3)).ok();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether the service reports that a person has to log in at the broker. A service whose database is away does not know; that
   * counts as no, because another login would end a session that may exist.
   *
   * @throws IOException if it does not answer
   */
  public boolean loginNeeded() throws IOException, InterruptedException {
    Http.Answer answer = http.get(base.resolve("/api/broker/session"), PATIENCE);
    return answer.ok() && answer.body().path("state").asText().equals(LOGIN_NEEDED);
  }

  /**
   * Logs in with the day's auth code.
   *
   * @throws IOException if it does not answer, or refuses; the message has the service's reason
   */
  public void login(String authCode) throws IOException, InterruptedException {
    Http.Answer answer =
        http.post(base.resolve("/api/broker/session"), Map.of("auth_code", authCode), PATIENCE);
    if (!answer.ok()) {
      throw new IOException(
          "login refused with %s: %s"
              .formatted(answer.status(), answer.body().path("detail").asText("no reason given")));
    }
  }
}
