package dev.baton.runtime.test;

import dev.baton.test.postgres.TestPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An empty database of {@link TestPostgres} for an application. */
public class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    TestPostgres.Database database = TestPostgres.newDatabase();
    return Map.of(
        "quarkus.datasource.jdbc.url",
        database.jdbcUrl(),
        "quarkus.datasource.reactive.url",
        database.reactiveUrl(),
        "quarkus.datasource.username",
        TestPostgres.USER,
        "quarkus.datasource.password",
        TestPostgres.PASSWORD);
  }

  @Override
  public void stop() {
    // The server ends with the JVM.
  }
}
