package dev.baton.runtime.broker;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Statements of the broker client. They run on threads of their own, because a scan that is interrupted in the middle of
 * one would break its connection and leave open whether it was done. Nothing is waited for without limit, and nothing that
 * nobody waits for any longer is begun. Times are real time.
 *
 * <p>Decided in ADR 6.
 */
@Singleton
class BrokerDatabase {

  /** The longest one statement may take, waits for locks included; the server cancels it. */
  private static final int STATEMENT_SECONDS = 6;

  /** Further limits. Those of a statement, a silent connection and a caller follow each other. */
  record Limits(Duration silence, Duration patience, Duration shutdown, int threads, int waiting) {

    /**
     * A statement that is blocked is cancelled by the server, a server that is silent loses its connection, and a database
     * that does not answer is treated as one that is away. A connection is waited for 5 seconds at most.
     */
    static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(9), Duration.ofSeconds(15), Duration.ofSeconds(3), 8, 64);
  }

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

  /** Takes back what work has done for a caller who has given up meanwhile. */
  interface Undo<T> {
    void on(Connection connection, T done) throws SQLException;
  }

  /** Puts a connection back into the state it came in, also when the work fails, without hiding why it did. */
  private interface Restored extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  private final DataSource source;
  private final BrokerState state;
  private final Limits limits;
  private final ThreadPoolExecutor threads;

  @Inject
  BrokerDatabase(DataSource source, BrokerState state) {
    this(source, state, Limits.DEFAULT);
  }

  BrokerDatabase(DataSource source, BrokerState state, Limits limits) {
    this.source = source;
    this.state = state;
    this.limits = limits;
    this.threads =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(limits.waiting()),
            Thread.ofPlatform().daemon().name("broker-database-", 0).factory());
  }

  /** Lets what runs end, for a moment. */
  @PreDestroy
  void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(limits.shutdown().toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        threads.awaitTermination(limits.shutdown().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** A statement that the server gives up on in time. */
  static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(STATEMENT_SECONDS);
    return statement;
  }

  /** Does the work and waits for its end, also if the calling thread is interrupted meanwhile. */
  <T> T call(Work<T> work) throws UnavailableException {
    return call(work, (_, _) -> {});
  }

  /** The same for work that must not stay done if its caller could not wait for it. */
  <T> T call(Work<T> work, Undo<T> undo) throws UnavailableException {
    AtomicBoolean decided = new AtomicBoolean();
    FutureTask<T> task = new FutureTask<>(() -> connected(work, undo, decided));
    try {
      threads.execute(task);
      T result = await(task, decided);
      state.databaseReachable();
      return result;
    } catch (TimeoutException e) {
      task.cancel(true);
      threads.remove(task);
      throw unavailable("no answer within " + limits.patience().toMillis() + " ms");
    } catch (RejectedExecutionException e) {
      throw unavailable(
          threads.isShutdown() ? "the service is stopping" : "too many statements wait for it");
    } catch (ExecutionException e) {
      throw unavailable(String.valueOf(e.getCause().getMessage()));
    }
  }

  /**
   * @param decided whoever sets it first decides whether the work counts: who did it, or who waits for it and gives up
   */
  private <T> T connected(Work<T> work, Undo<T> undo, AtomicBoolean decided) throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (decided.get()) {
        throw new SQLException("nobody waits for it any longer");
      }
      int before = connection.getNetworkTimeout();
      try (Restored _ = () -> connection.setNetworkTimeout(Runnable::run, before)) {
        connection.setNetworkTimeout(Runnable::run, (int) limits.silence().toMillis());
        T done = work.on(connection);
        if (!decided.compareAndSet(false, true)) {
          undo.on(connection, done);
        }
        return done;
      }
    }
  }

  private UnavailableException unavailable(String reason) {
    String message = "the database cannot be used: " + Secrets.scrub(reason);
    state.databaseUnreachable(message);
    return new UnavailableException(message);
  }

  private <T> T await(FutureTask<T> task, AtomicBoolean decided)
      throws ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + limits.patience().toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (decided.compareAndSet(false, true)) {
            throw e;
          }
          // It is done; only its end has still to be told.
          deadline = System.nanoTime() + limits.patience().toNanos();
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
