package dev.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.category.Generation;
import dev.baton.stack.postgres.LocalPostgres;
import dev.baton.stack.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code ./baton up} as a process with its own ports, data and logs. */
final class Rehearsal implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(8);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
  private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://\\S+");

  private final Path home;
  private final Path report;
  private final Path output;
  private final Map<String, Integer> ports;
  private final Process launcher;
  private final HttpClient http = HttpClient.newHttpClient();

  private Rehearsal(
      Path home,
      Map<String, Integer> ports,
      List<String> options,
      Map<String, String> environment) {
    this.home = home;
    this.report = home.resolve("report.json");
    this.output = home.resolve("output.txt");
    this.ports = ports;
    List<String> command = new ArrayList<>();
    command.add(Packages.java());
    command.add("-Xmx256m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Duser.timezone=Asia/Kolkata");
    command.add("-Dbaton.root=" + Packages.root());
    command.add("-Dbaton.home=" + home);
    command.add("-Dbaton.postgres-binaries=" + Packages.postgresBinaries());
    command.addAll(List.of("-cp", Packages.launcherClassPath(), "dev.baton.stack.Baton", "up"));
    ports.forEach((name, port) -> command.addAll(List.of("--" + name + "-port", port.toString())));
    command.addAll(options);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      launcher = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a run that ends by itself when the market day is done. */
  static Rehearsal start(Path home, String... options) {
    return start(home, Map.of(), options);
  }

  /** The same; the environment is for the services. */
  static Rehearsal start(Path home, Map<String, String> environment, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--exit-when-done", "--report", home.resolve("report.json").toString()));
    return new Rehearsal(home, freePorts(), all, environment);
  }

  /** Starts a run that goes on until it is closed; the environment is for the services. */
  static Rehearsal startToStay(Path home, Map<String, String> environment, String... options) {
    return new Rehearsal(home, freePorts(), List.of(options), environment);
  }

  private static Map<String, Integer> freePorts() {
    return Map.of(
        "legacy", FreePorts.next(),
        "optimized", FreePorts.next(),
        "simulator", FreePorts.next());
  }

  /** Its output so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it ends by itself; returns its report. */
  JsonNode finish() throws Exception {
    JsonNode finished = finishWithErrors();
    assertThat(launcher.exitValue()).describedAs("exit code:%n%s", output()).isZero();
    return finished;
  }

  /** The same for a run with symbols that end in an error, which is exit code 1. */
  JsonNode finishWithErrors() throws Exception {
    assertThat(launcher.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
        .describedAs("the run ends by itself:%n%s", output())
        .isTrue();
    assertThat(launcher.exitValue()).describedAs("exit code:%n%s", output()).isIn(0, 1);
    return JSON.readTree(report.toFile());
  }

  /** Repeats the check until it is true; fails, naming what was waited for, if the run ends before. */
  void await(String what, Check check) throws Exception {
    await(what, BETWEEN_QUESTIONS, check);
  }

  /** The same with a pause of your own, for a state that is short: every check takes time from the process that it asks. */
  void await(String what, Duration betweenQuestions, Check check) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!holds(check)) {
      if (!launcher.isAlive() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("never saw " + what + ":\n" + output());
      }
      TimeUnit.NANOSECONDS.sleep(betweenQuestions.toNanos());
    }
  }

  /** A check that cannot ask its process now counts as false. The report shows whether a process died. */
  private static boolean holds(Check check) throws Exception {
    try {
      return check.holds();
    } catch (IOException e) {
      return false;
    }
  }

  /** A condition to wait for. */
  interface Check {
    boolean holds() throws Exception;
  }

  /** Waits until everything is up and market time goes on. */
  void awaitRunning() throws Exception {
    await("the head of the table", () -> output().contains("slot   by"));
    await(
        "the clock run",
        Duration.ofMillis(20),
        () -> {
          String state = get("simulator", "/sim/clock").body().path("state").asText();
          return state.equals("running") || state.equals("holding");
        });
  }

  /** Stops the launcher's process, so that it restarts nothing, until it is resumed. */
  void pauseLauncher() throws Exception {
    signal("-STOP", launcher.toHandle());
  }

  void resumeLauncher() throws Exception {
    signal("-CONT", launcher.toHandle());
  }

  /** Sends a signal like {@code -KILL}. */
  static void signal(String signal, ProcessHandle process) throws Exception {
    int code =
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }

  /** The market's time of day, like 11:05. */
  String marketTime() throws Exception {
    return get("simulator", "/sim/clock").body().path("now").asText().substring(11, 16);
  }

  /** Waits until the market has reached that time of day. */
  void awaitMarketTime(String time) throws Exception {
    await("market time " + time, () -> marketTime().compareTo(time) >= 0);
  }

  /** An answer of one of the processes. */
  record Answer(int status, JsonNode body) {}

  Answer get(String process, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(process, path)).GET());
  }

  Answer post(String process, String path, Map<String, ?> body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(process, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  void delete(String process, String path) throws Exception {
    send(HttpRequest.newBuilder(uri(process, path)).DELETE());
  }

  private URI uri(String process, String path) {
    return URI.create("http://127.0.0.1:" + ports.get(process) + path);
  }

  private Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        http.send(
            request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    String body = response.body();
    return new Answer(
        response.statusCode(),
        body.startsWith("{") || body.startsWith("[")
            ? JSON.readTree(body)
            : JSON.createObjectNode());
  }

  /** The process of a service. */
  ProcessHandle process(Generation generation) {
    return new PidFile(home.resolve("run").resolve(generation.label() + ".pid"))
        .running()
        .orElseThrow(() -> new AssertionError(generation + " does not run"));
  }

  /** The process of PostgreSQL. */
  ProcessHandle postgres() throws IOException {
    String pid = Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst().trim();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** A connection to the run's database. */
  Connection database() throws SQLException {
    Matcher url = DATABASE.matcher(output());
    if (!url.find()) {
      throw new AssertionError("no database yet:\n" + output());
    }
    return DriverManager.getConnection(url.group(), LocalPostgres.USER, LocalPostgres.USER);
  }

  /** A log of the run. */
  String log(String process) throws IOException {
    try (var logs = Files.walk(home.resolve("logs"))) {
      Path file = logs.filter(path -> path.endsWith(process + ".log")).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }

  @Override
  public void close() throws Exception {
    http.close();
    if (launcher.isAlive()) {
      launcher.destroy();
      if (!launcher.waitFor(40, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    }
  }
}
