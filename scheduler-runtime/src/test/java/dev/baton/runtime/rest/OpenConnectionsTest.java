package dev.baton.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {

  private final OpenConnections open = new OpenConnections(3);

  private final List<EmbeddedChannel> channels =
      Stream.generate(EmbeddedChannel::new).limit(3).toList();

  private Connection connection(int index) {
    return Connection.of(channels.get(index));
  }

  private List<Boolean> stillOpen() {
    return channels.stream().map(EmbeddedChannel::isOpen).toList();
  }

  private void fill() {
    for (int i = 0; i < 3; i++) {
      assertThat(open.admit(connection(i))).isTrue();
    }
  }

  @Test
  void theOldestConnectionWithoutARequestMakesRoom() {
    fill();
    connection(0).awaitBody();

    assertThat(open.admit(Connection.of(new EmbeddedChannel()))).isTrue();

    assertThat(stillOpen()).containsExactly(true, false, true);
    assertThat(open.displaced()).isEqualTo(1);
  }

  @Test
  void aBodyThatIsAwaitedMakesRoomIfThereIsNoneWithoutARequest() {
    fill();
    connection(2).awaitBody();
    connection(1).awaitBody();
    connection(0).bodyRead();

    assertThat(open.admit(Connection.of(new EmbeddedChannel()))).isTrue();

    assertThat(stillOpen()).containsExactly(true, true, false);
  }

  @Test
  void noRequestThatIsBeingAnsweredMakesRoom() {
    fill();
    for (int i = 0; i < 3; i++) {
      connection(i).bodyRead();
    }

    assertThat(open.admit(Connection.of(new EmbeddedChannel()))).isFalse();
    assertThat(stillOpen()).containsExactly(true, true, true);

    // when one of them closes
    channels.get(1).close();
    assertThat(open.admit(Connection.of(new EmbeddedChannel()))).isTrue();
    assertThat(open.displaced()).isZero();
  }
}
