package dev.baton.runtime.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class SlotStatusTest {

  private static final Instant TEN = Instant.parse("2026-06-10T04:30:00Z");
  private static final SlotQueue.Due DUE =
      new SlotQueue.Due(TEN, EnumSet.of(Category.DAY_TRADING), TEN.plusSeconds(300));

  private final SlotStatus status = new SlotStatus();

  @Test
  void aDefectIsShownUntilASlotIsDoneHoweverOftenTheRunnerIsStarted() {
    // given
    status.waitingFor(DUE);
    status.working(DUE);

    // when it dies and is started again
    status.died(new ArithmeticException("/ by zero"));
    status.storeReachable();
    status.waitingFor(DUE);
    status.working(DUE);

    // then
    assertThat(status.now().defect()).contains("java.lang.ArithmeticException: / by zero");

    // when the slot is done
    status.finished();

    // then
    assertThat(status.now().defect()).isEmpty();
    assertThat(status.now().slot()).contains(TEN);
  }
}
