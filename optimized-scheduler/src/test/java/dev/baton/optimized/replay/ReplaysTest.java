package dev.baton.optimized.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.category.Category;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.run.ReplayRange;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/** What a replay does to the service around it; the replays themselves are stubs. */
class ReplaysTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ReplayRange RANGE =
      new ReplayRange(
          LocalDate.parse("2026-06-08"),
          LocalDate.parse("2026-06-12"),
          EnumSet.allOf(Category.class));
  private static final ReplayOrder CLEAN = new ReplayOrder(RANGE, Optional.empty(), List.of(), 1);
  private static final ReplayOrder WITH_FAULT =
      new ReplayOrder(RANGE, Optional.of("ttl"), FaultOrder.parse("ttl", RANGE.symbols()), 1);

  private static ReplayReport never() throws InterruptedException {
    new CountDownLatch(1).await();
    throw new IllegalStateException("the latch has no other end");
  }

  private static ReplayJob ended(Replayer.Prepared prepared) throws InterruptedException {
    ReplayJob job = new Replays(_ -> prepared).start(CLEAN);
    assertThat(job.awaitEnd(SOON)).isTrue();
    return job;
  }

  @Test
  void replaysOnADaemonThreadOfTheLowestPriority() throws InterruptedException {
    // given
    CompletableFuture<Thread> thread = new CompletableFuture<>();

    // when
    ended(
        _ -> {
          thread.complete(Thread.currentThread());
          throw new InterruptedException();
        });

    // then
    assertThat(thread.join().isDaemon()).isTrue();
    assertThat(thread.join().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(thread.join().isVirtual()).isFalse();
  }

  @Test
  void endsWhatRunsWhenTheServiceStops() throws InterruptedException {
    // given
    Replays replays = new Replays(_ -> _ -> never());
    ReplayJob job = replays.start(CLEAN);
    assertThat(job.running()).isTrue();

    // when
    replays.stop(new ShutdownEvent());

    // then
    assertThat(job.state()).isInstanceOf(ReplayState.Cancelled.class);
  }

  @Test
  void isStoppedWithoutAReplay() throws InterruptedException {
    Replays replays = new Replays(_ -> _ -> never());
    replays.stop(new ShutdownEvent());
    assertThat(replays.newest()).isEmpty();
  }

  @Test
  void survivesAReplayThatLacksMemoryOrHasADefect() throws InterruptedException {
    ReplayJob large =
        ended(
            _ -> {
              throw new OutOfMemoryError("a test's");
            });
    ReplayJob wrong =
        ended(
            _ -> {
              throw new IllegalStateException("a test's");
            });

    assertThat(((ReplayState.Failed) large.state()).reason())
        .isEqualTo("the service has not the memory for it; ask for a shorter range");
    assertThat(((ReplayState.Failed) wrong.state()).reason())
        .contains("a defect")
        .contains("a test's");
  }

  @Test
  void refusesASecondReplayWhileTheCandlesOfTheFirstAreRead() throws Exception {
    // given
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Replays replays =
        new Replays(
            _ -> {
              reading.countDown();
              await(read);
              return _ -> never();
            });
    CompletableFuture<ReplayJob> first = CompletableFuture.supplyAsync(() -> replays.start(CLEAN));
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

    // when, then
    assertThatThrownBy(() -> replays.start(CLEAN))
        .isInstanceOf(ReplayRefused.class)
        .hasMessageStartingWith("a replay is running");
    read.countDown();
    ReplayJob job = first.get(20, TimeUnit.SECONDS);
    assertThat(replays.newest()).contains(job);
    job.cancel();
    assertThat(job.awaitEnd(SOON)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answersThatACancelledReplayHasNotEndedYet() throws InterruptedException {
    // given: the comparison at the end of a replay does not look whether it is interrupted
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch compared = new CountDownLatch(1);
    Replays replays =
        new Replays(
            _ ->
                _ -> {
                  try {
                    return never();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    compared.await();
                    throw e;
                  }
                });
    ReplayJob job = replays.start(CLEAN);

    // when
    RestResponse<ReplayView> answer = new ReplayResource(replays, Duration.ofMillis(1)).cancel();

    // then
    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getEntity().state()).isEqualTo("running");
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    compared.countDown();
    assertThat(job.awaitEnd(SOON)).isTrue();
    assertThat(ReplayView.of(job).state()).isEqualTo("cancelled");
  }

  @Test
  void growsByTheShareOfEachPartAndNeverGoesBack() {
    // given
    DoneShare done = DoneShare.of(WITH_FAULT);
    assertThat(done.value()).isZero();

    // when, then
    done.begun(200);
    done.done(100);
    assertThat(done.value()).isEqualTo(0.35);
    done.done(100);
    assertThat(done.value()).isEqualTo(0.7);
    done.begun(10);
    assertThat(done.value()).isEqualTo(0.7);
    done.done(10);
    assertThat(done.value()).isEqualTo(0.9, within(1e-12));
  }

  @Test
  void countsAPartWithoutStepsAsDone() {
    DoneShare done = DoneShare.of(CLEAN);
    done.begun(0);
    assertThat(done.value()).isEqualTo(0.9);
  }
}
