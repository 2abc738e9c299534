package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.category.Generation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} and SIGTERM of either service in the middle of a scan. */
@NeedsLegacyScheduler
class KillIT {

  @TempDir Path home;

  @Test
  void aServiceThatIsKilledOrToldToEndEndsTheDayWithTheSameSignals() throws Exception {
    // when
    JsonNode report;
    try (Rehearsal run = Rehearsal.start(home, Days.FEW_STOCKS, "--speed", "max")) {
      run.awaitRunning();
      killWithinAScan(run, Generation.LEGACY, "10:30");
      killWithinAScan(run, Generation.OPTIMIZED, "12:00");
      endWithinAScan(run, Generation.LEGACY, "13:00");
      endWithinAScan(run, Generation.OPTIMIZED, "14:00");
      report = run.finish();
      // In the end the launcher tells services to end that wait for their next slot.
      for (String service : Days.GENERATIONS) {
        String log = run.log(service);
        assertThatItEndedPlainly(log.substring(log.lastIndexOf("slots=stopped")));
      }
    }

    // then
    Days.assertComplete(report);
    Days.assertSameSignalsAsUndisturbed(report);
    for (String generation : Days.GENERATIONS) {
      JsonNode totals = report.at("/generations/" + generation + "/totals");
      assertThat(totals.path("attempts").asInt())
          .describedAs("attempts of " + generation)
          .isGreaterThan(totals.path("slots_due").asInt());
      assertThat(report.at("/run/restarts/" + generation).asInt()).isEqualTo(2);
    }
  }

  private static void killWithinAScan(Rehearsal run, Generation generation, String notBefore)
      throws Exception {
    try (Connection database = run.database()) {
      ProcessHandle service = stoppedWithinAScan(run, database, generation, notBefore);
      Rehearsal.signal("-KILL", service);
      service.onExit().join();
    }
  }

  /** Ends the service as an operator does: it records the calls under way, and logs no error. */
  private static void endWithinAScan(Rehearsal run, Generation generation, String notBefore)
      throws Exception {
    String label = generation.label();
    try (Connection database = run.database()) {
      ProcessHandle service = stoppedWithinAScan(run, database, generation, notBefore);
      int before = run.log(label).length();
      Rehearsal.signal("-TERM", service);
      Rehearsal.signal("-CONT", service);
      service.onExit().join();
      String log = run.log(label).substring(before);
      int restart = log.indexOf("generation=" + label);
      String end = restart < 0 ? log : log.substring(0, restart);
      assertThat(end).contains("slots=stopped");
      assertThatItEndedPlainly(end);
      assertThat(openCalls(database, label)).isZero();
    }
    run.await(
        "the exit code",
        () -> run.output().contains(label + " died with exit code 143, for the 2. time"));
  }

  private static void assertThatItEndedPlainly(String log) {
    assertThat(log).doesNotContain(" ERROR ", "\tat ");
  }

  /** The service's process, stopped while a slot is running. */
  private static ProcessHandle stoppedWithinAScan(
      Rehearsal run, Connection database, Generation generation, String notBefore)
      throws Exception {
    ProcessHandle service = run.process(generation);
    run.await(
        "a running slot of " + generation,
        Duration.ofMillis(2),
        () -> {
          if (!running(database, generation, notBefore)) {
            return false;
          }
          Rehearsal.signal("-STOP", service);
          awaitStatementsUnderWay(database);
          if (running(database, generation, notBefore)) {
            return true;
          }
          Rehearsal.signal("-CONT", service);
          return false;
        });
    return service;
  }

  private static int openCalls(Connection database, String generation) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement(
            "select count(*) from broker_call where state = 'intent' and generation = ?")) {
      statement.setString(1, generation);
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  /** Waits for statements that the stopped process had already sent, perhaps its commit. */
  private static void awaitStatementsUnderWay(Connection database) throws Exception {
    Set<String> underWay = active(database);
    while (!underWay.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(1);
      underWay.retainAll(active(database));
    }
  }

  private static Set<String> active(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                """
                select pid || ' ' || query_start from pg_stat_activity
                where datname = current_database() and state = 'active' and pid <> pg_backend_pid()
                """)) {
      Set<String> active = new HashSet<>();
      while (found.next()) {
        active.add(found.getString(1));
      }
      return active;
    }
  }

  private static boolean running(Connection database, Generation generation, String notBefore)
      throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement(
            """
            select 1 from slot where generation = ? and state = 'running'
            and (slot_time at time zone 'Asia/Kolkata')::time >= ?::time
            """)) {
      statement.setString(1, generation.label());
      statement.setString(2, notBefore);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }
}
