package dev.baton.simulator.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.simulator.broker.RateLimiter;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.clock.SimulatedClock;
import dev.baton.simulator.clock.Speed;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.telegram.TelegramBot.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TelegramBotTest {

  private final AtomicLong nano = new AtomicLong();
  private final TelegramBot bot = bot(1);

  private TelegramBot bot(double speed) {
    return new TelegramBot(
        Optional.of("12:abc"),
        new SimulatedClock(
            Instant.parse("2026-06-10T03:30:00Z"),
            Instant.parse("2026-06-10T18:29:00Z"),
            new Speed.Times(speed, false),
            Duration.ofSeconds(20),
            nano::get,
            line -> {}),
        new RateLimiter(new Speed.Times(speed, false), nano::get),
        new FaultBook(line -> {}),
        new CallLog());
  }

  @Test
  void aMessageIsDeliveredWithoutItsMarkup() {
    assertThat(send("7", "<b>M&amp;M</b> - BUY\n&#8377;5")).isInstanceOf(Answer.Sent.class);
    assertThat(bot.after(0))
        .singleElement()
        .satisfies(m -> assertThat(m.text()).isEqualTo("M&M - BUY\n\u20B95"));
  }

  @Test
  void markupThatCannotBeReadIsRefused() {
    assertThat(description(send("7", "a < b"))).startsWith("Bad Request: can't parse entities");
    assertThat(description(send("7", "<b>open"))).contains("Can't find end tag");
    assertThat(description(send("7", "<b><i>x</b></i>"))).contains("Unmatched end tag");
    assertThat(description(send("7", "<h1>x</h1>"))).contains("Unsupported start tag \"h1\"");
  }

  @Test
  void lengthCountsAfterTheMarkup() {
    assertThat(send("7", "<b>" + "x".repeat(4096) + "</b>")).isInstanceOf(Answer.Sent.class);
    nano.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(description(send("7", "x".repeat(4097))))
        .isEqualTo("Bad Request: message is too long");
    assertThat(description(send("7", "<b></b>"))).isEqualTo("Bad Request: message text is empty");
  }

  @Test
  void aChatTakesAShortBurstAndThenOneMessageASecondOnAverage() {
    for (int i = 0; i < 3; i++) {
      assertThat(send("7", "at once " + i)).isInstanceOf(Answer.Sent.class);
    }
    assertThat(send("7", "one more")).isEqualTo(tooMany(3));
    assertThat(send("8", "another chat")).isInstanceOf(Answer.Sent.class);
    nano.addAndGet(Duration.ofSeconds(2).toNanos());
    for (int i = 0; i < 10; i++) {
      nano.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(send("7", "second " + i)).isInstanceOf(Answer.Sent.class);
    }
  }

  @Test
  void aGroupTakesTwentyMessagesAMinute() {
    for (int i = 0; i < 20; i++) {
      assertThat(send("-100", "message " + i)).isInstanceOf(Answer.Sent.class);
      nano.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(send("-100", "one more")).isEqualTo(tooMany(40));
  }

  @Test
  void aRefusedMessageDoesNotCountAgainstTheGroupsMinute() {
    // given: three messages at once are a burst, and a fourth is refused
    for (int i = 0; i < 6; i++) {
      for (int k = 0; k < 3; k++) {
        assertThat(send("-100", "message")).isInstanceOf(Answer.Sent.class);
      }
      for (int k = 0; k < 10; k++) {
        assertThat(send("-100", "refused")).isEqualTo(tooMany(3));
      }
      nano.addAndGet(Duration.ofSeconds(3).toNanos());
    }

    // when / then: eighteen were delivered, two are left of the minute's twenty
    assertThat(send("-100", "19")).isInstanceOf(Answer.Sent.class);
    assertThat(send("-100", "20")).isInstanceOf(Answer.Sent.class);
    assertThat(send("-100", "21")).isEqualTo(tooMany(42));
  }

  @Test
  void retryAfterIsMarketTimeAtAnySpeed() {
    TelegramBot fast = bot(82);
    for (int i = 0; i < 20; i++) {
      assertThat(fast.send("legacy", "1", "12:abc", "-100", "message", ""))
          .isInstanceOf(Answer.Sent.class);
      nano.addAndGet(Duration.ofMillis(15).toNanos());
    }
    // Twenty times 15 ms are 24.6 market seconds.
    assertThat(fast.send("legacy", "1", "12:abc", "-100", "one more", "")).isEqualTo(tooMany(36));
  }

  @Test
  void anotherBotsTokenIsRefused() {
    assertThat(bot.send("x", "", "12:other", "7", "hello", ""))
        .isEqualTo(new Answer.Refused(401, "Unauthorized", Optional.empty()));
    assertThat(bot.send("x", "", "nonsense", "7", "hello", ""))
        .isEqualTo(new Answer.Refused(404, "Not Found", Optional.empty()));
  }

  private Answer send(String chat, String html) {
    return bot.send("legacy", "1", "12:abc", chat, html, "HTML");
  }

  private static Answer tooMany(int seconds) {
    return new Answer.Refused(
        429, "Too Many Requests: retry after " + seconds, Optional.of(seconds));
  }

  private static String description(Answer answer) {
    return answer instanceof Answer.Refused refused ? refused.description() : "sent";
  }
}
