package dev.baton.stack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.baton.stack.market.Http;
import dev.baton.stack.market.ServiceApi;
import dev.baton.stack.market.SimulatorApi;
import dev.baton.stack.process.Child;
import dev.baton.stack.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that answers what the test says, and a process beside it. */
class StartupTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
  private final Http http = new Http();
  private HttpServer server;
  private ServiceApi api;
  private Processes processes;
  private Child child;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    api = new ServiceApi(http, uri());
    processes =
        Processes.open(new Folders(folder, folder, folder, "run_1"), terminal, Duration.ZERO);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void end() throws Exception {
    server.stop(0);
    http.close();
    processes.close();
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Child child(String script) {
    child = processes.start(new Child.Spec("legacy", List.of("/bin/sh", "-c", script), Map.of()));
    return child;
  }

  private void await(Child started, Duration patience) throws InterruptedException {
    processes.await(started, api, patience, () -> false);
  }

  @Test
  void aProcessThatEndsIsNoFaultOfTheOptionsAndItsLastWordsAreShown() {
    child("echo no such database; exit 3");
    child.process().orElseThrow().onExit().join();
    assertThatThrownBy(() -> await(child, Duration.ofSeconds(20)))
        .isInstanceOf(StartException.class)
        .hasMessage("legacy ended before it was ready; its log is logs/run_1/legacy.log");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("no such database");
  }

  @Test
  void aServiceThatIsUpButNotReadyIsWaitedFor() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    answer("/q/health/live", 200, "{}");
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
          exchange.close();
        });
    await(child("exec sleep 60"), Duration.ofSeconds(20));
    assertThat(asked).hasValue(3);
  }

  @Test
  void aServiceThatIsNeverReadyEndsTheWait() {
    answer("/q/health/live", 200, "{}");
    answer("/q/health/ready", 503, "{}");
    assertThatThrownBy(() -> await(child("exec sleep 60"), Duration.ZERO))
        .isInstanceOf(StartException.class)
        .hasMessage("legacy is running but not ready after 0 s; its log is logs/run_1/legacy.log");
  }

  @Test
  void aLoginThatNeverWorksSaysWhy() {
    answer("/sim/session", 200, "{\"auth_code\": \"A1\"}");
    answer("/api/broker/session", 502, "{\"detail\": \"the broker refuses the checksum\"}");
    assertThatThrownBy(() -> logins().first(Instant.EPOCH, Duration.ZERO, () -> false))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "the login at the broker did not work within 0 s: login refused with 502: the broker refuses the checksum");
  }

  @Test
  void aLoginThatWorksIsEnough() {
    answer("/sim/session", 200, "{\"auth_code\": \"A1\"}");
    answer("/api/broker/session", 200, "{}");
    assertThatCode(() -> logins().first(Instant.EPOCH, Duration.ZERO, () -> false))
        .doesNotThrowAnyException();
  }

  private Logins logins() {
    return new Logins(new SimulatorApi(http, uri()), List.of(api), terminal, System::nanoTime);
  }
}
