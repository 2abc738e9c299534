package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleSourceException;
import dev.baton.runtime.broker.BrokerDatabase.Limits;
import dev.baton.runtime.test.FixedSlotClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerDatabaseTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final BrokerState state = new BrokerState(new FixedSlotClock());
  private BrokerDatabase database;

  @BeforeEach
  void table() {
    DATA.execute("create table if not exists done (what text); truncate done");
  }

  @AfterEach
  void close() {
    database.close();
    DATA.clear();
  }

  private void with(Duration silence, Duration patience, int threads, int waiting) {
    database =
        new BrokerDatabase(DATA, state, new Limits(silence, patience, SHORT, threads, waiting));
  }

  private static int insert(Connection connection, String what) throws SQLException {
    try (PreparedStatement statement =
        BrokerDatabase.prepare(connection, "insert into done values (?)")) {
      statement.setString(1, what);
      return statement.executeUpdate();
    }
  }

  @Test
  void workWhoseCallerHasGivenUpIsNotBegun() throws Exception {
    // given the only thread is busy
    with(LONG, SHORT, 1, 5);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FutureTask<Object> first =
        new FutureTask<>(
            () ->
                database.call(
                    _ -> {
                      busy.countDown();
                      awaitUninterrupted(go);
                      return null;
                    }));
    Thread.ofVirtual().start(first);
    busy.await();

    // when
    assertThatThrownBy(() -> database.call(connection -> insert(connection, "late")))
        .isInstanceOf(CandleSourceException.class)
        .hasMessageContaining("no answer within 100 ms");
    go.countDown();

    // then
    assertThat(state.now().database()).isPresent();
    drained();
    assertThat(DATA.texts("select what from done")).isEmpty();
  }

  @Test
  void workThatEndsAfterItsCallerHasGivenUpIsUndone() throws Exception {
    // given
    with(LONG, SHORT, 1, 5);
    CountDownLatch go = new CountDownLatch(1);

    // when
    assertThatThrownBy(
            () ->
                database.call(
                    connection -> {
                      awaitUninterrupted(go);
                      return insert(connection, "late");
                    },
                    (connection, _) -> {
                      try (Statement statement = connection.createStatement()) {
                        statement.execute("delete from done");
                      }
                    }))
        .isInstanceOf(CandleSourceException.class);
    go.countDown();

    // then
    drained();
    assertThat(DATA.texts("select what from done")).isEmpty();
  }

  /** Waits until the only thread has ended all earlier work. */
  private void drained() throws InterruptedException {
    while (true) {
      try {
        database.call(_ -> null);
        return;
      } catch (CandleSourceException e) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  /** Waits like a statement of the driver, which goes on when the pool's thread is interrupted. */
  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSilentConnectionIsClosedSoThatItsThreadIsFree() throws Exception {
    with(Duration.ofSeconds(1), LONG, 1, 5);
    assertThatThrownBy(
            () ->
                database.call(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        return statement.execute("select pg_sleep(30)");
                      }
                    }))
        .isInstanceOf(CandleSourceException.class);
    assertThat(database.<Integer>call(connection -> insert(connection, "next"))).isEqualTo(1);
    assertThat(state.now().database()).isEmpty();
  }

  @Test
  void moreWorkThanCanWaitIsRefusedAtOnce() throws Exception {
    // given
    with(LONG, LONG, 1, 1);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                database.call(
                    _ -> {
                      busy.countDown();
                      awaitUninterrupted(go);
                      return null;
                    });
              } catch (CandleSourceException e) {
                throw new IllegalStateException(e);
              }
            });
    busy.await();
    FutureTask<Integer> waiting =
        new FutureTask<>(() -> database.call(connection -> insert(connection, "waited")));
    Thread waiter = Thread.ofPlatform().start(waiting);
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }

    // then
    assertThatThrownBy(() -> database.call(connection -> insert(connection, "refused")))
        .isInstanceOf(CandleSourceException.class)
        .hasMessageContaining("too many statements wait");
    go.countDown();
    waiting.get();
    assertThat(DATA.texts("select what from done")).containsExactly("waited");
  }

  @Test
  void aShutdownWaitsOnlyForAMoment() throws Exception {
    // given
    with(LONG, LONG, 1, 1);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    FutureTask<Object> stuck =
        new FutureTask<>(
            () ->
                database.call(
                    _ -> {
                      busy.countDown();
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        throw new SQLException("interrupted");
                      }
                      return null;
                    }));
    Thread.ofVirtual().start(stuck);
    busy.await();

    // when
    database.close();

    // then
    assertThatThrownBy(stuck::get).hasRootCauseInstanceOf(CandleSourceException.class);
    assertThatThrownBy(() -> database.call(_ -> null))
        .isInstanceOf(CandleSourceException.class)
        .hasMessageContaining("stopping");
  }

  @Test
  void theWatchReportsADatabaseThatCanOnlyBeRead() {
    // given
    with(LONG, LONG, 1, 1);

    // when
    DATA.readOnly(true);
    database.touch();

    // then
    assertThat(state.outage()).isPresent();

    // when
    DATA.readOnly(false);
    database.touch();

    // then
    assertThat(state.outage()).isEmpty();
  }
}
