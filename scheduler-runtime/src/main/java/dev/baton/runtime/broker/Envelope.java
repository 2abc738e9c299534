package dev.baton.runtime.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The broker's envelope, which has two levels: HTTP 200 alone is no success, and neither is an outer {@code Ok} if an element of
 * the result has an EC code.
 */
final class Envelope {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Statuses of an element with data, in lower case. */
  private static final Set<String> SUCCESS = Set.of("", "ok", "success", "true");

  /** Codes of "nothing there", which is not a failure in itself. */
  private static final Set<String> EMPTY = Set.of("EC916", "EC918", "EC920", "EC922", "EC926");

  private Envelope() {}

  /** The text as JSON, with or without a byte order mark; a message of a failure never quotes it. */
  static JsonNode json(String text) throws CandleSourceException {
    try {
      JsonNode node = MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
      if (node == null || node.isMissingNode()) {
        throw malformed("the answer is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw malformed(
          "the answer of %s characters is not JSON at character %s"
              .formatted(
                  text.length(), e.getLocation() == null ? 0 : e.getLocation().getCharOffset()));
    }
  }

  /** The result of an answer as text, as {@link #result(JsonNode)}. */
  static JsonNode result(String body) throws CandleSourceException {
    return result(json(body));
  }

  /**
   * The result of an answer; an empty array for the codes of "nothing there". Status and code count before the result is looked
   * into: a refusal may have anything in its place.
   *
   * @throws CandleSourceException if the answer is not a success at both levels, or cannot be read
   */
  static JsonNode result(JsonNode root) throws CandleSourceException {
    if (!root.isObject()) {
      throw malformed("the answer is no JSON object");
    }
    String status = status(root);
    JsonNode given = root.path("result");
    if (!status.equalsIgnoreCase("Ok")) {
      return status.isEmpty() && given.isMissingNode()
          ? instead(root, "the answer has no status")
          : emptyOrThrow(root);
    }
    if (given.isMissingNode() || given.isNull() || given.isTextual() && given.asText().isBlank()) {
      return instead(root, "the answer has no result");
    }
    JsonNode result = unwrapped(given);
    if (result.isEmpty() && !Words.code(root).isEmpty()) {
      return emptyOrThrow(root);
    }
    for (JsonNode element : result.isArray() ? result : List.of(result)) {
      if (status(element).startsWith("EC")) {
        return emptyOrThrow(element);
      }
    }
    return result;
  }

  /**
   * Requires that an element of a result is no refusal.
   *
   * @throws CandleSourceException if it has the status of one
   */
  static void requireSuccess(JsonNode element) throws CandleSourceException {
    if (!SUCCESS.contains(status(element).toLowerCase(Locale.ROOT))) {
      emptyOrThrow(element);
    }
  }

  /**
   * What there is in place of data: an empty array for a code of "nothing there".
   *
   * @param missing the message if the node has neither a code nor words
   * @throws CandleSourceException in all other cases
   */
  static JsonNode instead(JsonNode node, String missing) throws CandleSourceException {
    if (Words.code(node).isEmpty() && Words.of(node).isEmpty()) {
      throw malformed(missing);
    }
    return emptyOrThrow(node);
  }

  /**
   * The node, parsed if it is JSON in a string.
   *
   * @throws CandleSourceException if the string is none; a refusal if it is a sentence
   */
  static JsonNode unwrapped(JsonNode node) throws CandleSourceException {
    if (!node.isTextual()) {
      return node;
    }
    String text = node.textValue().strip();
    return Words.isSentence(text) ? emptyOrThrow(node) : json(text);
  }

  /** The text of the first of these fields that has one; empty if none has. */
  static String text(JsonNode node, String... fields) {
    for (String field : fields) {
      String text = node.path(field).asText("").strip();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The failure of an EC code in an answer to a request for candles. */
  static CandleFailure failure(String code, String message) {
    String detail =
        Secrets.scrub(message.contains(code) ? message : "%s %s".formatted(code, message).strip());
    return switch (code) {
      case "EC003" -> new CandleFailure.Unavailable("the broker asks to try again: " + detail);
      case "EC044", "EC055", "EC075" ->
          new CandleFailure.LoginNeeded("the broker refuses the session: " + detail);
      case "EC809" -> new CandleFailure.RangeTooLong("the range is too long: " + detail);
      case "EC500" ->
          new CandleFailure.Rejected(
              code,
              "the broker refuses the source address: "
                  + detail
                  + "; calls must leave over the registered IPv4 address");
      default -> new CandleFailure.Rejected(code, "the broker refuses the request: " + detail);
    };
  }

  static CandleSourceException malformed(String message) {
    return new CandleSourceException(new CandleFailure.Malformed(message));
  }

  /** A refusal in words beside a result without data. */
  static CandleSourceException inWords(String lack, String words) {
    return new CandleSourceException(
        new CandleFailure.Rejected(
            "Ok",
            "the broker refuses the request: %s, and the words '%s'"
                .formatted(lack, Secrets.scrub(words))));
  }

  /** The failure of the code in an answer of any form; empty if it has none, or one of "nothing there". */
  static Optional<CandleFailure> coded(String body) {
    return Words.coded(body)
        .flatMap(
            words ->
                Words.codeIn(words)
                    .filter(code -> !EMPTY.contains(code))
                    .map(code -> failure(code, words)));
  }

  private static JsonNode emptyOrThrow(JsonNode node) throws CandleSourceException {
    String code = Words.code(node);
    if (EMPTY.contains(code)) {
      return MAPPER.createArrayNode();
    }
    throw new CandleSourceException(failure(code.isEmpty() ? "Not_Ok" : code, Words.of(node)));
  }

  private static String status(JsonNode node) {
    return text(node, "status", "stat");
  }
}
