package dev.baton.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer that Docker can give, and none: the tests have a server all the same. */
class DockerTest {

  /** Seconds; only what hangs takes as long. */
  private static final String LONG = "60";

  @TempDir Path home;

  private String ask(Map<String, String> environment, String... patienceAndImages)
      throws Exception {
    return Fork.run(home, environment, List.of(), Fork.Ask.class, patienceAndImages);
  }

  @Test
  void anImageIsUsedIfItIsThereAndNotPulledIfItIsNot() throws Exception {
    try (FakeDocker docker = new FakeDocker(0)) {
      assertThat(ask(Map.of("DOCKER_HOST", docker.host()), LONG, FakeDocker.IMAGE, "postgres:13"))
          .isEqualTo(
              """
              postgres:17 because Docker has the image
              embedded because Docker has no image postgres:13; 'docker pull postgres:13' fetches it
              """);
      assertThat(docker.requests()).noneMatch(request -> request.startsWith("POST"));
    }
  }

  @Test
  void aDaemonThatDoesNotAnswerIsGivenUp() throws Exception {
    Path socket = home.resolve("docker.sock");
    try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      daemon.bind(UnixDomainSocketAddress.of(socket));
      assertThat(ask(Map.of("DOCKER_HOST", "unix://" + socket), "3", FakeDocker.IMAGE))
          .isEqualTo("embedded because Docker does not answer within 3 s\n");
    }
  }

  @Test
  void withoutDockerTheServerIsEmbedded() throws Exception {
    assertThat(ask(Map.of(), LONG, FakeDocker.IMAGE))
        .isEqualTo("embedded because there is no Docker\n");
  }

  @Test
  void anAddressThatIsNoneIsNamed() throws Exception {
    assertThat(ask(Map.of("DOCKER_HOST", "no such: address"), LONG, FakeDocker.IMAGE))
        .startsWith("embedded because there is no Docker at DOCKER_HOST=no such: address: ")
        .hasLineCount(1);
  }

  @Test
  void theTestsWaitForDockerLessThanTenSeconds() {
    assertThat(Docker.SECONDS).isLessThan(10);
  }
}
