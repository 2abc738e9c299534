package dev.baton.runtime.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.runtime.clock.SlotPlan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FixedSlotClockTest {

  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final FixedSlotClock clock = new FixedSlotClock();

  @Test
  void keepsWhoeverWaitsForALaterTimeFromSpinning() throws Exception {
    long began = System.nanoTime();

    boolean reached = clock.awaitWake(plan(FixedSlotClock.NOW.plusSeconds(1)), PATIENCE);

    assertThat(reached).isFalse();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(PATIENCE.toNanos());
  }

  @Test
  void doesNotWaitForATimeThatItShows() throws Exception {
    assertThat(clock.awaitWake(plan(FixedSlotClock.NOW), Duration.ofDays(1))).isTrue();
  }

  private static SlotPlan plan(Instant wakeAt) {
    return new SlotPlan(wakeAt, wakeAt, Instant.MAX);
  }
}
