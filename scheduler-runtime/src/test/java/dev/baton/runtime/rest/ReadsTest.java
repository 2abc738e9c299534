package dev.baton.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadsTest {

  private final Reads reads = new Reads(2);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  /** A request that is being answered until the latch opens. */
  private UniAssertSubscriber<String> first() throws InterruptedException {
    UniAssertSubscriber<String> first =
        subscribe(
            () -> {
              begun.countDown();
              await(open);
              return read("first");
            });
    await(begun);
    return first;
  }

  private String read(String name) {
    done.add(name);
    return name;
  }

  private <T> UniAssertSubscriber<T> subscribe(Supplier<T> read) {
    return reads.expensive(read).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneIsAnsweredAtATimeAndTheOneTooManyIsRefused() throws Exception {
    // when
    UniAssertSubscriber<String> first = first();
    UniAssertSubscriber<String> second = subscribe(() -> read("second"));
    UniAssertSubscriber<String> third = subscribe(() -> read("third"));
    UniAssertSubscriber<String> fourth = subscribe(() -> read("fourth"));

    // then
    fourth.assertFailedWith(
        Problem.class,
        "2 requests for comparisons and figures wait already; they are answered one at a time");
    Problem refused = (Problem) fourth.getFailure();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(5));
    assertThat(done).isEmpty();

    // when
    open.countDown();

    // then
    assertThat(first.awaitItem().getItem()).isEqualTo("first");
    assertThat(second.awaitItem().getItem()).isEqualTo("second");
    assertThat(third.awaitItem().getItem()).isEqualTo("third");
    assertThat(done).containsExactly("first", "second", "third");
  }

  @Test
  void aRequestWhoseClientHasLeftIsNotBegunAndFreesItsPlace() throws Exception {
    // given
    first();
    UniAssertSubscriber<String> left = subscribe(() -> read("left"));
    subscribe(() -> read("second"));

    // when
    left.cancel();
    UniAssertSubscriber<String> third = subscribe(() -> read("third"));
    open.countDown();

    // then
    third.awaitItem();
    assertThat(done).containsExactly("first", "second", "third");
  }

  @Test
  void theServicesOwnComparisonsWaitForOneRequestAloneAndAreNeverRefused() throws Exception {
    // given: the queue is full
    first();
    subscribe(() -> read("second"));
    UniAssertSubscriber<String> third = subscribe(() -> read("third"));
    Thread own = Thread.ofPlatform().start(() -> reads.inTurn(() -> read("own")));
    while (own.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    // when
    open.countDown();

    // then
    third.awaitItem();
    own.join();
    assertThat(done).containsExactly("first", "own", "second", "third");
  }

  @Test
  void aReadThatFailsLeavesTheNextOneItsTurn() {
    subscribe(
            () -> {
              throw new IllegalStateException("broken");
            })
        .awaitFailure()
        .assertFailedWith(IllegalStateException.class, "broken");
    assertThat(subscribe(() -> read("next")).awaitItem().getItem()).isEqualTo("next");
  }

  @Test
  void aListHoldsTwoPagesHoweverManyRowsThereAre() {
    // given: a table of 10,000 rows, and a client that takes what it asks for
    BlockingQueue<Integer> pages = new LinkedBlockingQueue<>();
    Multi<Integer> list =
        reads.list(
            1_000,
            (last, rows) -> {
              pages.add(rows);
              return rowsAfter(last, rows);
            });
    AssertSubscriber<Integer> client = list.subscribe().withSubscriber(AssertSubscriber.create(0));

    // when
    client.request(1);
    client.awaitItems(1);

    // then
    assertThat(pages.size()).isBetween(1, 2);

    // when
    client.request(Reads.PAGE);
    client.awaitItems(1 + Reads.PAGE);

    // then
    assertThat(pages.size()).isBetween(2, 3);

    // when
    client.request(Long.MAX_VALUE);
    client.awaitCompletion();

    // then
    assertThat(client.getItems()).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(pages).containsExactly(200, 200, 200, 200, 200);
  }

  @Test
  void aListEndsWithItsLastRow() {
    for (int size : List.of(0, 1, 199, 200, 201, 400)) {
      List<Integer> rows =
          reads
              .list(
                  10_000,
                  (Reads.Page<Integer>)
                      (last, most) ->
                          IntStream.range(last.map(row -> row + 1).orElse(0), size)
                              .limit(most)
                              .boxed()
                              .toList())
              .collect()
              .asList()
              .await()
              .atMost(Duration.ofSeconds(30));
      assertThat(rows).hasSize(size).doesNotHaveDuplicates();
    }
  }

  private static List<Integer> rowsAfter(Optional<Integer> last, int rows) {
    int first = last.map(row -> row + 1).orElse(0);
    return IntStream.range(first, Math.min(10_000, first + rows)).boxed().toList();
  }
}
