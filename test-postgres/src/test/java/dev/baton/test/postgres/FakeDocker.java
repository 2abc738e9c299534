package dev.baton.test.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Docker daemon over TCP that has one image, and one container: its port is that of a PostgreSQL that runs already. */
final class FakeDocker implements AutoCloseable {

  static final String IMAGE = "postgres:17";

  private static final String CONTAINER = "c0ffee";
  private static final int STDOUT = 1;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final int port;

  /**
   * @param port where the container's PostgreSQL listens; 0 if no container can be created
   */
  FakeDocker(int port) throws IOException {
    this.port = port;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Its address, as DOCKER_HOST has it. */
  String host() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked, in order: method, path without the API's version, body. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().replaceFirst("^/v[0-9.]+", "");
      String request = exchange.getRequestMethod() + " " + path;
      requests.add(request + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      switch (request) {
        case "GET /info" ->
            json(
                exchange,
                200,
                """
                {"ServerVersion": "28.0.0", "OSType": "linux", "OperatingSystem": "none", "MemTotal": 1073741824}""");
        case "GET /version" ->
            json(
                exchange,
                200,
                """
                {"Version": "28.0.0", "ApiVersion": "1.44"}""");
        case "GET /images/json" -> json(exchange, 200, "[]");
        case "GET /images/" + IMAGE + "/json" ->
            json(exchange, 200, "{\"Id\": \"sha256:17\", \"RepoTags\": [\"" + IMAGE + "\"]}");
        case "POST /containers/create" -> {
          if (port == 0) {
            json(exchange, 500, "{\"message\": \"no space left on device\"}");
          } else {
            json(exchange, 201, "{\"Id\": \"" + CONTAINER + "\", \"Warnings\": []}");
          }
        }
        case "GET /containers/" + CONTAINER + "/json" ->
            json(
                exchange,
                200,
                """
                {"Id": "%s", "Name": "/postgres", "Config": {},
                 "State": {"Status": "running", "Running": true, "StartedAt": "2026-06-10T09:15:00.000000000Z"},
                 "NetworkSettings": {"Ports": {"5432/tcp": [{"HostIp": "0.0.0.0", "HostPort": "%d"}]}}}"""
                    .formatted(CONTAINER, port));
        case "GET /containers/" + CONTAINER + "/logs" -> log(exchange);
        case "GET /containers/json" ->
            json(exchange, 200, port == 0 ? "[]" : "[{\"Id\": \"" + CONTAINER + "\"}]");
        case "POST /networks/prune", "POST /volumes/prune", "POST /images/prune" ->
            json(exchange, 200, "{}");
        case "GET /_ping",
            "HEAD /_ping",
            "POST /containers/" + CONTAINER + "/start",
            "DELETE /containers/" + CONTAINER ->
            exchange.sendResponseHeaders(204, -1);
        default -> json(exchange, 404, "{\"message\": \"there is no " + path + "\"}");
      }
    }
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** As the image's entry point starts the server twice: to set it up, and to stay. */
  private static void log(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] line = "LOG:  database system is ready to accept connections\n".getBytes(UTF_8);
    for (int i = 0; i < 2; i++) {
      exchange
          .getResponseBody()
          .write(
              ByteBuffer.allocate(8 + line.length)
                  .put((byte) STDOUT)
                  .putInt(4, line.length)
                  .put(8, line)
                  .array());
    }
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
