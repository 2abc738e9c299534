package dev.baton.runtime.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import jakarta.persistence.PersistenceException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFailureTest {

  private static final String FILE =
      "could not extend file \"base/16384/16402\": No space left on device";

  private static Throwable refused(String state) {
    return new PersistenceException(
        "could not execute statement [insert into signal (id) values ($1)]",
        new PgException(FILE, "ERROR", state, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "53100 | its disk is full; free space on it (SQLSTATE 53100)",
        "53300 | it has too many connections (SQLSTATE 53300)",
        "53400 | it has no resources left (SQLSTATE 53400)",
        "57P03 | it is starting or stopping (SQLSTATE 57P03)",
        "25006 | it can only be read, as after a failover (SQLSTATE 25006)",
        "28P01 | it refuses this service's login; check its user and password (SQLSTATE 28P01)",
        "58030 | its storage or system fails (SQLSTATE 58030)",
        "42P01 | a table is missing: no service has been started on it yet (SQLSTATE 42P01)",
        "42703 | its tables are not those of this version (SQLSTATE 42703)",
        "99999 | it refuses a statement (SQLSTATE 99999)",
      })
  void saysInTheOperatorsWordsWhyTheDatabaseRefuses(String state, String reason) {
    assertThat(StoreFailure.reason(refused(state))).isEqualTo(reason);
    assertThat(StoreFailure.reason(new IllegalStateException(new SQLException(FILE, state))))
        .isEqualTo(reason);
  }

  @Test
  void saysThatThereIsNoAnswerOrNoConnection() {
    assertThat(
            StoreFailure.reason(
                new PersistenceException("[select 1]", new ConnectException("db:5432 refused"))))
        .isEqualTo("it cannot be reached");
    assertThat(StoreFailure.reason(new IllegalStateException(new TimeoutException())))
        .isEqualTo("it did not answer in time");
    assertThat(StoreFailure.reason(new SQLException("Sorry, acquisition timeout!")))
        .isEqualTo("no connection to it was free in time");
    assertThat(StoreFailure.reason(new SQLException("/var/lib/postgresql: Agroal is closed")))
        .isEqualTo("it cannot be used; the log has the reason");
    assertThat(StoreFailure.reason(new PersistenceException("[insert into signal]")))
        .isEqualTo("it cannot be used; the log has the reason");
  }

  @Test
  void aDefectIsNoDatabaseThatIsAway() {
    assertThat(StoreFailure.away(refused("53100"))).isPresent();
    assertThat(StoreFailure.away(refused("42P01"))).isPresent();
    assertThat(StoreFailure.away(refused("42703"))).isEmpty();
    assertThat(StoreFailure.away(refused("23505"))).isEmpty();
    assertThat(StoreFailure.away(new IllegalStateException("a defect"))).isEmpty();
    assertThat(StoreFailure.reason(new IllegalStateException("HR000068: [select 1]")))
        .isEqualTo("a defect of the service; its log has the reason");
  }
}
