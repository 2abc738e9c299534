package dev.baton.simulator.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.simulator.broker.RateLimiter;
import dev.baton.simulator.broker.RateLimiter.Limit;
import dev.baton.simulator.calls.CallLog;
import dev.baton.simulator.calls.CallLog.Facts;
import dev.baton.simulator.clock.SimulatedClock;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultBook;
import dev.baton.simulator.fault.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Telegram's {@code sendMessage} with its published limits. Thread-safe. */
public final class TelegramBot {

  private static final String ENDPOINT = "sendMessage";

  /** A number, or the name of a channel. */
  private static final String CHAT = "-?[1-9]\\d{0,17}|@\\w+";

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_RAW_BYTES = 32_768;
  private static final int GROUP_LIMIT = 20;

  /** One message a second and chat on average; so many may come at once. */
  private static final int BURST = 3;

  private static final int ALL_CHATS_LIMIT = 30;

  private final Optional<String> token;
  private final SimulatedClock clock;
  private final RateLimiter limiter;
  private final FaultBook faults;
  private final CallLog calls;
  private final List<Message> messages = new ArrayList<>();
  private long lastId;

  /**
   * A message that was delivered.
   *
   * @param text without markup
   * @param raw as it was sent
   */
  public record Message(
      long messageId, String chatId, String text, String raw, String parseMode, Instant at) {}

  /** An answer. */
  public sealed interface Answer {
    /** The message was delivered. */
    record Sent(Message message) implements Answer {}

    /** The message was not delivered; with a 429, {@code retryAfterS} in market seconds. */
    record Refused(int code, String description, Optional<Integer> retryAfterS) implements Answer {}

    /** No answer within that real time; the message may have been delivered. */
    record Silence(Duration within) implements Answer {}
  }

  public TelegramBot(
      Optional<String> token,
      SimulatedClock clock,
      RateLimiter limiter,
      FaultBook faults,
      CallLog calls) {
    this.token = token;
    this.clock = clock;
    this.limiter = limiter;
    this.faults = faults;
    this.calls = calls;
  }

  /**
   * Sends a message.
   *
   * @param client {@code X-Baton-Client}, or {@code unknown}
   * @param ledgerId {@code X-Baton-Call}, or empty
   */
  public Answer send(
      String client, String ledgerId, String bot, String chat, String text, String parseMode) {
    Facts facts = new Facts(client, ledgerId, ENDPOINT, "", "");
    Instant now = clock.now();
    long call = calls.begin(facts, now);
    Optional<Fault> fault = faults.first(FaultKind.Answer.class::isInstance, facts, now);
    if (fault.filter(Fault::delivered).isPresent()) {
      deliver(chat, text, parseMode, now);
    }
    Answer answer =
        fault.map(TelegramBot::faulty).orElseGet(() -> answer(bot, chat, text, parseMode, now));
    String usual = answer instanceof Answer.Refused refused ? "http_" + refused.code() : "ok";
    calls.end(call, fault.map(hit -> hit.kind().label()).orElse(usual));
    return answer;
  }

  /** The messages after that id. */
  public synchronized List<Message> after(long id) {
    return messages.stream().filter(message -> message.messageId() > id).toList();
  }

  public synchronized void reset() {
    messages.clear();
  }

  private static Answer faulty(Fault fault) {
    return switch (fault.kind()) {
      case FaultKind.Answer.TIME_OUT -> new Answer.Silence(Duration.ofSeconds(fault.seconds()));
      case FaultKind.Answer.TOO_MANY_REQUESTS -> tooMany(fault.retryAfterS().orElse(1));
      case FaultKind.Answer.EXPIRED_TOKEN -> refused(401, "Unauthorized");
      case FaultKind.Answer.NOT_OK, FaultKind.Answer.NESTED_EC ->
          refused(400, "Bad Request: chat not found");
      case FaultKind.Answer.HTTP_500 -> refused(500, "Internal Server Error");
      case FaultKind.Pace _, FaultKind.Bars _, FaultKind.Transport _ ->
          throw new IllegalStateException(fault.kind().label() + " is no answer of its own");
    };
  }

  private Answer answer(String bot, String chat, String text, String parseMode, Instant now) {
    if (!bot.matches("\\d+:[A-Za-z0-9_-]+")) {
      return refused(404, "Not Found");
    }
    if (token.filter(expected -> !expected.equals(bot)).isPresent()) {
      return refused(401, "Unauthorized");
    }
    if (chat.isEmpty()) {
      return refused(400, "Bad Request: chat_id is empty");
    }
    if (!chat.matches(CHAT)) {
      return refused(400, "Bad Request: chat not found");
    }
    String plain;
    try {
      plain = plain(text, parseMode);
    } catch (HtmlText.MalformedException e) {
      return refused(400, "Bad Request: can't parse entities: " + e.getMessage());
    }
    if (plain.isBlank()) {
      return refused(400, "Bad Request: message text is empty");
    }
    if (plain.length() > LONGEST_TEXT || text.getBytes(UTF_8).length > LONGEST_RAW_BYTES) {
      return refused(400, "Bad Request: message is too long");
    }
    Optional<Duration> wait = limited(chat);
    if (wait.isPresent()) {
      return tooMany((int) wait.get().plusNanos(999_999_999).toSeconds());
    }
    return new Answer.Sent(deliver(chat, text, parseMode, now));
  }

  private static String plain(String text, String parseMode) throws HtmlText.MalformedException {
    return parseMode.equalsIgnoreCase("html") ? HtmlText.plain(text) : text;
  }

  /**
   * The market time until that chat takes one more message; empty if it takes one now. The id of a group or channel is
   * negative, or a name. A message that one limit refuses does not count against another.
   */
  private Optional<Duration> limited(String chat) {
    Limit allChats = new Limit("bot", ALL_CHATS_LIMIT, Duration.ofSeconds(1));
    Limit thisChat = new Limit("chat " + chat, BURST, Duration.ofSeconds(BURST));
    return chat.startsWith("-") || chat.startsWith("@")
        ? limiter.acquire(
            allChats, thisChat, new Limit("group " + chat, GROUP_LIMIT, Duration.ofMinutes(1)))
        : limiter.acquire(allChats, thisChat);
  }

  private synchronized Message deliver(String chat, String text, String parseMode, Instant now) {
    String plain;
    try {
      plain = plain(text, parseMode);
    } catch (HtmlText.MalformedException e) {
      plain = text;
    }
    Message message = new Message(++lastId, chat, plain, text, parseMode, now);
    messages.add(message);
    return message;
  }

  private static Answer refused(int code, String description) {
    return new Answer.Refused(code, description, Optional.empty());
  }

  private static Answer tooMany(int seconds) {
    return new Answer.Refused(
        429, "Too Many Requests: retry after " + seconds, Optional.of(seconds));
  }
}
