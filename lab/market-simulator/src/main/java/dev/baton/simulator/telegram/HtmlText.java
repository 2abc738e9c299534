package dev.baton.simulator.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The text of a message in Telegram's HTML: only its own tags, closed in order, and only its four named entities. */
final class HtmlText {

  private static final Set<String> TAGS =
      Set.of(
          "b",
          "strong",
          "i",
          "em",
          "u",
          "ins",
          "s",
          "strike",
          "del",
          "code",
          "pre",
          "a",
          "blockquote",
          "tg-spoiler",
          "tg-emoji",
          "span");
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");

  private HtmlText() {}

  /** What Telegram answers to a text that it cannot read. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  /** The text without its markup. */
  static String plain(String html) throws MalformedException {
    StringBuilder text = new StringBuilder(html.length());
    Deque<String> open = new ArrayDeque<>();
    int i = 0;
    while (i < html.length()) {
      char c = html.charAt(i);
      if (c == '<') {
        int end = html.indexOf('>', i);
        if (end < 0) {
          throw new MalformedException("Unclosed start tag at byte offset " + i);
        }
        tag(html.substring(i + 1, end), open, i);
        i = end + 1;
      } else if (c == '&') {
        i = entity(html, i, text);
      } else {
        text.append(c);
        i++;
      }
    }
    if (!open.isEmpty()) {
      throw new MalformedException(
          "Can't find end tag corresponding to start tag \"" + open.peek() + "\"");
    }
    return text.toString();
  }

  private static void tag(String inside, Deque<String> open, int offset) throws MalformedException {
    boolean closing = inside.startsWith("/");
    String name =
        (closing ? inside.substring(1) : inside)
            .strip()
            .split("\\s", 2)[0]
            .toLowerCase(Locale.ROOT);
    if (!TAGS.contains(name)) {
      throw new MalformedException(
          "Unsupported start tag \"%s\" at byte offset %s".formatted(name, offset));
    }
    if (!closing) {
      open.push(name);
    } else if (open.isEmpty() || !open.pop().equals(name)) {
      throw new MalformedException("Unmatched end tag at byte offset " + offset);
    }
  }

  /** An ampersand that begins no known entity stands for itself, as on the real server. */
  private static int entity(String html, int at, StringBuilder text) {
    int end = html.indexOf(';', at);
    if (end > at && end - at <= 8) {
      String name = html.substring(at + 1, end);
      String value = ENTITIES.get(name);
      if (value == null && name.matches("#\\d{1,6}")) {
        value = Character.toString(Integer.parseInt(name.substring(1)));
      }
      if (value != null) {
        text.append(value);
        return end + 1;
      }
    }
    text.append('&');
    return at + 1;
  }
}
