package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a broker says in an answer that its API does not define: a sentence, or a web page of a machine before it. */
final class Words {

  /** A longer text is no sentence. */
  private static final int LONGEST_SENTENCE = 300;

  private static final int LONGEST_PAGE = 10_000;

  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
  private static final Pattern NO_TEXT =
      Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<[^>]*>");

  /** Where APIs put a sentence, the documented fields first. */
  private static final List<String> FIELDS =
      List.of(
          "message",
          "emsg",
          "description",
          "error_description",
          "errorMessage",
          "error_message",
          "error",
          "detail",
          "reason");

  private Words() {}

  /** The words of an answer that is no JSON; empty if it has none, or is data that broke off. */
  static Optional<String> of(String answer) {
    String text = answer.replace("\uFEFF", "").strip();
    if (text.startsWith("<")) {
      return Optional.of("a web page" + quoted(ofPage(text)));
    }
    boolean sentence =
        text.length() <= LONGEST_SENTENCE
            && !text.isEmpty()
            && text.lines().count() == 1
            && Character.isLetter(text.codePointAt(0));
    return sentence ? Optional.of("the words" + quoted(text)) : Optional.empty();
  }

  /** The words in an object without the API's status; empty if it has none. */
  static String of(JsonNode object) {
    return Envelope.text(object, FIELDS.toArray(String[]::new));
  }

  private static String ofPage(String page) {
    String begin = page.substring(0, Math.min(page.length(), LONGEST_PAGE));
    return TITLE
        .matcher(begin)
        .results()
        .map(title -> title.group(1))
        .findFirst()
        .orElseGet(() -> NO_TEXT.matcher(begin).replaceAll(" "));
  }

  private static String quoted(String text) {
    String words = Secrets.scrub(text.replaceAll("\\s+", " ").strip());
    return words.isEmpty() ? "" : " '%s'".formatted(words);
  }
}
