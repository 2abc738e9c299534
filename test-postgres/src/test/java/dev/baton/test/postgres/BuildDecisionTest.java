package dev.baton.test.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildDecisionTest {

  private static final Instant NOW = Instant.parse("2026-06-10T03:45:00Z");
  private static final Decision CONTAINER =
      Decision.container("postgres:17", "Docker has the image");
  private static final Decision EMBEDDED = Decision.embedded("there is no Docker:\n  nowhere");

  @TempDir Path root;

  private BuildDecision build(String name) {
    return new BuildDecision(root.resolve(".baton/test-postgres"), name);
  }

  private static Decision never() {
    throw new AssertionError("it has been decided");
  }

  @Test
  void theFirstDecisionIsThatOfTheWholeBuild() throws Exception {
    assertThat(build("one").get(() -> CONTAINER, NOW)).isEqualTo(CONTAINER);
    assertThat(build("one").get(BuildDecisionTest::never, NOW)).isEqualTo(CONTAINER);
    build("one").replace(EMBEDDED);
    assertThat(build("one").get(BuildDecisionTest::never, NOW))
        .isEqualTo(Decision.embedded("there is no Docker: nowhere"));
  }

  @Test
  void anotherBuildDecidesAnew() throws Exception {
    build("one").get(() -> CONTAINER, NOW);
    assertThat(build("two").get(() -> EMBEDDED, NOW)).isEqualTo(EMBEDDED);
  }

  @Test
  void anOldDecisionDoesNotCount() throws Exception {
    // given
    build("one").get(() -> CONTAINER, NOW);
    Path file = root.resolve(".baton/test-postgres");
    // when
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(BuildDecision.VALID)));
    assertThat(build("one").get(BuildDecisionTest::never, NOW)).isEqualTo(CONTAINER);
    Files.setLastModifiedTime(
        file, FileTime.from(NOW.minus(BuildDecision.VALID).minus(Duration.ofSeconds(1))));
    // then
    assertThat(build("one").get(() -> EMBEDDED, NOW)).isEqualTo(EMBEDDED);
  }

  @Test
  void aBrokenFileDoesNotCount() throws Exception {
    Files.createDirectories(root.resolve(".baton"));
    Files.writeString(root.resolve(".baton/test-postgres"), "one\npostgres");
    assertThat(build("one").get(() -> EMBEDDED, NOW)).isEqualTo(EMBEDDED);
  }
}
