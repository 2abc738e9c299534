package dev.baton.runtime.slot;

import dev.baton.evidence.SqlState;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.persistence.PersistenceException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Why the database cannot be used, for the operator; {@link SqlState} has the words. */
public final class StoreFailure {

  private StoreFailure() {}

  /** The reason of a call of the store that failed, also of one whose failure is not the database's; the log has its words. */
  public static String reason(Throwable failure) {
    return ofDatabase(failure).orElse("a defect of the service; its log has the reason");
  }

  /** The reason, if the database is away or cannot answer now; empty for a defect of ours. */
  public static Optional<String> away(Throwable failure) {
    return causes(failure).anyMatch(StoreFailure::refusesUs)
        ? Optional.empty()
        : ofDatabase(failure);
  }

  private static boolean refusesUs(Throwable cause) {
    return switch (cause) {
      case SQLException e -> e.getSQLState() != null && SqlState.refusesUs(e.getSQLState());
      case DatabaseException e -> e.getSqlState() != null && SqlState.refusesUs(e.getSqlState());
      default -> false;
    };
  }

  /** The reason, if the database or the connection to it is the cause; empty otherwise. */
  private static Optional<String> ofDatabase(Throwable failure) {
    // The deepest cause knows most.
    return causes(failure).flatMap(cause -> known(cause).stream()).reduce((_, deeper) -> deeper);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static Optional<String> known(Throwable cause) {
    return switch (cause) {
      case SQLException e -> Optional.of(SqlState.reason(e));
      case DatabaseException e when e.getSqlState() != null ->
          Optional.of(SqlState.reason(e.getSqlState()));
      case ClosedConnectionException _ -> Optional.of("the connection to it broke off");
      case ConnectException _, NoRouteToHostException _, UnknownHostException _ ->
          Optional.of("it cannot be reached");
      case TimeoutException _, io.smallrye.mutiny.TimeoutException _ ->
          Optional.of("it did not answer in time");
      case PersistenceException _ -> Optional.of("it cannot be used; the log has the reason");
      default -> Optional.empty();
    };
  }
}
