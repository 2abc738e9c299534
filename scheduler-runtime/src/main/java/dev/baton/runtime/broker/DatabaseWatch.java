package dev.baton.runtime.broker;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes to the database at each heartbeat, as the ledger does. So the begin and the end of an outage are logged even while no
 * slot is due. A database that can only be read, as after a failover, is an outage.
 */
@ApplicationScoped
class DatabaseWatch {

  private static final String TOUCH = "update broker_budget set id = id where id = 1";

  private final BrokerDatabase database;

  DatabaseWatch(BrokerDatabase database) {
    this.database = database;
  }

  @Scheduled(
      every = "{baton.heartbeat:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void check() {
    try {
      database.call(
          connection -> {
            try (PreparedStatement statement = BrokerDatabase.prepare(connection, TOUCH)) {
              if (statement.executeUpdate() != 1) {
                throw new SQLException("broker_budget has no row");
              }
              return null;
            }
          });
    } catch (BrokerDatabase.UnavailableException e) {
      // BrokerState has logged it.
      return;
    }
  }
}
