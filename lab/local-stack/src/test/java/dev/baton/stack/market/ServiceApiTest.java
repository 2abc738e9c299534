package dev.baton.stack.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher makes of a service's answers. */
class ServiceApiTest {

  @ParameterizedTest
  @CsvSource({
    "200, login_needed, true",
    "200, valid, false",
    // The database is away: nobody has said that the session is gone.
    "200, unknown, false",
    "503, login_needed, false",
  })
  void onlyAServiceThatSaysSoNeedsALogin(int status, String state, boolean needed)
      throws Exception {
    // given
    byte[] body = "{\"state\": \"%s\"}".formatted(state).getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/broker/session",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    try (Http http = new Http()) {
      ServiceApi api =
          new ServiceApi(http, URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

      // when
      boolean asked = api.loginNeeded();

      // then
      assertThat(asked).isEqualTo(needed);
    } finally {
      server.stop(0);
    }
  }
}
