package dev.baton.stack.market;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stack.report.RunRecord.BrokerRow;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The simulator's own REST interface. All methods throw {@link IOException} if it does not answer as it should. */
public final class SimulatorApi {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PAGE = 50_000;

  private final Http http;
  private final URI base;

  public SimulatorApi(Http http, URI base) {
    this.http = http;
    this.base = base;
  }

  /**
   * The market's clock.
   *
   * @param state {@code frozen}, {@code running}, {@code holding} or {@code finished}
   */
  public record Clock(Instant now, String state) {
    /** Whether every simulated session is over. */
    public boolean finished() {
      return state.equals("finished");
    }
  }

  public Clock clock() throws IOException, InterruptedException {
    JsonNode clock = checked("clock", http.get(base.resolve("/sim/clock"), PATIENCE));
    return new Clock(
        OffsetDateTime.parse(clock.path("now").asText()).toInstant(), clock.path("state").asText());
  }

  /** Lets the clock run once these have registered. */
  public void start(Collection<String> participants) throws IOException, InterruptedException {
    checked(
        "clock start",
        http.post(
            base.resolve("/sim/clock/start"),
            Map.of("participants", List.copyOf(participants)),
            PATIENCE));
  }

  /** An unused auth code of the market day, as a person would bring it from the broker's login page. */
  public String authCode() throws IOException, InterruptedException {
    return checked("session", http.get(base.resolve("/sim/session"), PATIENCE))
        .path("auth_code")
        .asText();
  }

  /** Every call the simulated broker got. */
  public List<BrokerRow> calls() throws IOException, InterruptedException {
    List<BrokerRow> rows = new ArrayList<>();
    long after = 0;
    while (true) {
      JsonNode page =
          checked(
              "calls",
              http.get(
                  base.resolve("/sim/calls/log?after=" + after + "&limit=" + PAGE),
                  Duration.ofSeconds(60)));
      if (page.path("calls").isEmpty()) {
        return rows;
      }
      for (JsonNode call : page.path("calls")) {
        rows.add(
            new BrokerRow(
                call.path("call").asText(""),
                call.path("client").asText(""),
                call.path("endpoint").asText(""),
                call.path("symbol").asText(""),
                call.path("outcome").asText("")));
      }
      after = page.path("last").asLong();
    }
  }

  private static JsonNode checked(String what, Http.Answer answer) throws IOException {
    if (!answer.ok()) {
      throw new IOException(
          "the simulator answered %s to %s: %s".formatted(answer.status(), what, answer.body()));
    }
    return answer.body();
  }
}
