package dev.baton.runtime.rest;

import dev.baton.evidence.Stoppable;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where requests read much of the database: what is expensive one at a time, long lists page by page. Both have threads of
 * their own, and stop when the client leaves (ADR 42).
 */
@Singleton
public class Reads {

  /** Requests that wait for the one that is being answered. Each costs its connection alone. */
  static final int WAITING = 8;

  /** Rows that a list holds at a time. */
  static final int PAGE = 200;

  private static final int PAGES_AT_A_TIME = 2;

  private final Semaphore turn = new Semaphore(1, true);
  private final ThreadPoolExecutor expensive;
  private final ExecutorService pages =
      Executors.newFixedThreadPool(
          PAGES_AT_A_TIME, Thread.ofPlatform().daemon().name("pages-", 0).factory());

  @Inject
  Reads() {
    this(WAITING);
  }

  /**
   * @param waiting number of requests that wait, at least 1
   */
  public Reads(int waiting) {
    this.expensive =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("expensive-read").factory());
  }

  void stop(@Observes ShutdownEvent event) {
    expensive.shutdownNow();
    pages.shutdownNow();
  }

  /** Reads the page after a row; fewer rows than asked for are the last ones. */
  public interface Page<T> {
    List<T> after(Optional<T> last, int rows);
  }

  /**
   * Answers a request with what is expensive to read. If too many wait already, it fails with a {@link Problem} of status 429. A
   * request whose client leaves is not begun, or stopped.
   */
  public <T> Uni<T> expensive(Supplier<T> read) {
    return Uni.createFrom().emitter(emitter -> begin(read, emitter));
  }

  private <T> void begin(Supplier<T> read, UniEmitter<? super T> emitter) {
    Stoppable work = new Stoppable();
    Runnable task = () -> answer(work, read, emitter);
    emitter.onTermination(
        () -> {
          expensive.remove(task);
          // The server is asked to cancel: not on an event loop.
          Thread.ofVirtual().start(work::stop);
        });
    try {
      expensive.execute(task);
    } catch (RejectedExecutionException e) {
      emitter.fail(
          Problems.tooMany(
              "%s requests for comparisons and figures wait already; they are answered one at a time"
                  .formatted(expensive.getQueue().size())));
    }
  }

  private <T> void answer(Stoppable work, Supplier<T> read, UniEmitter<? super T> emitter) {
    try {
      emitter.complete(inTurn(() -> work.run(read)));
    } catch (RuntimeException | Error e) {
      // An error, too, is the request's: this thread serves the next one.
      emitter.fail(e);
    }
  }

  /**
   * Returns what is expensive to read, as soon as the request that is being answered has its answer. It never waits for more than
   * one request, and is never refused.
   */
  public <T> T inTurn(Supplier<T> read) {
    turn.acquireUninterruptibly();
    try {
      return read.get();
    } finally {
      turn.release();
    }
  }

  /** The rows of a list, at most that many. A page is read when the client has taken the one before. */
  public <T> Multi<T> list(int most, Page<T> read) {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new Position<>(most, read),
            position -> Uni.createFrom().item(position::next).runSubscriptionOn(pages))
        .whilst(Rows::more)
        .onItem()
        .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page.rows()));
  }

  private record Rows<T>(List<T> rows, boolean more) {}

  /** How far a list has been read; one thread after the other. */
  private static final class Position<T> {

    private final Page<T> read;
    private int left;
    private Optional<T> last = Optional.empty();

    Position(int most, Page<T> read) {
      this.left = most;
      this.read = read;
    }

    synchronized Rows<T> next() {
      int wanted = Math.min(left, PAGE);
      List<T> rows = read.after(last, wanted);
      left -= rows.size();
      last = rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
      return new Rows<>(rows, rows.size() == wanted && left > 0);
    }
  }
}
