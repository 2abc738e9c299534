package dev.baton.stack.up;

import dev.baton.market.MarketTime;
import dev.baton.stack.market.ServiceApi;
import dev.baton.stack.market.SimulatorApi;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a person does each morning: brings the day's auth code to one of the services. A new one on every market day, and
 * whenever a service says that it needs it. Not thread-safe.
 */
final class Logins {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final SimulatorApi simulator;
  private final List<ServiceApi> services;
  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private LocalDate day = LocalDate.MIN;
  private long notBefore;
  private boolean failed;
  private String reason = "";

  Logins(
      SimulatorApi simulator, List<ServiceApi> services, Terminal terminal, LongSupplier nanoTime) {
    this.simulator = simulator;
    this.services = List.copyOf(services);
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.notBefore = nanoTime.getAsLong();
  }

  /** Logs in if the day is new or a service asks for it; whether there is a session as far as is known. */
  boolean check(Instant now) throws InterruptedException {
    if (nanoTime.getAsLong() - notBefore < 0) {
      return !failed;
    }
    LocalDate today = MarketTime.date(now);
    try {
      if (today.equals(day) && !needed()) {
        notBefore = nanoTime.getAsLong() + BETWEEN_QUESTIONS.toNanos();
        return true;
      }
      login();
      day = today;
      failed = false;
      notBefore = nanoTime.getAsLong() + BETWEEN_QUESTIONS.toNanos();
    } catch (IOException e) {
      if (!failed) {
        terminal.line(Tone.WARN, "login at the broker failed: " + e.getMessage());
      }
      failed = true;
      reason = e.getMessage();
      notBefore = nanoTime.getAsLong() + BETWEEN_ATTEMPTS.toNanos();
    }
    return !failed;
  }

  /**
   * The first login: tries until it works or somebody asked to end.
   *
   * @throws StartException if it does not work in time
   */
  void first(Instant now, Duration patience, BooleanSupplier stopped) throws InterruptedException {
    long began = nanoTime.getAsLong();
    while (!check(now) && !stopped.getAsBoolean()) {
      if (nanoTime.getAsLong() - began > patience.toNanos()) {
        throw new StartException(
            "the login at the broker did not work within %s s: %s"
                .formatted(patience.toSeconds(), reason));
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean needed() throws IOException, InterruptedException {
    return firstAnswer(ServiceApi::loginNeeded);
  }

  private void login() throws IOException, InterruptedException {
    String code = simulator.authCode();
    firstAnswer(
        service -> {
          service.login(code);
          return true;
        });
  }

  private interface Request {
    boolean to(ServiceApi service) throws IOException, InterruptedException;
  }

  private boolean firstAnswer(Request request) throws IOException, InterruptedException {
    IOException last = new IOException("no service runs");
    for (ServiceApi service : services) {
      try {
        return request.to(service);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }
}
