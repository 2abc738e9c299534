package dev.baton.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private Child child;

  private Child child(String script, Map<String, String> environment) {
    child =
        new Child(
            new Child.Spec("fake", List.of("/bin/sh", "-c", script), environment),
            folder.resolve("logs/fake.log"),
            new PidFile(folder.resolve("run/fake.pid")),
            nanos::get);
    return child;
  }

  @AfterEach
  void end() {
    if (child != null) {
      child.process().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private void awaitEnd() {
    child.process().orElseThrow().onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void outputAndErrorsGoToItsLogAndItSeesItsVariables() throws Exception {
    // given
    child("echo slot $BATON_MODE; echo trouble >&2", Map.of("BATON_MODE", "shadow"));
    // when
    child.start();
    awaitEnd();
    // then
    assertThat(child.log()).content().isEqualTo("slot shadow\ntrouble\n");
    assertThat(child.lastLines(1)).containsExactly("trouble");
  }

  @Test
  void itDoesNotSeeVariablesThatAreNotForIt() throws Exception {
    // given
    child =
        new Child(
            new Child.Spec(
                "fake",
                List.of("/bin/sh", "-c", "echo home=${HOME-none} kept=$KEPT"),
                Map.of("KEPT", "yes"),
                Set.of("HOME")),
            folder.resolve("logs/fake.log"),
            new PidFile(folder.resolve("run/fake.pid")),
            nanos::get);
    // when
    child.nextTime(child.spec().with(Map.of("KEPT", "still")));
    child.start();
    awaitEnd();
    // then
    assertThat(System.getenv()).containsKey("HOME");
    assertThat(child.lastLines(1)).containsExactly("home=none kept=still");
  }

  @Test
  void aChildThatRunsIsLeftAlone() {
    child("exec sleep 60", Map.of()).start();
    assertThat(child.check()).isEmpty();
    assertThat(child.deaths()).isZero();
  }

  @Test
  void aChildThatDiedIsStartedAgainAtOnce() {
    // given
    child("exit 3", Map.of()).start();
    awaitEnd();
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    // when, then
    assertThat(child.check()).contains(new Child.Event.Died(3, 1, Duration.ZERO));
    assertThat(child.check()).containsInstanceOf(Child.Event.Restarted.class);
  }

  @Test
  void aChildThatKeepsDyingEarlyIsStartedAgainLaterEachTime() {
    child("exit 1", Map.of()).start();
    for (Duration pause :
        List.of(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))) {
      awaitEnd();
      assertThat(child.check())
          .containsInstanceOf(Child.Event.Died.class)
          .get()
          .extracting(event -> ((Child.Event.Died) event).pause())
          .isEqualTo(pause);
      if (!pause.isZero()) {
        nanos.addAndGet(pause.toNanos() - 1);
        assertThat(child.check()).isEmpty();
        nanos.addAndGet(1);
      }
      assertThat(child.check()).containsInstanceOf(Child.Event.Restarted.class);
    }
    assertThat(child.deaths()).isEqualTo(4);
  }

  @Test
  void itIsStartedAgainWithWhatItWasToldMeanwhile() {
    // given
    child("echo from $SIMULATOR_START_TIME", Map.of("SIMULATOR_START_TIME", "09:00")).start();
    awaitEnd();
    child.nextTime(child.spec().with(Map.of("SIMULATOR_START_TIME", "11:35")));
    // when
    child.check();
    child.check();
    awaitEnd();
    // then
    assertThat(child.lastLines(5)).containsExactly("from 09:00", "from 11:35");
  }

  @Test
  void aPidFileFindsItsProcessAndNoOther() throws Exception {
    // given
    child("exec sleep 60", Map.of()).start();
    PidFile file = new PidFile(folder.resolve("run/fake.pid"));
    // then
    assertThat(file.running()).contains(child.process().orElseThrow());
    // when the number is used again by a process that began at another time
    Files.writeString(file.file(), child.process().orElseThrow().pid() + " 12345\n");
    // then
    assertThat(file.running()).isEmpty();
  }

  @Test
  void aPidFileFindsItsProcessThoughTheClockWasSetByASecond() throws Exception {
    // given
    child("exec sleep 60", Map.of()).start();
    PidFile file = new PidFile(folder.resolve("run/fake.pid"));
    String[] noted = Files.readString(file.file()).trim().split(" ");
    // when
    Files.writeString(file.file(), noted[0] + " " + (Long.parseLong(noted[1]) + 1000) + "\n");
    // then
    assertThat(file.running()).contains(child.process().orElseThrow());
    // when
    Files.writeString(file.file(), noted[0] + " " + (Long.parseLong(noted[1]) + 2500) + "\n");
    // then
    assertThat(file.running()).isEmpty();
  }

  @Test
  void aPidFileWithoutAStartFindsNothing() throws Exception {
    child("exec sleep 60", Map.of()).start();
    PidFile file = new PidFile(folder.resolve("run/fake.pid"));
    for (String start : List.of("0", "x", "")) {
      Files.writeString(file.file(), child.process().orElseThrow().pid() + " " + start + "\n");
      assertThat(file.running()).describedAs("start '%s'", start).isEmpty();
    }
  }

  @Test
  void aChildThatCannotBeNotedDoesNotRun() throws Exception {
    // given a pid file that cannot be written
    Files.createDirectories(folder.resolve("run/fake.pid"));
    child("exec sleep 60", Map.of());
    // when
    assertThatThrownBy(child::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("fake.pid");
    // then
    awaitEnd();
    assertThat(child.alive()).isFalse();
  }

  @Test
  void whatDoesNotEndWhenAskedIsKilled() throws Exception {
    // given
    child("trap '' TERM; echo deaf; while :; do sleep 0.05; done", Map.of()).start();
    while (Files.size(child.log()) == 0) {
      Thread.onSpinWait();
    }
    // when
    boolean gently = Stopping.stop(List.of(child.process().orElseThrow()), Duration.ofMillis(200));
    // then
    assertThat(gently).isFalse();
    assertThat(child.alive()).isFalse();
  }

  @Test
  void whatEndsWhenAskedIsNotKilled() {
    child("exec sleep 60", Map.of()).start();
    assertThat(Stopping.stop(List.of(child.process().orElseThrow()), Duration.ofSeconds(20)))
        .isTrue();
    assertThat(child.alive()).isFalse();
  }
}
