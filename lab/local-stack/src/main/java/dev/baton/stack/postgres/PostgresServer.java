package dev.baton.stack.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where a PostgreSQL listens, and the login there. Nothing in it is dropped or changed but the database of the run (ADR 28).
 *
 * @param address host and port
 * @param database to connect to when another one is created
 * @param password empty if the server asks for none
 * @param parameters of every URL, with their question mark; empty if there are none
 */
public record PostgresServer(
    String address, String database, String user, String password, String parameters) {

  private static final String FORM = "postgresql://USER@HOST:PORT/DATABASE";

  private static final int DEFAULT_PORT = 5432;

  /** A table of another program in a database without Baton's, and whether the user may create tables. */
  private static final String OTHER_TABLE =
      """
      select min(schemaname || '.' || tablename), has_schema_privilege('public', 'create') from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') and to_regclass('broker_call') is null
      """;

  /**
   * The server of a URL, with or without {@code jdbc:} before it. PGUSER and PGPASSWORD replace a user and a password that it
   * lacks.
   *
   * @throws IllegalArgumentException if it is no such URL, or there is no user; the message does not show a password
   */
  public static PostgresServer of(String url, Map<String, String> environment) {
    URI uri = parsed(url.replaceFirst("^jdbc:", ""));
    Map<String, String> parameters = parameters(uri);
    String[] login = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
    String user = first(login[0], parameters.get("user"), environment.get("PGUSER"));
    String password =
        first(
            login.length < 2 ? "" : login[1],
            parameters.get("password"),
            environment.get("PGPASSWORD"));
    if (user.isEmpty()) {
      throw new IllegalArgumentException("no user; write " + FORM + " or set PGUSER");
    }
    return new PostgresServer(
        uri.getHost() + ":" + (uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()),
        uri.getRawPath().substring(1),
        user,
        password,
        parameters.containsKey("sslmode") ? "?sslmode=" + parameters.get("sslmode") : "");
  }

  private static URI parsed(String url) {
    try {
      URI uri = new URI(url);
      if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
        throw malformed("it does not begin with postgresql://");
      }
      if (uri.getHost() == null) {
        throw malformed("no host, or a port that is no number");
      }
      if (!uri.getRawPath().matches("/[^/]+")) {
        throw malformed("no database");
      }
      return uri;
    } catch (URISyntaxException e) {
      // The exception's message has the URL, and so may show a password.
      throw malformed(e.getReason() + " at position " + e.getIndex());
    }
  }

  private static IllegalArgumentException malformed(String reason) {
    return new IllegalArgumentException(reason + "; write " + FORM);
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String parameter : uri.getRawQuery().split("&")) {
        String[] parts = parameter.split("=", 2);
        if (parts.length < 2 || !parts[0].matches("user|password|sslmode")) {
          throw new IllegalArgumentException(
              "parameter '%s' is none of user, password and sslmode".formatted(parts[0]));
        }
        parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return parameters;
  }

  private static String first(String... texts) {
    return Stream.of(texts).filter(text -> text != null && !text.isEmpty()).findFirst().orElse("");
  }

  /** Address of a database for JDBC. */
  public String jdbcUrl(String name) {
    return "jdbc:" + reactiveUrl(name);
  }

  /** Address of a database for the reactive client. */
  public String reactiveUrl(String name) {
    return "postgresql://" + address + "/" + name + parameters;
  }

  /** A connection without named statements: a pooler may stand before the server (ADR 45). */
  public Connection connect(String name) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("prepareThreshold", "0");
    return DriverManager.getConnection(jdbcUrl(name), properties);
  }

  /**
   * Makes a database if there is none of that name.
   *
   * @throws IllegalArgumentException if the name has other characters than a-z, 0-9 and _
   */
  public void ensureDatabase(String name) throws SQLException {
    if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("database name '" + name + "'");
    }
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("create database " + name);
    }
  }

  /**
   * Checks that {@link #database} is empty or Baton's own.
   *
   * @throws SQLException if it is neither, or cannot be used
   */
  public void checkOwn() throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet other = statement.executeQuery(OTHER_TABLE)) {
      other.next();
      if (other.getString(1) != null) {
        throw new SQLException(
            "database %s has tables that are not Baton's, like %s; give it an empty database of its own"
                .formatted(database, other.getString(1)));
      }
      if (!other.getBoolean(2)) {
        throw new SQLException("%s may not create tables in %s".formatted(user, database));
      }
    }
  }

  /** Why the server refuses, in one line. */
  public String refusal(SQLException e) {
    String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
    return "PostgreSQL, %s: %s%s"
        .formatted(this, e.getMessage(), cause)
        .replaceAll("\\s*\\R\\s*", " ");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + " at " + address;
  }
}
