package dev.baton.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.MarketTime;
import dev.baton.simulator.clock.ClockReading.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
  private static final Duration LIVE = Duration.ofSeconds(20);

  private final AtomicLong nano = new AtomicLong(5_000_000_000L);
  private final List<String> log = new ArrayList<>();

  @Test
  void itIsFrozenUntilEveryNamedParticipantHasRegistered() throws Exception {
    // given
    SimulatedClock clock = clock(new Speed.Times(60, false));

    // when / then
    clock.start(Set.of("legacy", "optimized"));
    pass(Duration.ofSeconds(10));
    assertThat(clock.read().state()).isEqualTo(State.FROZEN);
    clock.plan("legacy", plan("09:15"), Duration.ZERO);
    pass(Duration.ofSeconds(10));
    assertThat(clock.now()).isEqualTo(at("09:00"));
    clock.plan("optimized", plan("09:15"), Duration.ZERO);
    pass(Duration.ofSeconds(10));
    assertThat(clock.read().state()).isEqualTo(State.RUNNING);
    assertThat(clock.now()).isEqualTo(at("09:10"));
  }

  @Test
  void atFullSpeedItJumpsToTheEarliestWakeUpOnceAllAreAsleep() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());

    // when: the slower one still works on 09:15 while the other sleeps until 09:20
    assertThat(clock.now()).isEqualTo(at("09:15").plusSeconds(2));
    clock.plan("optimized", plan("09:20"), Duration.ZERO);

    // then
    assertThat(clock.now()).isEqualTo(at("09:15").plusSeconds(2));
    clock.plan("legacy", plan("09:25"), Duration.ZERO);
    assertThat(clock.now()).isEqualTo(at("09:20").plusSeconds(2));
  }

  @Test
  void aParticipantThatSleepsIsWokenByTheOtherOnesPlan() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());
    CompletableFuture<ClockReading> sleeper = sleeper(clock, Duration.ofSeconds(30));

    // when
    clock.plan("legacy", plan("09:30"), Duration.ZERO);

    // then
    assertThat(sleeper.get(10, TimeUnit.SECONDS).now()).isEqualTo(at("09:20").plusSeconds(2));
  }

  @Test
  void everyWaitEndsWhenItIsClosed() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());
    CompletableFuture<ClockReading> sleeper = sleeper(clock, Duration.ofHours(1));

    // when
    clock.close();

    // then
    assertThat(sleeper.get(10, TimeUnit.SECONDS).now()).isEqualTo(at("09:15").plusSeconds(2));
    assertThat(clock.plan("legacy", plan("09:15"), Duration.ofHours(1)).now())
        .isEqualTo(at("09:15").plusSeconds(2));
  }

  @Test
  void atASpeedItFlowsAndPausesRightBeforeTheSlotAfterAnUndoneOne() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Times(100, false));

    // when
    pass(Duration.ofSeconds(10));

    // then: 1,000 market seconds have passed, and all is well
    assertThat(clock.now()).isEqualTo(at("09:16:40"));
    assertThat(clock.read().state()).isEqualTo(State.RUNNING);

    // when: legacy does not finish its slot of 09:15
    clock.plan("optimized", plan("09:20"), Duration.ZERO);
    pass(Duration.ofSeconds(10));

    // then
    assertThat(clock.now()).isEqualTo(at("09:20").minusMillis(1));
    assertThat(clock.read().state()).isEqualTo(State.PAUSED);
  }

  @Test
  void aSilentParticipantNoLongerPausesItAfterTheLimit() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());
    clock.plan("optimized", plan("09:20"), Duration.ZERO);

    // when / then
    pass(LIVE);
    clock.plan("optimized", plan("09:20"), Duration.ZERO);
    assertThat(clock.now()).isEqualTo(at("09:15").plusSeconds(2));
    pass(Duration.ofMillis(1));
    assertThat(clock.now()).isEqualTo(at("09:20").plusSeconds(2));
    assertThat(log)
        .contains("clock: legacy was not heard of for 20 s and no longer pauses market time");
  }

  @Test
  void aRestartedParticipantPausesItAgainAndTimeDoesNotGoBack() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Times(100, false));
    pass(Duration.ofSeconds(60));
    clock.plan("optimized", plan("10:15"), Duration.ZERO);
    Instant before = clock.now();

    // when
    ClockReading reading = clock.plan("legacy", plan("09:15"), Duration.ZERO);
    pass(Duration.ofSeconds(5));

    // then
    assertThat(before).isAfter(at("09:20"));
    assertThat(reading.now()).isEqualTo(before);
    assertThat(clock.now()).isEqualTo(before);
    assertThat(clock.read().state()).isEqualTo(State.PAUSED);
  }

  @Test
  void aWaitInsideASlotMovesTimeOnlyAsFarAsNoSlotIsPassed() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());

    // when / then
    assertThat(clock.awaitInSlot("legacy", at("09:17"), Duration.ZERO).now())
        .isEqualTo(at("09:17"));
    ClockReading paused = clock.awaitInSlot("legacy", at("09:21"), Duration.ofSeconds(30));
    assertThat(paused.now()).isEqualTo(at("09:20").minusMillis(1));
    assertThat(paused.state()).isEqualTo(State.PAUSED);
  }

  @Test
  void theNightIsSkippedToFiveMinutesBeforeTheFirstWakeUp() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Times(100, false));
    Instant morning = MarketTime.instant(DAY.plusDays(1), LocalTime.of(9, 15));

    // when
    for (String name : List.of("legacy", "optimized")) {
      clock.plan(
          name,
          new ClockPlan(morning, morning.plusSeconds(2), morning.plusSeconds(300)),
          Duration.ZERO);
    }

    // then
    assertThat(clock.now()).isEqualTo(morning.plusSeconds(2).minusSeconds(300));
  }

  @Test
  void itIsFinishedWhenEveryWakeUpIsAfterTheLastSession() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());
    Instant later = MarketTime.instant(DAY.plusDays(2), LocalTime.of(9, 15));

    // when
    clock.plan("legacy", new ClockPlan(later, later, later), Duration.ZERO);
    State one = clock.read().state();
    clock.plan("optimized", new ClockPlan(later, later, later), Duration.ZERO);

    // then
    assertThat(one).isEqualTo(State.RUNNING);
    assertThat(clock.read().state()).isEqualTo(State.FINISHED);
    assertThat(clock.now()).isEqualTo(at("09:15").plusSeconds(2));
    assertThat(log).last().asString().startsWith("clock: finished at ");
  }

  @Test
  void leavingEndsThePause() throws Exception {
    // given
    SimulatedClock clock = started(new Speed.Max());
    clock.plan("optimized", plan("09:20"), Duration.ZERO);

    // when
    ClockReading reading = clock.leave("legacy");

    // then
    assertThat(reading.now()).isEqualTo(at("09:20").plusSeconds(2));
    assertThat(reading.participants()).hasSize(1);
  }

  @Test
  void speedsOutOfRangeAreRefused() {
    assertThat(Speed.parse("max", false)).isEqualTo(new Speed.Max());
    assertThat(Speed.parse("82", false)).isEqualTo(new Speed.Times(82, false));
    assertThat(Speed.parse("82", false).real(Duration.ofSeconds(82)))
        .isEqualTo(Duration.ofSeconds(1));
    for (String wrong : List.of("0", "-1", "fast", "NaN", "1e9")) {
      assertThatThrownBy(() -> Speed.parse(wrong, false))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private SimulatedClock started(Speed speed) throws InterruptedException {
    SimulatedClock clock = clock(speed);
    clock.start(Set.of("legacy", "optimized"));
    clock.plan("legacy", plan("09:15"), Duration.ZERO);
    clock.plan("optimized", plan("09:15"), Duration.ZERO);
    return clock;
  }

  /** The optimized participant, asleep until 09:20. */
  private CompletableFuture<ClockReading> sleeper(SimulatedClock clock, Duration patience) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return clock.plan("optimized", plan("09:20"), patience);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void idleTimeIsSkippedOnlyWhileAllAreAsleep() throws Exception {
    // given both work on 09:15
    SimulatedClock clock = started(new Speed.Times(1, true));
    pass(Duration.ofMillis(1500));
    assertThat(clock.now()).isEqualTo(at("09:15").plusSeconds(2));

    // when one of them still works, then its time is real time
    clock.plan("optimized", plan("09:20"), Duration.ZERO);
    pass(Duration.ofSeconds(8));
    assertThat(clock.now()).isEqualTo(at("09:15").plusSeconds(10));

    // when both sleep
    clock.plan("legacy", plan("09:20"), Duration.ZERO);

    // then a window of a second at the wake-up contains nothing from before the idle time
    assertThat(clock.now()).isEqualTo(at("09:20").plusSeconds(2).minusMillis(1500));
    pass(Duration.ofMillis(1500));
    assertThat(clock.now()).isEqualTo(at("09:20").plusSeconds(2));
  }

  private SimulatedClock clock(Speed speed) {
    return new SimulatedClock(
        at("09:00"),
        MarketTime.instant(DAY.plusDays(1), LocalTime.of(23, 59)),
        speed,
        LIVE,
        nano::get,
        log::add);
  }

  private void pass(Duration real) {
    nano.addAndGet(real.toNanos());
  }

  private static ClockPlan plan(String slot) {
    return new ClockPlan(at(slot), at(slot).plusSeconds(2), at(slot).plusSeconds(300));
  }

  private static Instant at(String time) {
    return MarketTime.instant(DAY, LocalTime.parse(time));
  }
}
