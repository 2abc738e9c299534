package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.market.Candle;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The candles of one answer of {@code historicaldata}.
 *
 * @param candles ascending, without duplicates; of candles with the same time the last one in the answer
 * @param rejected rows that cannot be candles, or whose time no bar of that length has
 */
record HistoryAnswer(List<Candle> candles, int rejected) {

  HistoryAnswer {
    candles = List.copyOf(candles);
  }

  /**
   * Reads the envelope and every candle in it.
   *
   * @param grid the times that bars have
   * @throws CandleSourceException if the envelope says so or cannot be read, or if there are rows and none is a candle
   */
  static HistoryAnswer parse(String body, BarGrid grid) throws CandleSourceException {
    JsonNode result = Envelope.result(body);
    TreeMap<Instant, Candle> candles = new TreeMap<>();
    int rows = 0;
    int rejected = 0;
    for (JsonNode element : result.isArray() ? result : List.of(result)) {
      JsonNode of = Envelope.unwrapped(element.path("candles"));
      if (!of.isArray()) {
        throw Envelope.malformed("the answer has no candles array");
      }
      for (JsonNode row : of) {
        rows++;
        Optional<Candle> candle = candle(row, grid);
        if (candle.isPresent()) {
          candles.put(candle.get().time(), candle.get());
        } else {
          rejected++;
        }
      }
    }
    if (rows > 0 && rejected == rows) {
      throw Envelope.malformed(
          "none of the answer's %d rows is a candle of a session".formatted(rows));
    }
    return new HistoryAnswer(List.copyOf(candles.values()), rejected);
  }

  private static Optional<Candle> candle(JsonNode row, BarGrid grid) {
    if (!row.isArray() || row.size() < 6) {
      return Optional.empty();
    }
    try {
      Instant time = time(row.get(0).asText(""), grid.timeframe());
      double open = price(row.get(1));
      double high = price(row.get(2));
      double low = price(row.get(3));
      double close = price(row.get(4));
      long volume = number(row.get(5)).longValueExact();
      return !grid.has(time) || Candle.defect(open, high, low, close, volume).isPresent()
          ? Optional.empty()
          : Optional.of(new Candle(time, open, high, low, close, volume));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Times have no offset and are the exchange's; a daily bar's is midnight whatever the broker stamps. */
  private static Instant time(String text, Timeframe timeframe) {
    Instant time =
        text.length() > 19
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDateTime.parse(text).toInstant(MarketTime.OFFSET);
    return timeframe.intraday() ? time : MarketTime.startOf(MarketTime.date(time));
  }

  private static double price(JsonNode node) {
    return number(node).doubleValue();
  }

  private static BigDecimal number(JsonNode node) {
    if (!node.isNumber() && !node.isTextual()) {
      throw new NumberFormatException();
    }
    return new BigDecimal(node.asText().strip());
  }
}
