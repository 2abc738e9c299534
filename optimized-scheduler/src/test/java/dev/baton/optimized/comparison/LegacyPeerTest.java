package dev.baton.optimized.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.InternalServerErrorException;
import java.net.ConnectException;
import java.net.URI;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class LegacyPeerTest {

  private static final URI URL = URI.create("http://legacy:8001");

  @Test
  void tellsWhatKeptTheStatusFromComing() {
    assertThat(LegacyPeer.reason(URL, new ConnectException("Connection refused")))
        .isEqualTo(
            "the legacy scheduler at http://legacy:8001 does not answer: Connection refused");
    assertThat(LegacyPeer.reason(URL, new TimeoutException()))
        .isEqualTo("the legacy scheduler at http://legacy:8001 did not answer in time");
    assertThat(LegacyPeer.reason(URL, new InternalServerErrorException()))
        .isEqualTo(
            "the legacy scheduler at http://legacy:8001 answered HTTP 500 instead of its status");
    assertThat(LegacyPeer.reason(URL, new CircuitBreakerOpenException()))
        .contains("did not answer the last questions");
  }
}
