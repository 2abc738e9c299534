package dev.baton.integration.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.integration.FreePorts;
import dev.baton.integration.OwnServer;
import dev.baton.integration.Packages;
import dev.baton.stack.postgres.LocalPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The simulator, PostgreSQL and the optimized service as processes. The market's clock is frozen at 10:02 of a session.
 * The service scans on demand only, so every call is one that a test asked for.
 */
final class Wire implements AutoCloseable {

  static final String SECRET = "wire-secret-5f1c";
  static final String CLIENT = "WIRE01";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STARTING = Duration.ofSeconds(90);

  private final Path home;
  private final LocalPostgres postgres;
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int simulator;
  private final int service;

  Wire(Path home, Map<String, String> settings) throws Exception {
    this.home = home;
    simulator = FreePorts.next();
    service = FreePorts.next();
    postgres = OwnServer.start(home);
    postgres.server().ensureDatabase("wire");
    start(
        "lab/market-simulator",
        Map.of(
            "QUARKUS_HTTP_PORT",
            Integer.toString(simulator),
            "SIMULATOR_SPEED",
            "max",
            "SIMULATOR_DATE",
            "2026-07-15",
            "SIMULATOR_START_TIME",
            "10:02",
            "SIMULATOR_CLIENT_ID",
            CLIENT,
            "SIMULATOR_APP_SECRET",
            SECRET));
    awaitReady(simulator);
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(service));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.server().jdbcUrl("wire"));
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.server().reactiveUrl("wire"));
    environment.put("QUARKUS_DATASOURCE_USERNAME", LocalPostgres.USER);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", LocalPostgres.USER);
    environment.put("QUARKUS_LOG_CATEGORY__DEV_BATON__LEVEL", "DEBUG");
    environment.put("BATON_MODE", "off");
    environment.put("BATON_CLOCK", "simulated");
    environment.put("BATON_CLOCK_URL", url(simulator, ""));
    environment.put("BATON_BROKER_URL", url(simulator, "/v1"));
    environment.put("BATON_BROKER_CLIENT_ID", CLIENT);
    environment.put("BATON_BROKER_APP_SECRET", SECRET);
    environment.put("BATON_BROKER_BACK_OFF", "5ms");
    environment.putAll(settings);
    start("optimized-scheduler", environment);
    awaitReady(service);
  }

  private void start(String module, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Packages.java(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Packages.runner(module).toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(module.replace('/', '-') + ".log").toFile());
    builder.environment().putAll(environment);
    processes.add(builder.start());
  }

  private void awaitReady(int port) throws Exception {
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (true) {
      try {
        if (send(HttpRequest.newBuilder(URI.create(url(port, "/q/health/ready"))).GET()).status()
            == 200) {
          return;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      if (!processes.getLast().isAlive() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not start:\n" + logs());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** An answer. */
  record Answer(int status, JsonNode body) {}

  Answer get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url(service, path))).GET());
  }

  Answer post(String path, Map<String, ?> body) throws Exception {
    return post(service, path, body);
  }

  private Answer post(int port, String path, Map<String, ?> body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url(port, path)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    String body = response.body();
    boolean json = body.startsWith("{") || body.startsWith("[");
    return new Answer(response.statusCode(), json ? JSON.readTree(body) : JSON.createObjectNode());
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** An auth code of the day that was not used. */
  String authCode() throws Exception {
    return simulator("/sim/session").path("auth_code").asText();
  }

  /** The simulator's answer. */
  JsonNode simulator(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url(simulator, path))).GET()).body();
  }

  Answer login() throws Exception {
    return post("/api/broker/session", Map.of("auth_code", authCode()));
  }

  /** Switches a fault of the simulator on. */
  void fault(Map<String, ?> fault) throws Exception {
    Answer answer = post(simulator, "/sim/faults", fault);
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
  }

  /** Switches all faults off, forgets all counts, cached candles and ledger rows. */
  void reset() throws Exception {
    send(HttpRequest.newBuilder(URI.create(url(simulator, "/sim/faults"))).DELETE());
    send(HttpRequest.newBuilder(URI.create(url(simulator, "/sim/calls"))).DELETE());
    post("/api/scheduler/cache/clear", Map.of());
    try (Connection connection = postgres.server().connect("wire");
        var statement = connection.createStatement()) {
      statement.execute("delete from broker_call");
    }
  }

  /** A scan on demand of the daily categories' symbols. */
  JsonNode scan(String category) throws Exception {
    Answer answer = post("/api/scheduler/test/unified-scan?categories=" + category, Map.of());
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return answer.body();
  }

  /** State and outcome of each attempt for a symbol, in order: {@code failed unavailable 500}. */
  List<String> attempts(String symbol) throws SQLException {
    try (Connection connection = postgres.server().connect("wire");
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select state || ' ' || outcome || coalesce(' ' || http_status, '')
                from broker_call where symbol = ? order by id
                """)) {
      statement.setString(1, symbol);
      return texts(statement);
    }
  }

  /** Endpoint, symbol and id of every call in the ledger. */
  List<String> ledger() throws SQLException {
    try (Connection connection = postgres.server().connect("wire");
        PreparedStatement statement =
            connection.prepareStatement(
                "select endpoint || ' ' || coalesce(symbol, '') || ' ' || id from broker_call order by id")) {
      return texts(statement);
    }
  }

  /** One value of the database. */
  String value(String sql) throws SQLException {
    try (Connection connection = postgres.server().connect("wire");
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return texts(statement).getFirst();
    }
  }

  private static List<String> texts(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** The service's metrics as Prometheus reads them. */
  String metrics() throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(url(service, "/q/metrics"))).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The logs of all processes. */
  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(home, "*.log")) {
      for (Path file : files) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Override
  public void close() throws Exception {
    http.close();
    for (Process process : processes.reversed()) {
      process.destroy();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    postgres.close();
  }
}
