package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.runtime.broker.SessionState.BrokerSession;
import dev.baton.runtime.broker.SessionState.LoginNeeded;
import dev.baton.runtime.broker.SessionState.Reading;
import dev.baton.runtime.broker.SessionState.Shared;
import dev.baton.runtime.broker.SessionState.Stored;
import dev.baton.runtime.broker.SessionState.Unread;
import dev.baton.runtime.broker.SessionState.Unstored;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of transitions, at 11:00 on 2026-06-10. What is not in it does not compile. */
class SessionStateTest {

  private static final Instant NOW = Instant.parse("2026-06-10T05:30:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-06-10T18:30:00Z");
  private static final long NANOS = 7;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unread                | 23:59:59               | unread
          unread                | midnight               | unread
          unread                | row read: none         | needed: no session for this date
          unread                | row read: t1           | stored t1
          unread                | row read: expired      | needed: no session for this date
          unread                | t1 opened              | unstored t1
          unread                | t1 refused, row: none  | needed: the broker refused the session
          unread                | t1 refused, row: t2    | stored t2
          needed: no session    | midnight               | needed: no session
          needed: no session    | row read: none         | needed: no session for this date
          needed: no session    | row read: t1           | stored t1
          needed: no session    | row read: expired      | needed: no session for this date
          needed: no session    | t1 opened              | unstored t1
          needed: no session    | t1 refused, row: none  | needed: the broker refused the session
          needed: no session    | t1 refused, row: t2    | stored t2
          stored t1             | 23:59:59               | stored t1
          stored t1             | midnight               | unread
          stored t1             | row read: t1           | stored t1
          stored t1             | row read: t2           | stored t2
          stored t1             | row read: none         | needed: no session for this date
          stored t1             | t2 opened              | unstored t2
          stored t1             | t1 refused, row: none  | needed: the broker refused the session
          stored t1             | t1 refused, row: t2    | stored t2
          stored t1             | t2 refused, row: none  | stored t1
          unstored t1           | 23:59:59               | unstored t1
          unstored t1           | midnight               | unread
          unstored t1           | t2 opened              | unstored t2
          unstored t1           | t1 refused, row: none  | needed: the broker refused the session
          unstored t1           | t1 refused, row: t2    | stored t2
          unstored t1           | t2 refused, row: none  | unstored t1
          unstored t1           | stored                 | stored t1
          unstored t1           | superseded             | unread
          """)
  void eachTransitionLeadsToItsState(String before, String event, String after) {
    assertThat(transition(state(before), event)).isEqualTo(state(after));
  }

  @Test
  void aSessionThatCouldNotBeStoredKeepsWhenItWasObtainedAndSaysWhy() {
    assertThat(new Unstored(session("t1"), NOW, "not stored yet").notStored("no database"))
        .isEqualTo(new Unstored(session("t1"), NOW, "no database"));
  }

  @Test
  void aMissingLoginIsRecentForAWhile() {
    LoginNeeded needed = new LoginNeeded("no session", NANOS);
    Duration second = Duration.ofSeconds(1);
    assertThat(needed.readWithin(second, NANOS + second.toNanos() - 1)).isTrue();
    assertThat(needed.readWithin(second, NANOS + second.toNanos())).isFalse();
  }

  @Test
  void aTokenIsInNoText() {
    assertThat(state("stored t1").toString()).doesNotContain("t1").contains("2026-06-10T18:30");
  }

  private static SessionState transition(SessionState before, String event) {
    return switch (event) {
      case "23:59:59" -> before.at(MIDNIGHT.minusSeconds(1));
      case "midnight" -> before.at(MIDNIGHT);
      case "row read: none" -> ((Shared) before).read(reading(Optional.empty()));
      case "row read: t1" -> ((Shared) before).read(reading(Optional.of(session("t1"))));
      case "row read: t2" -> ((Shared) before).read(reading(Optional.of(session("t2"))));
      case "row read: expired" ->
          ((Shared) before).read(reading(Optional.of(new BrokerSession("t0", "login of t0", NOW))));
      case "t1 opened" -> before.opened(session("t1"), NOW);
      case "t2 opened" -> before.opened(session("t2"), NOW);
      case "t1 refused, row: none" -> before.refused("t1", reading(Optional.empty()));
      case "t1 refused, row: t2" -> before.refused("t1", reading(Optional.of(session("t2"))));
      case "t2 refused, row: none" -> before.refused("t2", reading(Optional.empty()));
      case "stored" -> ((Unstored) before).stored();
      case "superseded" -> ((Unstored) before).superseded();
      default -> throw new IllegalArgumentException(event);
    };
  }

  private static SessionState state(String text) {
    String[] words = text.split(":? ", 2);
    return switch (words[0]) {
      case "unread" -> new Unread();
      case "needed" -> new LoginNeeded(words[1], NANOS);
      case "stored" -> new Stored(session(words[1]));
      case "unstored" -> new Unstored(session(words[1]), NOW, "not stored yet");
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static BrokerSession session(String token) {
    return new BrokerSession(token, "login of " + token, MIDNIGHT);
  }

  private static Reading reading(Optional<BrokerSession> row) {
    return new Reading(row, NOW, NANOS);
  }
}
