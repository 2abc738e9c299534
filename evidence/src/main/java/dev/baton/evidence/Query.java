package dev.baton.evidence;

import dev.baton.enums.Labelled;
import dev.baton.market.Symbol;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs a statement. Parameters are values of the domain: constants with a label become that label, instants
 * {@code timestamptz}, durations seconds, collections arrays of text, and an empty Optional null.
 */
public final class Query {

  /** Rows that are fetched at a time; a range may have hundreds of thousands. */
  private static final int BATCH = 2_000;

  /** What a row means. */
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes a row. */
  interface Each {
    void accept(ResultSet row) throws SQLException;
  }

  private Query() {}

  /** The statement with its parameters set; the caller closes it. */
  public static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, sqlValue(connection, parameters[i]));
    }
    return statement;
  }

  static void forEach(Connection connection, String sql, Each each, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      statement.setFetchSize(BATCH);
      Stoppable.around(
          statement,
          () -> {
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                each.accept(rows);
              }
            }
          });
    }
  }

  static <T> List<T> list(Connection connection, String sql, Mapper<T> mapper, Object... parameters)
      throws SQLException {
    List<T> list = new ArrayList<>();
    forEach(connection, sql, row -> list.add(mapper.map(row)), parameters);
    return list;
  }

  /** What the first row means; empty if there is no row. */
  public static <T> Optional<T> first(
      Connection connection, String sql, Mapper<T> mapper, Object... parameters)
      throws SQLException {
    return list(connection, sql, mapper, parameters).stream().findFirst();
  }

  private static Object sqlValue(Connection connection, Object value) throws SQLException {
    return switch (value) {
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Duration duration -> duration.toNanos() / 1e9;
      case Collection<?> values ->
          connection.createArrayOf("text", values.stream().map(Query::text).toArray());
      case Optional<?> optional -> optional.isEmpty() ? null : sqlValue(connection, optional.get());
      case LocalDate _, UUID _, Number _, Boolean _ -> value;
      default -> text(value);
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case Labelled labelled -> labelled.label();
      case Symbol symbol -> symbol.value();
      case String text -> text;
      default -> throw new IllegalArgumentException("no parameter of a statement: " + value);
    };
  }
}
