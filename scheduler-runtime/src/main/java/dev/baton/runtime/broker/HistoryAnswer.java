package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.category.BarGrid;
import dev.baton.market.Candle;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The candles of one answer of {@code historicaldata}.
 *
 * @param candles ascending by time; of candles with the same time, the last in the answer
 * @param unusable the bars whose rows alone are no candles
 * @param rejected number of rows that are no candle, or whose time is no open of a bar of that length
 */
record HistoryAnswer(List<Candle> candles, Set<Instant> unusable, int rejected) {

  HistoryAnswer {
    candles = List.copyOf(candles);
    unusable = Set.copyOf(unusable);
  }

  /**
   * The candles of an answer.
   *
   * @param grid the opens that bars may have
   * @throws CandleSourceException if the envelope is a failure or cannot be read, or if there are unusable rows and no candle
   */
  static HistoryAnswer parse(String body, BarGrid grid) throws CandleSourceException {
    JsonNode result = Envelope.result(body);
    TreeMap<Instant, Candle> candles = new TreeMap<>();
    Set<Instant> unusable = new HashSet<>();
    Times times = new Times(grid.timeframe());
    int rows = 0;
    int offGrid = 0;
    int rejected = 0;
    for (JsonNode element : result.isArray() ? result : List.of(result)) {
      JsonNode of = Envelope.unwrapped(element.path("candles"));
      if (!of.isArray()) {
        throw Envelope.malformed("the answer has no candles array");
      }
      for (JsonNode row : of) {
        rows++;
        Optional<Instant> time = time(row, times);
        if (time.isPresent() && !grid.has(time.get())) {
          offGrid++;
          rejected++;
          continue;
        }
        Optional<Candle> candle = time.flatMap(open -> candle(open, row));
        if (candle.isPresent()) {
          candles.put(candle.get().time(), candle.get());
        } else {
          time.ifPresent(unusable::add);
          rejected++;
        }
      }
    }
    if (candles.isEmpty() && offGrid < rows) {
      throw Envelope.malformed(
          "none of the answer's %d rows is a candle of a session".formatted(rows));
    }
    unusable.removeAll(candles.keySet());
    return new HistoryAnswer(List.copyOf(candles.values()), unusable, rejected);
  }

  /** The time of a row; empty if it has none, and so says of no bar that its values are unusable. */
  private static Optional<Instant> time(JsonNode row, Times times) {
    try {
      return row.isArray() && !row.isEmpty()
          ? Optional.of(times.parse(row.get(0).asText("")))
          : Optional.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Candle> candle(Instant time, JsonNode row) {
    if (row.size() < 6) {
      return Optional.empty();
    }
    try {
      double open = price(row.get(1));
      double high = price(row.get(2));
      double low = price(row.get(3));
      double close = price(row.get(4));
      long volume = volume(row.get(5));
      return Candle.defect(open, high, low, close, volume).isPresent()
          ? Optional.empty()
          : Optional.of(new Candle(time, open, high, low, close, volume));
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Parses times, which have no offset and are the exchange's. A daily bar's time is midnight, whatever the broker writes. Dates
   * and times of day repeat in an answer: each is parsed once.
   */
  private static final class Times {

    /** Length of a time like 2026-06-10T09:15:00. */
    private static final int LOCAL = 19;

    private static final int DATE = 10;

    private final boolean intraday;
    private final Map<String, LocalDate> dates = new HashMap<>();
    private final Map<String, LocalTime> timesOfDay = new HashMap<>();

    Times(Timeframe timeframe) {
      intraday = timeframe.intraday();
    }

    Instant parse(String text) {
      LocalDateTime local = local(text);
      return intraday
          ? local.toInstant(MarketTime.OFFSET)
          : MarketTime.startOf(local.toLocalDate());
    }

    private LocalDateTime local(String text) {
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

  private static double price(JsonNode node) {
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
    return new BigDecimal(node.asText().strip());
  }
}
