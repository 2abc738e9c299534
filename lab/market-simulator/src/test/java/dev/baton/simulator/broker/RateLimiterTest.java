package dev.baton.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.broker.RateLimiter.Limit;
import dev.baton.simulator.clock.Speed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nano = new AtomicLong(-7);

  @Test
  void theEleventhRequestOfASecondIsRefusedWithTheTimeUntilOneIsAllowed() {
    // given
    RateLimiter limiter = limiter(1);
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.acquire(aSecond("token", 10))).isEmpty();
      nano.addAndGet(Duration.ofMillis(10).toNanos());
    }

    // when / then
    assertThat(limiter.acquire(aSecond("token", 10))).contains(Duration.ofMillis(900));
    assertThat(limiter.acquire(aSecond("other", 10))).isEmpty();
    nano.addAndGet(Duration.ofMillis(900).toNanos());
    assertThat(limiter.acquire(aSecond("token", 10))).isEmpty();
    assertThat(limiter.acquire(aSecond("token", 10))).contains(Duration.ofMillis(10));
  }

  @Test
  void aWindowShrinksWithTheSpeedAndTheWaitIsMarketTime() {
    RateLimiter limiter = limiter(100);
    assertThat(limiter.acquire(aSecond("token", 1))).isEmpty();
    assertThat(limiter.acquire(aSecond("token", 1))).contains(SECOND);
    nano.addAndGet(Duration.ofMillis(4).toNanos());
    assertThat(limiter.acquire(aSecond("token", 1))).contains(Duration.ofMillis(600));
    nano.addAndGet(Duration.ofMillis(6).toNanos());
    assertThat(limiter.acquire(aSecond("token", 1))).isEmpty();
  }

  @Test
  void aRequestThatOneLimitRefusesCountsUnderNone() {
    // given
    RateLimiter limiter = limiter(1);
    Limit minute = new Limit("minute", 2, Duration.ofMinutes(1));
    assertThat(limiter.acquire(minute, aSecond("second", 1))).isEmpty();
    nano.addAndGet(Duration.ofMillis(100).toNanos());

    // when
    assertThat(limiter.acquire(minute, aSecond("second", 1))).contains(Duration.ofMillis(900));

    // then
    assertThat(limiter.acquire(minute)).isEmpty();
    assertThat(limiter.acquire(minute, aSecond("second", 1)))
        .as("the longest wait")
        .contains(Duration.ofMillis(59_900));
  }

  @Test
  void aLimitThatIsLoweredCountsWhatWasGrantedBefore() {
    RateLimiter limiter = limiter(1);
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.acquire(aSecond("token", 5))).isEmpty();
      nano.addAndGet(Duration.ofMillis(100).toNanos());
    }
    assertThat(limiter.acquire(aSecond("token", 2))).contains(Duration.ofMillis(800));
    nano.addAndGet(Duration.ofMillis(800).toNanos());
    assertThat(limiter.acquire(aSecond("token", 2))).isEmpty();
  }

  @Test
  void atFullSpeedThereIsNoLimit() {
    RateLimiter limiter = new RateLimiter(new Speed.Max(), nano::get);
    for (int i = 0; i < 1000; i++) {
      assertThat(limiter.acquire(aSecond("token", 1))).isEmpty();
    }
  }

  private RateLimiter limiter(double speed) {
    return new RateLimiter(new Speed.Times(speed, false), nano::get);
  }

  private static Limit aSecond(String key, int requests) {
    return new Limit(key, requests, SECOND);
  }
}
