package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.runtime.settings.Mode;
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

  private final BrokerClient live =
      new BrokerClient(DATA, Mode.LIVE, Map.of("budget.longest-wait", "300ms"));
  private final BrokerClient shadow =
      new BrokerClient(DATA, Mode.SHADOW, Map.of("budget.longest-wait", "300ms"));

  RateBudgetTest() {
    live.clock.speed = SLOW;
    shadow.clock.speed = SLOW;
  }

  @AfterEach
  void clear() {
    live.close();
    shadow.close();
    DATA.clear();
  }

  private static Duration ask(BrokerClient of) throws CandleSourceException {
    return of.budget.tryTake(SLOW);
  }

  @Test
  void aShadowCallerGetsItsShareAndTheLiveOneTheRest() throws Exception {
    for (int i = 0; i < 8; i++) {
      shadow.budget.take();
    }
    assertThat(ask(shadow)).isPositive();
    live.budget.take();
    live.budget.take();
    assertThat(ask(live)).isPositive();
    assertThat(
            DATA.texts("select cardinality(live) || ' ' || cardinality(shadow) from broker_budget"))
        .containsExactly("2 8");
  }

  @Test
  void noCallIsMadeWhereNoneIsFreeWithinTheLongestWait() throws Exception {
    for (int i = 0; i < 10; i++) {
      live.budget.take();
    }
    assertThatThrownBy(live.budget::take)
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e -> assertThat(e.failure()).isInstanceOf(CandleFailure.NotCalled.class));
  }

  @Test
  void aLiveCallerThatWaitsForTheEndOfABlockGoesFirst() throws Exception {
    // given
    live.budget.block(Duration.ofHours(1));
    assertThat(ask(live)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));

    // when the block is over
    DATA.execute("update broker_budget set blocked_until = '-infinity'");

    // then
    assertThat(ask(shadow)).isPositive();
    assertThat(ask(live)).isZero();
  }

  @Test
  void aBlockIsForBothAndALaterShorterOneDoesNotEndIt() throws Exception {
    live.budget.block(Duration.ofHours(2));
    shadow.budget.block(Duration.ofHours(1));
    assertThat(ask(live)).isGreaterThan(Duration.ofMinutes(110));
    assertThat(ask(shadow)).isGreaterThan(Duration.ofMinutes(110));
  }

  @Test
  void atFullSpeedThereIsNoLimit() throws Exception {
    live.clock.speed = Double.POSITIVE_INFINITY;
    DATA.away(true);
    for (int i = 0; i < 20; i++) {
      live.budget.take();
    }
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
                live.budget.take();
                return null;
              });
      Thread.ofVirtual().start(front);
      while (DATA.texts("select 1 from pg_locks where not granted").isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }

      // then
      assertThatThrownBy(live.budget::take)
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
}
