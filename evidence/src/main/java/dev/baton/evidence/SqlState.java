package dev.baton.evidence;

import java.sql.SQLException;
import java.util.Optional;

/** Why the database cannot be used, for the operator: without statements, names of files and the driver's words, which the log has. */
public final class SqlState {

  private static final String POOL_IS_EMPTY = "acquisition timeout";

  private static final String NO_TABLE = "42P01";

  private SqlState() {}

  /** The reason of a failure. One without a state is the pool's. */
  public static String reason(SQLException failure) {
    return Optional.ofNullable(failure.getSQLState())
        .map(SqlState::reason)
        .orElseGet(
            () ->
                String.valueOf(failure.getMessage()).contains(POOL_IS_EMPTY)
                    ? "no connection to it was free in time"
                    : "it cannot be used; the log has the reason");
  }

  /** The reason of a refusal with that state: PostgreSQL's five characters, whose first two are its class. */
  public static String reason(String state) {
    String words =
        switch (state) {
          case "53100" -> "its disk is full; free space on it";
          case "53200" -> "it is out of memory";
          case "53300" -> "it has too many connections";
          case "57014" -> "a statement took too long";
          case "57P03" -> "it is starting or stopping";
          case "25006" -> "it can only be read, as after a failover";
          case "42501" -> "this service's user lacks a right";
          case NO_TABLE -> "a table is missing: no service has been started on it yet";
          default -> ofClass(state.length() < 2 ? state : state.substring(0, 2));
        };
    return "%s (SQLSTATE %s)".formatted(words, state);
  }

  /** Whether that state says that a statement or its values are wrong, which is a defect of ours: the same would fail again. */
  public static boolean refusesUs(String state) {
    return !state.equals(NO_TABLE)
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
  }

  private static String ofClass(String characters) {
    return switch (characters) {
      case "08" -> "it cannot be reached";
      case "28" -> "it refuses this service's login; check its user and password";
      case "3D" -> "there is no database of that name";
      case "40", "55" -> "it is busy with another transaction";
      case "42" -> "its tables are not those of this version";
      case "53" -> "it has no resources left";
      case "57" -> "it was shut down";
      case "58", "XX" -> "its storage or system fails";
      default -> "it refuses a statement";
    };
  }
}
