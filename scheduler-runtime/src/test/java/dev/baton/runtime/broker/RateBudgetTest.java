package dev.baton.runtime.broker;

import static dev.baton.market.CandleRequest.Priority.LIVE;
import static dev.baton.market.CandleRequest.Priority.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSourceException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The windows are hours long (market time runs slowly), so that none ends while a test runs. */
@Timeout(120)
class RateBudgetTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final double SLOW = 1.0 / 3600;

  private final BrokerClient legacy =
      new BrokerClient(DATA, Generation.LEGACY, Map.of("budget.longest-wait", "300ms"));
  private final BrokerClient optimized =
      new BrokerClient(DATA, Generation.OPTIMIZED, Map.of("budget.longest-wait", "300ms"));

  RateBudgetTest() {
    legacy.clock.speed = SLOW;
    optimized.clock.speed = SLOW;
  }

  @AfterEach
  void clear() {
    legacy.close();
    optimized.close();
    DATA.clear();
  }

  private Duration ask(Priority priority) throws CandleSourceException {
    return (priority == LIVE ? legacy : optimized).budget.tryTake(priority, SLOW);
  }

  private void take(int calls, Priority priority) throws Exception {
    for (int i = 0; i < calls; i++) {
      (priority == LIVE ? legacy : optimized).budget.take(priority);
    }
  }

  @Test
  void aShadowCallerGetsItsShareAndTheLiveOneTheRest() throws Exception {
    take(8, SHADOW);
    assertThat(ask(SHADOW)).isPositive();
    take(2, LIVE);
    assertThat(ask(LIVE)).isPositive();
    assertThat(
            DATA.texts("select cardinality(live) || ' ' || cardinality(shadow) from broker_budget"))
        .containsExactly("2 8");
  }

  @Test
  void noCallIsMadeWhereNoneIsFreeWithinTheLongestWait() throws Exception {
    take(10, LIVE);
    assertThatThrownBy(() -> take(1, LIVE))
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e -> assertThat(e.failure()).isInstanceOf(CandleFailure.NotCalled.class));
  }

  @Test
  void aLiveCallerThatWaitsForTheEndOfABlockGoesFirst() throws Exception {
    // given
    legacy.budget.block(Duration.ofHours(1));
    assertThat(ask(LIVE)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));

    // when the block is over
    DATA.execute("update broker_budget set blocked_until = '-infinity'");

    // then
    assertThat(ask(SHADOW)).isPositive();
    assertThat(ask(LIVE)).isZero();
  }

  @Test
  void aBlockIsForBothAndALaterShorterOneDoesNotEndIt() throws Exception {
    legacy.budget.block(Duration.ofHours(2));
    optimized.budget.block(Duration.ofHours(1));
    assertThat(ask(LIVE)).isGreaterThan(Duration.ofMinutes(110));
    assertThat(ask(SHADOW)).isGreaterThan(Duration.ofMinutes(110));
  }

  @Test
  void atFullSpeedThereIsNoLimit() throws Exception {
    legacy.clock.speed = Double.POSITIVE_INFINITY;
    DATA.away(true);
    take(20, LIVE);
  }

  /** Who is in front waits for a row that somebody else has locked. */
  @Test
  void theLineIsWaitedInNoLongerThanTheLongestWait() throws Exception {
    try (var connection = DATA.open();
        var statement = connection.createStatement()) {
      // given
      connection.setAutoCommit(false);
      statement.execute("select * from broker_budget for update");
      FutureTask<Object> front =
          new FutureTask<>(
              () -> {
                take(1, LIVE);
                return null;
              });
      Thread.ofVirtual().start(front);
      while (DATA.texts("select 1 from pg_locks where not granted").isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }

      // then
      assertThatThrownBy(() -> take(1, LIVE))
          .isInstanceOf(CandleSourceException.class)
          .hasMessageContaining("no call free within 300 ms");
      assertThat(front.isDone()).isFalse();

      // when
      connection.commit();

      // then
      front.get();
      connection.setAutoCommit(true);
    }
  }

  @Test
  void aLiveRequestIsNotKeptWaitingByAShadowRequestOfItsOwnService() throws Exception {
    // given a shadow request that waits for a free call
    BrokerClient both =
        new BrokerClient(DATA, Generation.LEGACY, Map.of("budget.longest-wait", "5h"));
    both.clock.speed = SLOW;
    take(8, SHADOW);
    FutureTask<Object> shadow =
        new FutureTask<>(
            () -> {
              both.budget.take(SHADOW);
              return null;
            });
    Thread waiting = Thread.ofPlatform().start(shadow);
    while (waiting.getState() != Thread.State.TIMED_WAITING && !shadow.isDone()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    // when
    both.budget.take(LIVE);

    // then
    assertThat(shadow.isDone()).isFalse();
    assertThat(DATA.texts("select cardinality(live)::text from broker_budget"))
        .containsExactly("1");
    waiting.interrupt();
    waiting.join();
    both.close();
  }
}
