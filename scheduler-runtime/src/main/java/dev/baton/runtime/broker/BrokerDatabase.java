package dev.baton.runtime.broker;

import dev.baton.evidence.EvidenceDatabase;
import dev.baton.evidence.EvidenceDatabase.Work;
import dev.baton.evidence.Query;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.slot.StoreFailure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
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
import org.jboss.logging.Logger;

/**
 * The database access of the broker client (ADR 6). Statements run on threads of their own: an interrupted scan would
 * otherwise break the connection in the middle of a statement, and leave open whether it was done. Each wait has a limit. Work
 * whose caller has given up is not begun, or it is undone. Times are real time.
 */
@Singleton
class BrokerDatabase {

  private static final Logger LOG = Logger.getLogger(BrokerDatabase.class);

  /** The longest one statement may take, waits for locks included; the server cancels it. */
  private static final int STATEMENT_SECONDS = 6;

  /**
   * Further limits.
   *
   * @param silence the longest a connection may be silent; longer than a statement may take
   * @param patience the longest a caller waits; longer than {@code silence}
   * @param shutdown the longest a shutdown waits, twice
   * @param threads statements at the same time
   * @param waiting statements that wait for a thread
   */
  record Limits(Duration silence, Duration patience, Duration shutdown, int threads, int waiting) {

    /**
     * The server cancels a blocked statement after 6 s, a silent connection is closed after 9 s, and after 15 s the database
     * counts as away. The pool waits for a connection for 5 s at most.
     */
    static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(9), Duration.ofSeconds(15), Duration.ofSeconds(3), 8, 64);
  }

  /** Undoes work whose caller has given up meanwhile. */
  interface Undo<T> {
    void on(Connection connection, T done) throws SQLException;
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

  /** After the calls have ended, and before the connections close. */
  void stop(@Observes @Priority(3) ShutdownEvent event) {
    close();
  }

  /** Waits for running statements for a moment, then interrupts them. */
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

  /**
   * Writes to the database, as the ledger does. So the begin and the end of an outage are logged even while no slot is due. A
   * database that can only be read, as after a failover, is an outage.
   */
  @RunOnVirtualThread
  @Scheduled(
      every = "{baton.heartbeat:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void touch() {
    try {
      call(
          connection -> {
            if (update(connection, "update broker_budget set id = id where id = 1") != 1) {
              throw new SQLException("broker_budget has no row");
            }
            return null;
          });
    } catch (CandleSourceException e) {
      // BrokerState has logged it.
      return;
    }
  }

  /** A statement that the server cancels after {@value #STATEMENT_SECONDS} seconds; parameters as for {@link Query}. */
  static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = Query.prepare(connection, sql, parameters);
    statement.setQueryTimeout(STATEMENT_SECONDS);
    return statement;
  }

  /** Runs one such statement, and returns the number of changed rows. */
  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** The same as work of its own. */
  int update(String sql, Object... parameters) throws CandleSourceException {
    return call(connection -> update(connection, sql, parameters));
  }

  /**
   * The result of the work. Waits for it also if the calling thread is interrupted meanwhile.
   *
   * @throws CandleSourceException if the work fails or does not end in time, so that no call can be made; the reason is logged
   *     by {@link BrokerState}
   */
  <T> T call(Work<T> work) throws CandleSourceException {
    return call(work, (_, _) -> {});
  }

  /** The same for work that must be undone if its caller has given up before its end. */
  <T> T call(Work<T> work, Undo<T> undo) throws CandleSourceException {
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
      if (threads.isShutdown()) {
        throw new CandleSourceException(new CandleFailure.NotCalled("the service is stopping"));
      }
      throw unavailable("too many statements wait for it");
    } catch (ExecutionException e) {
      if (state.now().database().isEmpty()) {
        LOG.warnf("database=failing cause=\"%s\"", Secrets.scrub(String.valueOf(e.getCause())));
      }
      throw unavailable(StoreFailure.reason(e.getCause()));
    }
  }

  /**
   * @param decided set once, by the thread that ends the work or by the caller that gives up; the first decides whether the
   *     work counts
   */
  private <T> T connected(Work<T> work, Undo<T> undo, AtomicBoolean decided) throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (decided.get()) {
        throw new SQLException("its caller has given up");
      }
      return EvidenceDatabase.within(
          limits.silence(),
          connection,
          _ -> {
            T done = work.on(connection);
            if (!decided.compareAndSet(false, true)) {
              undo.on(connection, done);
            }
            return done;
          });
    }
  }

  private CandleSourceException unavailable(String reason) {
    String message = "the database cannot be used: " + Secrets.scrub(reason);
    state.databaseUnreachable(message);
    return new CandleSourceException(new CandleFailure.NotCalled(message));
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
          // The work is done; only its result is still on the way.
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
