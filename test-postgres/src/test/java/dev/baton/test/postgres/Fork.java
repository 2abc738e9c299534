package dev.baton.test.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another JVM: Testcontainers finds Docker once in each, by the environment. */
final class Fork {

  private static final long LONGEST_SECONDS = 100;

  private Fork() {}

  /** Asks Docker for images, where DOCKER_HOST says and nowhere else. */
  static final class Ask {
    public static void main(String[] args) {
      Duration patience = Duration.ofSeconds(Long.parseLong(args[0]));
      for (String image : List.of(args).subList(1, args.length)) {
        Decision decision = Docker.ask(image, patience, List::of);
        System.out.println(decision.image().orElse("embedded") + " because " + decision.why());
      }
    }
  }

  /** Takes two databases, and reports where they are and how their server was started. */
  static final class Take {
    public static void main(String[] args) throws Exception {
      for (int i = 0; i < 2; i++) {
        TestPostgres.Database database = TestPostgres.newDatabase();
        try (Connection connection =
                DriverManager.getConnection(
                    database.jdbcUrl(), TestPostgres.USER, TestPostgres.PASSWORD);
            Statement statement = connection.createStatement();
            ResultSet options = statement.executeQuery("select pg_read_file('postmaster.opts')")) {
          options.next();
          System.out.println("taken: " + database.address() + " of " + options.getString(1));
        }
      }
    }
  }

  /** What it printed; it may not take long. */
  static String run(
      Path home,
      Map<String, String> environment,
      List<String> properties,
      Class<?> main,
      String... args)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    // Testcontainers remembers there where it has found Docker.
    command.add("-Duser.home=" + home);
    properties.forEach(property -> command.add("-D" + property));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Path output = home.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().remove("DOCKER_HOST");
    builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("it hangs:\n" + Files.readString(output));
    }
    return Files.readString(output);
  }
}
