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

/** {@code kill -9} of either service in the middle of a scan. */
@NeedsLegacyScheduler
class KillIT {

  @TempDir Path home;

  @Test
  void aKilledServiceEndsTheDayWithTheSameSignals() throws Exception {
    // when
    JsonNode report;
    try (Rehearsal run = Rehearsal.start(home, Days.FEW_STOCKS, "--speed", "max")) {
      run.awaitRunning();
      killWithinAScan(run, Generation.LEGACY, "10:30");
      killWithinAScan(run, Generation.OPTIMIZED, "12:00");
      report = run.finish();
    }

    // then
    Days.assertComplete(report);
    Days.assertSameSignalsAsUndisturbed(report);
    for (String generation : Days.GENERATIONS) {
      JsonNode totals = report.at("/generations/" + generation + "/totals");
      assertThat(totals.path("attempts").asInt())
          .describedAs("attempts of " + generation)
          .isGreaterThan(totals.path("slots_due").asInt());
      assertThat(report.at("/run/restarts/" + generation).asInt()).isEqualTo(1);
    }
  }

  /** Stops the process while a slot is running, checks that the slot still is, and kills the process. */
  private static void killWithinAScan(Rehearsal run, Generation generation, String notBefore)
      throws Exception {
    try (Connection database = run.database()) {
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
      Rehearsal.signal("-KILL", service);
      service.onExit().join();
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
