package dev.baton.runtime.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The broker's envelope, which has two levels: HTTP 200 alone is no success, and neither is an outer {@code Ok} if an element of
 * the result has an EC code.
 */
final class Envelope {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("\\bEC\\d{3}\\b");

  /** Codes of "nothing there", which is not a failure in itself. */
  private static final Set<String> EMPTY = Set.of("EC916", "EC918", "EC920", "EC922", "EC926");

  private Envelope() {}

  /** The text as JSON; a message of a failure never quotes it. */
  static JsonNode json(String text) throws CandleSourceException {
    try {
      JsonNode node = MAPPER.readTree(text);
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

  /**
   * The result of an answer; an empty array for the codes of "nothing there".
   *
   * @throws CandleSourceException if the answer is not a success at both levels, or cannot be read
   */
  static JsonNode result(String body) throws CandleSourceException {
    JsonNode root = json(body);
    if (!root.isObject()) {
      throw malformed("the answer is no JSON object");
    }
    String status = text(root, "status", "stat");
    JsonNode result = unwrapped(root.path("result"));
    if (!status.equalsIgnoreCase("Ok")) {
      String words = Words.of(root);
      if (status.isEmpty() && result.isMissingNode() && code(root).isEmpty() && words.isEmpty()) {
        throw malformed("the answer has no status");
      }
      return emptyOrThrow(code(root), words);
    }
    for (JsonNode element : result.isArray() ? result : List.of(result)) {
      if (text(element, "status").startsWith("EC")) {
        return emptyOrThrow(text(element, "status"), text(element, "message", "emsg"));
      }
    }
    return result;
  }

  /** The node, parsed if it is JSON in a string. */
  static JsonNode unwrapped(JsonNode node) throws CandleSourceException {
    return node.isTextual() ? json(node.textValue()) : node;
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
    String detail = Secrets.scrub("%s %s".formatted(code, message).strip());
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

  private static JsonNode emptyOrThrow(String code, String message) throws CandleSourceException {
    if (EMPTY.contains(code)) {
      return MAPPER.createArrayNode();
    }
    throw new CandleSourceException(failure(code.isEmpty() ? "Not_Ok" : code, message));
  }

  private static String code(JsonNode root) {
    for (String field :
        new String[] {"errorCode", "code", "status", "message", "emsg", "description", "error"}) {
      Matcher code = CODE.matcher(root.path(field).asText(""));
      if (code.find()) {
        return code.group();
      }
    }
    return "";
  }
}
