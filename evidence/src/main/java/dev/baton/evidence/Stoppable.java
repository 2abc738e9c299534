package dev.baton.evidence;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reading that another thread can stop: the statement that runs is cancelled at the server, and no further one begins. Work is
 * done once.
 */
public final class Stoppable {

  private static final ScopedValue<Stoppable> WORK = ScopedValue.newInstance();

  private Optional<Statement> running = Optional.empty();
  private boolean stopped;

  /** Reading was stopped, because nobody waits for its result. */
  public static final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoppedException() {
      super("stopped", null, false, false);
    }
  }

  /** Runs a statement and reads its rows. */
  interface Reading {
    void read() throws SQLException;
  }

  /**
   * Does that work on the calling thread.
   *
   * @throws StoppedException if it was stopped before, or while it read
   */
  public <T> T run(Supplier<T> work) {
    check();
    return ScopedValue.where(WORK, this).call(work::get);
  }

  /** Stops the work; it has ended soon afterwards. Blocks for as long as the server takes. */
  public void stop() {
    Optional<Statement> statement;
    synchronized (this) {
      stopped = true;
      statement = running;
    }
    statement.ifPresent(
        each -> {
          try {
            each.cancel();
          } catch (SQLException e) {
            // It has ended, or its connection has: both end the work.
            return;
          }
        });
  }

  private synchronized void check() {
    if (stopped) {
      throw new StoppedException();
    }
  }

  private synchronized void begin(Statement statement) {
    check();
    running = Optional.of(statement);
  }

  private synchronized void end() {
    running = Optional.empty();
  }

  /** Runs a statement of the calling thread's work, if there is such work. */
  static void around(Statement statement, Reading reading) throws SQLException {
    if (!WORK.isBound()) {
      reading.read();
      return;
    }
    Stoppable work = WORK.get();
    work.begin(statement);
    try {
      reading.read();
    } catch (SQLException e) {
      work.check();
      throw e;
    } finally {
      work.end();
    }
  }
}
