package dev.baton.runtime.broker;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Statements of the broker client. They run on threads of their own, because a scan that is interrupted in the middle of
 * one would break its connection and leave open whether it was done.
 */
@Singleton
class BrokerDatabase {

  /** A database that does not answer is treated as one that is away. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final int THREADS = 8;

  /** The database cannot be used; expected during an outage. */
  static final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message, null, false, false);
    }
  }

  /** Statements on one connection; in autocommit unless they change it. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource source;
  private final BrokerState state;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("broker-database-", 0).factory());

  BrokerDatabase(DataSource source, BrokerState state) {
    this.source = source;
    this.state = state;
  }

  @PreDestroy
  void close() {
    threads.close();
  }

  /** Does the work and waits for its end, also if the calling thread is interrupted meanwhile. */
  <T> T call(Work<T> work) throws UnavailableException {
    try {
      T result = await(threads.submit(() -> connected(work)));
      state.databaseReachable();
      return result;
    } catch (TimeoutException e) {
      throw unavailable("no answer within " + TIMEOUT.toSeconds() + " s");
    } catch (RejectedExecutionException e) {
      throw unavailable("the service is stopping");
    } catch (ExecutionException e) {
      throw unavailable(String.valueOf(e.getCause().getMessage()));
    }
  }

  private <T> T connected(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    }
  }

  private UnavailableException unavailable(String reason) {
    String message = "the database cannot be used: " + Secrets.scrub(reason);
    state.databaseUnreachable(message);
    return new UnavailableException(message);
  }

  private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
