package dev.baton.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallCountTest {

  @Test
  void calls_are_counted_where_a_count_is_bound_and_nowhere_else() {
    // given
    CallCount outer = new CallCount();
    CallCount inner = new CallCount();

    // when
    CallCount.counted();
    ScopedValue.where(CallCount.CURRENT, outer)
        .run(
            () -> {
              CallCount.counted();
              ScopedValue.where(CallCount.CURRENT, inner).run(CallCount::counted);
              CallCount.counted();
            });

    // then
    assertThat(outer.count()).isEqualTo(2);
    assertThat(inner.count()).isEqualTo(1);
  }

  @Test
  void a_count_bound_on_several_threads_adds_up() throws InterruptedException {
    // given
    CallCount calls = new CallCount();

    // when
    Runnable work =
        () ->
            ScopedValue.where(CallCount.CURRENT, calls)
                .run(
                    () -> {
                      for (int i = 0; i < 1000; i++) {
                        CallCount.counted();
                      }
                    });
    Thread first = Thread.ofVirtual().start(work);
    Thread second = Thread.ofVirtual().start(work);
    first.join();
    second.join();

    // then
    assertThat(calls.count()).isEqualTo(2000);
  }
}
