package dev.baton.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeLimitedTest {

  @Test
  void aTaskWithoutALimitRunsInTheCallingThread() throws Exception {
    Thread worker = TimeLimited.call(Thread::currentThread, TimeLimited.UNLIMITED);

    assertThat(worker).isSameAs(Thread.currentThread());
  }

  @Test
  void aTaskWithALimitRunsInAnotherThreadHoweverLongTheLimit() throws Exception {
    Thread worker = TimeLimited.call(Thread::currentThread, TimeLimited.UNLIMITED.minusNanos(1));

    assertThat(worker).isNotSameAs(Thread.currentThread());
    assertThat(worker.isVirtual()).isTrue();
  }

  @Test
  void aTaskThatOverrunsIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                TimeLimited.call(
                    () -> {
                      never.await();
                      return 1;
                    },
                    Duration.ofMillis(1)))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void failuresReachTheCallerUnchangedWithALimitAndWithout() {
    for (Duration limit : new Duration[] {Duration.ofMinutes(1), TimeLimited.UNLIMITED}) {
      assertThatThrownBy(
              () ->
                  TimeLimited.call(
                      () -> {
                        throw new IllegalArgumentException("broken");
                      },
                      limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("broken");
      assertThatThrownBy(
              () ->
                  TimeLimited.call(
                      () -> {
                        throw new java.io.IOException("checked");
                      },
                      limit))
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("checked");
    }
  }

  @Test
  void anInterruptDuringATaskWithoutALimitIsNotSwallowed() {
    assertThatThrownBy(
            () ->
                TimeLimited.call(
                    () -> {
                      Thread.currentThread().interrupt();
                      return 1;
                    },
                    TimeLimited.UNLIMITED))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void unlimitedTimeStaysUnlimitedAndDoesNotOverflow() {
    long began = System.nanoTime() - 1_000_000;

    assertThat(TimeLimited.left(TimeLimited.UNLIMITED, began)).isEqualTo(TimeLimited.UNLIMITED);
    assertThat(TimeLimited.left(Duration.ofSeconds(1), began))
        .isLessThanOrEqualTo(Duration.ofMillis(999));
    assertThat(TimeLimited.nanos(TimeLimited.UNLIMITED)).isEqualTo(Long.MAX_VALUE);
    assertThat(TimeLimited.nanos(Duration.ofSeconds(-1))).isZero();
  }
}
