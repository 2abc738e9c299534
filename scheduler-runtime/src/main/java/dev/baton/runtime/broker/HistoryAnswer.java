package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.category.BarGrid;
import dev.baton.csv.PlainNumber;
import dev.baton.csv.VisibleText;
import dev.baton.market.Candle;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The candles of one answer of {@code historicaldata}.
 *
 * @param candles ascending by time; of candles with the same time, the last in the answer
 * @param unusable the bars whose rows alone are no candles
 * @param defect the first row that is no candle, and why
 * @param rejected number of rows that are no candle, or whose time is no open of a bar of that length
 * @param words what the broker says in an answer without a row; empty if it says nothing, or there are rows
 */
record HistoryAnswer(
    List<Candle> candles,
    Set<Instant> unusable,
    Optional<String> defect,
    int rejected,
    String words) {

  private static final int FIELDS = 6;
  private static final String NO_ROW =
      " instead of an array of time, open, high, low, close and volume";

  HistoryAnswer {
    candles = List.copyOf(candles);
    unusable = Set.copyOf(unusable);
  }

  /**
   * The candles of an answer.
   *
   * @param grid the opens that bars may have
   * @throws CandleSourceException if the envelope is a failure or cannot be read
   */
  static HistoryAnswer parse(String body, BarGrid grid) throws CandleSourceException {
    JsonNode root = Envelope.json(body);
    JsonNode result = Envelope.result(root);
    TreeMap<Instant, Candle> candles = new TreeMap<>();
    Set<Instant> unusable = new HashSet<>();
    Times times = new Times();
    ForeignRows foreign = new ForeignRows();
    int rows = 0;
    int offGrid = 0;
    List<String> defects = new ArrayList<>();
    for (JsonNode element : result.isArray() ? result : List.of(result)) {
      Envelope.requireSuccess(element);
      JsonNode given = Envelope.unwrapped(element.path("candles"));
      JsonNode of =
          given.isArray()
              ? given
              : Envelope.instead(
                  element,
                  "the answer's candles are %s; expected an array"
                      .formatted(given.isMissingNode() ? "missing" : shown(given)));
      for (JsonNode row : of) {
        rows++;
        Optional<Instant> time = Optional.empty();
        try {
          LocalDateTime written = time(row, times);
          Instant open = open(written, grid);
          if (!grid.namesBar(written)) {
            foreign.add(open, "row %s: %s".formatted(rows, noDay(row)));
            if (!grid.isDuringSession(written)) {
              throw new NoCandleException(noDay(row));
            }
          }
          time = Optional.of(open);
          if (grid.has(open)) {
            if (!grid.namesBar(written) && candles.containsKey(open)) {
              throw new NoCandleException(noDay(row));
            }
            candles.put(open, candle(open, row));
          } else {
            offGrid++;
            if (!grid.besideSession(open)) {
              foreign.add(open, "row %s: %s".formatted(rows, noBar(row, grid)));
            }
          }
        } catch (NoCandleException e) {
          // A row without a time says of no bar that its values are unusable.
          time.ifPresent(unusable::add);
          defects.add("row %s: %s".formatted(rows, e.getMessage()));
        }
      }
    }
    foreign.refuseIfMany(rows, row -> grid.ofLongerSession(row, candles::containsKey));
    unusable.removeAll(candles.keySet());
    return new HistoryAnswer(
        List.copyOf(candles.values()),
        unusable,
        defects.stream().findFirst(),
        offGrid + defects.size(),
        rows == 0 ? Words.of(root) : "");
  }

  /**
   * Requires a candle, if there are rows that should be one.
   *
   * @throws CandleSourceException if there are unusable rows and no candle; the message has the first defect
   */
  void requireCandle() throws CandleSourceException {
    if (candles.isEmpty() && defect.isPresent()) {
      throw Envelope.malformed(
          "none of the answer's %s rows is a candle of a session; %s"
              .formatted(rejected, defect.get()));
    }
  }

  /** The candles and unusable bars from {@code first} on and before {@code end}. */
  HistoryAnswer between(Instant first, Instant end) {
    Predicate<Instant> within = time -> !time.isBefore(first) && time.isBefore(end);
    return new HistoryAnswer(
        candles.stream().filter(candle -> within.test(candle.time())).toList(),
        unusable.stream().filter(within).collect(Collectors.toSet()),
        defect,
        rejected,
        words);
  }

  /** A row is no candle; the message has field, value and the right form. */
  private static final class NoCandleException extends Exception {

    private static final long serialVersionUID = 1L;

    NoCandleException(String message) {
      super(message, null, false, false);
    }
  }

  /** The open of the bar that was written with that time. */
  private static Instant open(LocalDateTime written, BarGrid grid) {
    return grid.timeframe().intraday()
        ? written.toInstant(MarketTime.OFFSET)
        : MarketTime.startOf(written.toLocalDate());
  }

  private static String noDay(JsonNode row) {
    return "time %s is not 00:00 of a date at the exchange (Asia/Kolkata) or its session's open, like 2026-06-10T00:00:00"
        .formatted(shown(row.get(0)));
  }

  private static String noBar(JsonNode row, BarGrid grid) {
    return "time %s is not a time at the exchange (Asia/Kolkata) at which a bar of %s opens, like 2026-06-10T09:15:00; a time of another zone needs its offset"
        .formatted(shown(row.get(0)), grid.timeframe().label());
  }

  /** A parser of a field's text. */
  private interface Parser<T> {
    /**
     * @throws DateTimeException if the text is no time
     * @throws ArithmeticException if it is a number that does not fit; a {@link NumberFormatException} if it is none
     */
    T parse(JsonNode field);
  }

  private static LocalDateTime time(JsonNode row, Times times) throws NoCandleException {
    if (!row.isArray() || row.isEmpty()) {
      throw new NoCandleException(shown(row) + NO_ROW);
    }
    return field(
        row, 0, "time", of -> times.parse(of.asText("")), "a time like 2026-06-10T09:15:00");
  }

  private static Candle candle(Instant time, JsonNode row) throws NoCandleException {
    if (row.size() < FIELDS) {
      throw new NoCandleException(row.size() + " fields" + NO_ROW);
    }
    double open = price(row, 1, "open");
    double high = price(row, 2, "high");
    double low = price(row, 3, "low");
    double close = price(row, 4, "close");
    long volume = field(row, 5, "volume", HistoryAnswer::volume, "a number of shares");
    Optional<String> defect = Candle.defect(open, high, low, close, volume);
    if (defect.isPresent()) {
      throw new NoCandleException(defect.get());
    }
    return new Candle(time, open, high, low, close, volume);
  }

  private static double price(JsonNode row, int index, String name) throws NoCandleException {
    return field(row, index, name, HistoryAnswer::decimal, "a number");
  }

  private static <T> T field(JsonNode row, int index, String name, Parser<T> parser, String right)
      throws NoCandleException {
    try {
      return parser.parse(row.get(index));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new NoCandleException("%s %s is not %s".formatted(name, shown(row.get(index)), right));
    }
  }

  /** As JSON, so that a text and a number look different; its beginning alone. */
  private static String shown(JsonNode node) {
    return VisibleText.of(node.toString());
  }

  /**
   * Parses times, which have no offset and are the exchange's. Dates and times of day repeat in an answer: each is parsed once.
   */
  private static final class Times {

    /** Length of a time like 2026-06-10T09:15:00. */
    private static final int LOCAL = 19;

    private static final int DATE = 10;

    private final Map<String, LocalDate> dates = new HashMap<>();
    private final Map<String, LocalTime> timesOfDay = new HashMap<>();

    LocalDateTime parse(String text) {
      if (text.length() > LOCAL) {
        return MarketTime.local(OffsetDateTime.parse(text).toInstant());
      }
      if (text.length() < LOCAL || text.charAt(DATE) != 'T') {
        return LocalDateTime.parse(text);
      }
      return LocalDateTime.of(
          dates.computeIfAbsent(text.substring(0, DATE), LocalDate::parse),
          timesOfDay.computeIfAbsent(text.substring(DATE + 1), LocalTime::parse));
    }
  }

  private static double decimal(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : number(node).doubleValue();
  }

  private static long volume(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? node.longValue()
        : Candle.shares(number(node));
  }

  private static BigDecimal number(JsonNode node) {
    if (!node.isNumber() && !node.isTextual()) {
      throw new NumberFormatException();
    }
    return PlainNumber.exact(node.asText());
  }
}
