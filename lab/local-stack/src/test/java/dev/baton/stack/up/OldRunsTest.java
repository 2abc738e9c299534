package dev.baton.stack.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stack.postgres.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("embedded-postgres")
class OldRunsTest {

  @TempDir Path folder;

  @Test
  void theNewestTenAreKeptAndWhateverIsOfAnotherName() throws Exception {
    Path logs = folder.resolve("logs");
    try (LocalPostgres postgres =
        LocalPostgres.start(
            folder.resolve("postgres"),
            folder.resolve("binaries"),
            folder.resolve("postgres.log"),
            false,
            0)) {
      // given: twelve runs, the market's date the older the newer the run is
      for (String name : List.of("live", "run_mine")) {
        postgres.server().ensureDatabase(name);
      }
      Files.createDirectories(logs.resolve("live_20260101_000000"));
      for (int run = 10; run < 22; run++) {
        postgres.server().ensureDatabase("run_202606%d_20260601_0915%d".formatted(40 - run, run));
        Files.createDirectories(logs.resolve("run_20260601_0915" + run));
        Files.writeString(logs.resolve("run_20260601_0915%d/legacy.log".formatted(run)), "started");
      }

      // when
      Optional<String> dropped = OldRuns.drop(Optional.of(postgres.server()), logs);

      // then
      assertThat(dropped)
          .contains("dropped 2 old databases and 2 log folders; the newest 10 are kept");
      assertThat(databases(postgres))
          .hasSize(12)
          .contains(
              "live", "run_mine", "run_20260619_20260601_091521", "run_20260628_20260601_091512")
          .doesNotContain("run_20260629_20260601_091511", "run_20260630_20260601_091510");
      try (var left = Files.list(logs)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .hasSize(11)
            .contains("live_20260101_000000", "run_20260601_091512")
            .doesNotContain("run_20260601_091511");
      }
      assertThat(OldRuns.drop(Optional.of(postgres.server()), logs)).isEmpty();
    }
  }

  private static List<String> databases(LocalPostgres postgres) throws Exception {
    List<String> names = new ArrayList<>();
    try (Connection connection = postgres.server().connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select datname from pg_database where datname like 'run%' or datname = 'live'")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }
}
