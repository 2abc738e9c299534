package dev.baton.runtime.settings;

import java.util.Locale;
import java.util.Map;

/** What stands between a service and its PostgreSQL (ADR 45). */
public enum Pooler {
  /** Nothing, or a pooler whose connections keep their server connection, like PgBouncer in session mode. */
  NONE(Map.of()),

  /** A pooler that may give each transaction another server connection, like PgBouncer in transaction mode. */
  TRANSACTION(
      Map.of(
          // Parse, bind and execute are sent in one piece, which goes to one server connection.
          "quarkus.datasource.reactive.postgresql.use-layer7-proxy", "true",
          "quarkus.datasource.reactive.cache-prepared-statements", "false",
          // No statement has a name that another server connection does not know.
          "quarkus.datasource.jdbc.additional-jdbc-properties.prepareThreshold", "0"));

  /** The setting. */
  static final String SETTING = "baton.database-pooler";

  private final Map<String, String> properties;

  Pooler(Map<String, String> properties) {
    this.properties = properties;
  }

  /** The properties of both clients that it needs. */
  Map<String, String> properties() {
    return properties;
  }

  /** The pooler of that value of the setting; {@code NONE} for any other, which the check of the settings refuses. */
  static Pooler of(String value) {
    return value.strip().toLowerCase(Locale.ROOT).equals("transaction") ? TRANSACTION : NONE;
  }
}
