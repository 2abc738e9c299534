package dev.baton.simulator.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.market.MarketTime;
import dev.baton.simulator.market.Bar;
import dev.baton.simulator.market.MarketView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code marketquotes}: the last price and the day so far; {@code close} is the close of the day before. */
final class QuoteBoard {

  private static final DateTimeFormatter TICK =
      DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss", Locale.ENGLISH);

  private final MarketView view;
  private final Instruments instruments;

  QuoteBoard(MarketView view, Instruments instruments) {
    this.view = view;
    this.instruments = instruments;
  }

  /** The {@code result} of a batch: an element for each instrument, an EC code where there is none. */
  String result(Iterable<JsonNode> batch, Instant now) {
    List<String> quotes = new ArrayList<>();
    for (JsonNode item : batch) {
      try {
        quotes.add(quote(HistoryRequest.instrument(item, instruments), now));
      } catch (HistoryRequest.RefusedException e) {
        quotes.add(Reply.refusal(e.code()));
      }
    }
    return "[" + String.join(",", quotes) + "]";
  }

  private String quote(Instrument instrument, Instant now) {
    LocalDate today = MarketTime.date(now);
    Optional<Bar> day = view.day(instrument.candles(), today, now).map(instrument::priced);
    Optional<Bar> before = view.previousDay(instrument.candles(), today).map(instrument::priced);
    Bar shown = day.or(() -> before).orElse(new Bar(LocalDateTime.MIN, 0, 0, 0, 0, 0));
    double previousClose = before.map(Bar::close).orElse(0.0);
    double step = 0.05;
    return """
        {"exchange":"NSEEQ","instrumentId":%s,"ltp":%s,"lastTradedQuantity":1,"averageTradedPrice":%s,\
        "tradedVolume":%s,"open":%s,"high":%s,"low":%s,"close":%s,"bestBidPrice":%s,"bestBidQuantity":100,\
        "bestAskPrice":%s,"bestAskQuantity":100,"totalBidQuantity":10000,"totalAskQuantity":10000,\
        "tickTimestamp":"%s"}"""
        .formatted(
            instrument.id(),
            shown.close(),
            Bar.paisa((shown.open() + shown.high() + shown.low() + shown.close()) / 4),
            day.map(Bar::volume).orElse(0L),
            shown.open(),
            shown.high(),
            shown.low(),
            previousClose,
            Bar.paisa(shown.close() - step),
            Bar.paisa(shown.close() + step),
            TICK.format(MarketTime.local(now)));
  }
}
