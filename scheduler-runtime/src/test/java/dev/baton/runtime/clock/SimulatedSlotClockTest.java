package dev.baton.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedSlotClockTest {

  private static final OffsetDateTime TEN = OffsetDateTime.parse("2026-06-10T10:00:00+05:30");
  private static final SlotPlan PLAN =
      new SlotPlan(
          TEN.plusMinutes(5).toInstant(),
          TEN.plusMinutes(5).plusSeconds(2).toInstant(),
          TEN.plusMinutes(10).toInstant());

  private final AtomicLong nanos = new AtomicLong();
  private final Market market = new Market();
  private final SimulatedSlotClock clock =
      new SimulatedSlotClock(URI.create("http://market"), market, "legacy", nanos::get);

  /** Gives the reading or the failure that a test has set, or no answer at all. */
  private static final class Market implements SimulatedClockApi {
    private final List<Plan> plans = new ArrayList<>();
    private Reading reading = new Reading(TEN, "running", Optional.empty(), "10");
    private Optional<IOException> failure = Optional.empty();
    private boolean silent;

    @Override
    public Reading plan(String participant, Duration longest, Plan plan)
        throws IOException, InterruptedException {
      plans.add(plan);
      return answer();
    }

    @Override
    public Reading await(Duration longest, Await await) throws IOException, InterruptedException {
      return answer();
    }

    private Reading answer() throws IOException, InterruptedException {
      if (silent) {
        new CountDownLatch(1).await();
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return reading;
    }
  }

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void runsWithTheMarketsSpeedBetweenTwoReadings() {
    clock.now();
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(clock.now()).isEqualTo(TEN.plusMinutes(1).toInstant());
    assertThat(clock.speed()).isEqualTo(10.0);
  }

  @Test
  void anInterruptEndsTheWaitForTheFirstReading() {
    market.failure = Optional.of(new IOException("refused"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(clock::now)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void neverPassesItsOwnPause() throws Exception {
    clock.awaitWake(PLAN, Duration.ZERO);
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(clock.now()).isEqualTo(PLAN.pauseAt());
  }

  @Test
  void neverGoesBackAndStandsStillWhileTheMarketIsAway() throws Exception {
    // given
    market.reading = new SimulatedClockApi.Reading(TEN, "holding", Optional.of(TEN), "10");
    Instant before = clock.now();
    // when
    market.failure = Optional.of(new IOException("refused"));
    clock.awaitWake(PLAN, Duration.ZERO);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    // then
    assertThat(clock.now()).isEqualTo(before);
    // and a market that was restarted earlier
    market.failure = Optional.empty();
    market.reading =
        new SimulatedClockApi.Reading(TEN.minusHours(1), "running", Optional.empty(), "max");
    assertThat(clock.awaitWake(PLAN, Duration.ZERO)).isFalse();
    assertThat(clock.now()).isEqualTo(before);
  }

  @Test
  void wakesWhenTheMarketHasReachedThePlan() throws Exception {
    market.reading =
        new SimulatedClockApi.Reading(
            TEN.plusMinutes(5).plusSeconds(2), "running", Optional.empty(), "max");
    assertThat(clock.awaitWake(PLAN, Duration.ZERO)).isTrue();
    assertThat(market.plans)
        .containsExactly(
            new SimulatedClockApi.Plan(
                TEN.plusMinutes(5), TEN.plusMinutes(5).plusSeconds(2), TEN.plusMinutes(10)));
  }

  @Test
  void neverPassesThePauseOfAnotherParticipant() throws Exception {
    // given a market that another participant pauses before the next slot
    OffsetDateTime pause = TEN.plusMinutes(5).minusNanos(1_000_000);
    market.reading = new SimulatedClockApi.Reading(TEN, "running", Optional.of(pause), "600");
    assertThat(clock.awaitWake(PLAN, Duration.ZERO)).isFalse();

    // when
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    // then
    assertThat(clock.now()).isEqualTo(pause.toInstant());
    assertThat(clock.awaitWake(PLAN, Duration.ZERO)).isFalse();
  }

  @Test
  void wakesOnlyByAReadingHoweverFarTheExtrapolationIs() throws Exception {
    // given an extrapolation that is past the wake-up
    clock.now();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(clock.now()).isAfter(PLAN.wakeAt());
    // when another participant has joined and the market shows ten
    market.reading = new SimulatedClockApi.Reading(TEN, "holding", Optional.of(TEN), "10");
    // then
    assertThat(clock.awaitWake(PLAN, Duration.ZERO)).isFalse();
    assertThat(clock.awaitUntil(PLAN.wakeAt())).isFalse();
  }

  @Test
  void anInterruptEndsTheWait() {
    // given
    clock.now();
    market.silent = true;
    // when, then
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock.awaitWake(PLAN, Duration.ofSeconds(5)))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock.awaitUntil(PLAN.wakeAt()))
        .isInstanceOf(InterruptedException.class);
  }
}
