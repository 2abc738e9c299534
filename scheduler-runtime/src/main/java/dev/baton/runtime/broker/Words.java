package dev.baton.runtime.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a broker says in an answer in place of data: a code, a sentence, or a web page of a machine before it (ADR 36). */
final class Words {

  /** A longer text is no sentence. */
  private static final int LONGEST_SENTENCE = 300;

  private static final int MOST_LINES = 5;
  private static final int LONGEST_PAGE = 10_000;

  /** A longer array is data. */
  private static final int MOST_ELEMENTS = 3;

  /** Objects within objects that are looked into; arrays do not count. */
  private static final int DEEPEST = 2;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern CODE = Pattern.compile("\\bEC\\d{3}\\b");
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
  private static final Pattern NO_TEXT =
      Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<[^>]*>");

  /** Where APIs put a code, in plain form: lower case without separators. */
  private static final List<String> CODE_FIELDS =
      List.of("errorcode", "code", "status", "message", "emsg", "description", "error");

  /** Where APIs put a sentence, in plain form, the documented fields first. */
  private static final List<String> FIELDS =
      List.of(
          "message",
          "emsg",
          "description",
          "errordescription",
          "errormessage",
          "errormsg",
          "msg",
          "error",
          "detail",
          "details",
          "reason",
          "result");

  /** Sentences of a success. */
  private static final Set<String> SUCCESS = Set.of("ok", "success", "successful");

  private Words() {}

  /** The words of an answer that could not be used; empty if it has none, or is data that broke off. */
  static Optional<String> of(String answer) {
    String words = said(answer);
    return isPage(answer)
        ? Optional.of("a web page" + quoted(words))
        : Optional.of(words)
            .filter(some -> !some.isEmpty())
            .map(some -> "the words" + quoted(some));
  }

  private static String said(String answer) {
    String text = plain(answer);
    if (isPage(answer)) {
      return ofPage(text);
    }
    return json(text).map(Words::withCode).orElseGet(() -> isSentence(text) ? text : "");
  }

  private static boolean isPage(String answer) {
    return plain(answer).startsWith("<");
  }

  /** The words of an answer, if it is one in place of data: neither a success nor a list of rows. */
  static Optional<String> inPlaceOfData(String answer) {
    return json(plain(answer)).filter(Words::isData).isPresent() ? Optional.empty() : of(answer);
  }

  private static boolean isData(JsonNode json) {
    return json.isObject()
        ? json.has("result") || Envelope.text(json, "status", "stat").equalsIgnoreCase("Ok")
        : json.size() > MOST_ELEMENTS;
  }

  /** The words in JSON; empty if it has none. */
  static String of(JsonNode said) {
    return first(said, DEEPEST, Words::ownWords)
        .or(() -> anySentence(said))
        .or(() -> first(said, DEEPEST, Words::ofErrors))
        .orElse("");
  }

  /** The API's code in JSON; empty if it has none. */
  static String code(JsonNode said) {
    return first(said, DEEPEST, Words::ownCode).orElse("");
  }

  /** The words of an answer of any form with the API's code in them; empty without a code. */
  static Optional<String> coded(String answer) {
    return Optional.of(said(answer).replaceAll("\\s+", " ").strip())
        .filter(words -> codeIn(words).isPresent());
  }

  /** The first code in a text; empty if it has none. */
  static Optional<String> codeIn(String text) {
    return CODE.matcher(text).results().map(code -> code.group()).findFirst();
  }

  /** The words in JSON, with its code before them if they lack it. */
  static String withCode(JsonNode json) {
    String code = code(json);
    String words = of(json);
    return words.contains(code) ? words : (code + " " + words).strip();
  }

  private static String plain(String answer) {
    return answer.replace("\uFEFF", "").strip();
  }

  /** The text as JSON with fields, elements or a text; empty if it is no such. */
  private static Optional<JsonNode> json(String text) {
    if (!text.startsWith("{") && !text.startsWith("[") && !text.startsWith("\"")) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What the function finds first: in the node itself, then in its parts down to that depth. */
  private static Optional<String> first(
      JsonNode node, int depth, Function<JsonNode, Optional<String>> own) {
    Optional<String> found = own.apply(node);
    if (found.isPresent() || !node.isContainerNode()) {
      return found;
    }
    return parts(node)
        .filter(part -> node.isArray() || opened(part).isContainerNode())
        .flatMap(part -> deeper(opened(part), node.isArray() ? depth : depth - 1, own).stream())
        .findFirst();
  }

  private static Optional<String> deeper(
      JsonNode part, int depth, Function<JsonNode, Optional<String>> own) {
    return depth < 0 ? Optional.empty() : first(part, depth, own);
  }

  private static Stream<JsonNode> parts(JsonNode node) {
    return node.isArray() && node.size() > MOST_ELEMENTS
        ? Stream.empty()
        : StreamSupport.stream(node.spliterator(), false);
  }

  /** The node, or what is in it if it is JSON in a string. */
  private static JsonNode opened(JsonNode node) {
    return node.isTextual() ? json(plain(node.textValue())).orElse(node) : node;
  }

  private static Optional<String> ownWords(JsonNode node) {
    if (node.isTextual()) {
      return Optional.of(node.textValue()).filter(Words::isSentence);
    }
    return FIELDS.stream().flatMap(name -> fields(node, name::equals)).findFirst();
  }

  private static Optional<String> ownCode(JsonNode node) {
    return node.isTextual()
        ? codeIn(node.textValue())
        : CODE_FIELDS.stream()
            .flatMap(name -> texts(node, name::equals))
            .flatMap(text -> codeIn(text).stream())
            .findFirst();
  }

  /** The sentence in any field of the object itself; one word may be a value. */
  private static Optional<String> anySentence(JsonNode node) {
    return fields(node, _ -> true).filter(text -> text.strip().contains(" ")).findFirst();
  }

  /** The sentence in any field of an object that is there for errors. */
  private static Optional<String> ofErrors(JsonNode node) {
    return node.properties().stream()
        .filter(field -> plainName(field.getKey()).startsWith("error"))
        .flatMap(field -> anySentence(field.getValue()).stream())
        .findFirst();
  }

  private static Stream<String> fields(JsonNode node, Predicate<String> name) {
    return texts(node, name).filter(Words::hasWords);
  }

  private static Stream<String> texts(JsonNode node, Predicate<String> name) {
    return node.properties().stream()
        .filter(field -> name.test(plainName(field.getKey())) && field.getValue().isTextual())
        .map(field -> field.getValue().textValue());
  }

  private static String plainName(String name) {
    return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
  }

  /** Whether a text is what a person would read: a few lines, and no data that broke off. */
  static boolean isSentence(String text) {
    return text.length() <= LONGEST_SENTENCE
        && text.lines().count() <= MOST_LINES
        && !text.startsWith("{")
        && (!text.startsWith("[") || text.length() > 1 && Character.isLetter(text.charAt(1)))
        && hasWords(text)
        && (letters(text) * 2 >= text.chars().filter(of -> !Character.isWhitespace(of)).count()
            || codeIn(text).isPresent());
  }

  private static boolean hasWords(String text) {
    return letters(text) >= 2
        && !SUCCESS.contains(text.strip().replaceAll("[.!]+$", "").toLowerCase(Locale.ROOT));
  }

  private static long letters(String text) {
    return text.chars().filter(Character::isLetter).count();
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
