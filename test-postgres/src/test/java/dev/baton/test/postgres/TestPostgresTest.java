package dev.baton.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPostgresTest {

  private static final String BUILD = "2026-06-10T03:45:00Z";

  @TempDir Path home;

  private String take(FakeDocker docker) throws Exception {
    return Fork.run(
        home,
        Map.of("DOCKER_HOST", docker.host()),
        List.of(
            "baton.test.postgres=" + FakeDocker.IMAGE,
            "baton.root=" + home,
            "baton.build=" + BUILD,
            "baton.test.docker-seconds=60"),
        Fork.Take.class);
  }

  @Test
  void theContainerOfTheImageIsStartedUsedAndRemoved() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        FakeDocker docker = new FakeDocker(server.getPort())) {
      // when
      String output = take(docker);

      // then
      String address = "127.0.0.1:" + server.getPort();
      assertThat(output)
          .contains("container of postgres:17, because Docker has the image")
          .contains("taken: " + address + "/test_1 of ", "taken: " + address + "/test_2 of ")
          .doesNotContain("Exception");
      String create =
          docker.requests().stream()
              .filter(request -> request.startsWith("POST /containers/create"))
              .findFirst()
              .orElseThrow();
      assertThat(create)
          .contains("\"Image\":\"postgres:17\"")
          .contains("\"Entrypoint\":[\"timeout\",\"3600\",\"docker-entrypoint.sh\"]")
          .contains("\"postgres\",\"-c\",")
          .contains("\"timezone=America/St_Johns\"", "\"fsync=off\"")
          .contains("\"POSTGRES_USER=postgres\"", "\"POSTGRES_PASSWORD=postgres\"")
          .contains("\"5432/tcp\"")
          .contains("\"AutoRemove\":true");
      assertThat(docker.requests())
          .filteredOn(request -> request.startsWith("DELETE /containers/"))
          .hasSize(1);
      assertThat(docker.requests()).noneMatch(request -> request.startsWith("POST /images/create"));
    }
  }

  @Test
  void aContainerThatDoesNotStartIsReplacedByTheEmbeddedServerForTheWholeBuild() throws Exception {
    try (FakeDocker docker = new FakeDocker(0)) {
      // when
      String output = take(docker);

      // then
      String why = "the container of postgres:17 did not start";
      assertThat(output)
          .contains("embedded, because " + why)
          .contains("timezone=America/St_Johns", "fsync=off")
          .containsPattern("taken: 127.0.0.1:\\d+/test_1 of ");
      Decision decision =
          new BuildDecision(home.resolve(".baton/test-postgres"), BUILD + " " + FakeDocker.IMAGE)
              .get(() -> Decision.container(FakeDocker.IMAGE, "asked again"), Instant.now());
      assertThat(decision.image()).isEmpty();
      assertThat(decision.why()).startsWith(why);
    }
  }

  /** As Quarkus does for each application. */
  @Test
  void aClassThatIsLoadedAnewHasTheSameServer() throws Exception {
    URL classes = TestPostgres.class.getProtectionDomain().getCodeSource().getLocation();
    String first = TestPostgres.newDatabase().address();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> anew = loader.loadClass(TestPostgres.class.getName());
      Object database = anew.getMethod("newDatabase").invoke(null);
      String second = (String) database.getClass().getMethod("address").invoke(database);

      assertThat(anew).isNotSameAs(TestPostgres.class);
      assertThat(second).isNotEqualTo(first);
      assertThat(server(second)).isEqualTo(server(first));
    }
  }

  private static String server(String address) {
    return address.substring(0, address.indexOf('/'));
  }
}
