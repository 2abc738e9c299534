package dev.baton.runtime.broker;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/**
 * Looks once a heartbeat whether the database answers, so that an outage is told, and its end too, while no slot is due and
 * nothing else would notice.
 */
@ApplicationScoped
class DatabaseWatch {

  private static final int PATIENCE_SECONDS = 5;

  private final BrokerDatabase database;

  DatabaseWatch(BrokerDatabase database) {
    this.database = database;
  }

  @Scheduled(every = "{baton.heartbeat:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    try {
      database.call(
          connection -> {
            if (!connection.isValid(PATIENCE_SECONDS)) {
              throw new SQLException("the connection is broken");
            }
            return null;
          });
    } catch (BrokerDatabase.UnavailableException e) {
      // Told by the state already.
      return;
    }
  }
}
