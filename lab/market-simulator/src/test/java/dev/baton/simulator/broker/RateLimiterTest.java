package dev.baton.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.clock.Speed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nano = new AtomicLong(-7);

  @Test
  void theEleventhRequestOfASecondIsRefusedAndToldWhenToComeBack() {
    // given
    RateLimiter limiter = new RateLimiter(new Speed.Times(1), nano::get);
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.acquire("token", 10, SECOND)).isEmpty();
      nano.addAndGet(Duration.ofMillis(10).toNanos());
    }

    // when / then
    assertThat(limiter.acquire("token", 10, SECOND)).contains(Duration.ofMillis(900));
    assertThat(limiter.acquire("other", 10, SECOND)).isEmpty();
    nano.addAndGet(Duration.ofMillis(900).toNanos());
    assertThat(limiter.acquire("token", 10, SECOND)).isEmpty();
    assertThat(limiter.acquire("token", 10, SECOND)).contains(Duration.ofMillis(10));
  }

  @Test
  void aWindowShrinksWithTheSpeed() {
    RateLimiter limiter = new RateLimiter(new Speed.Times(100), nano::get);
    assertThat(limiter.acquire("token", 1, SECOND)).isEmpty();
    assertThat(limiter.acquire("token", 1, SECOND)).contains(Duration.ofMillis(10));
    nano.addAndGet(Duration.ofMillis(10).toNanos());
    assertThat(limiter.acquire("token", 1, SECOND)).isEmpty();
  }

  @Test
  void atFullSpeedThereIsNoLimit() {
    RateLimiter limiter = new RateLimiter(new Speed.Max(), nano::get);
    for (int i = 0; i < 1000; i++) {
      assertThat(limiter.acquire("token", 1, SECOND)).isEmpty();
    }
  }
}
