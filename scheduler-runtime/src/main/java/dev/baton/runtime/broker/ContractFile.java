package dev.baton.runtime.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.csv.VisibleText;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The broker's list of NSE stocks. Only rows of the EQ series count, and only by their exact trading symbol: a symbol without a row
 * is unknown, and is never replaced by a similar one.
 */
final class ContractFile {

  static final String EXCHANGE = "NSEEQ";
  private static final String SERIES = "-EQ";

  private ContractFile() {}

  /** The broker's id of each stock, from a file that is an array or an envelope with one. */
  static Map<Symbol, String> parse(String body) throws CandleSourceException {
    JsonNode root = Envelope.json(body);
    JsonNode rows = root.isArray() ? root : Envelope.result(asSuccess(root, body));
    Map<Symbol, String> ids = new HashMap<>();
    for (JsonNode row : rows) {
      String name = Envelope.text(row, "tradingSymbol");
      String id = Envelope.text(row, "instrumentId");
      if (name.endsWith(SERIES)
          && id.matches("\\d+")
          && !Envelope.text(row, "instrumentType").equalsIgnoreCase("INDEX")
          && Envelope.text(row, "exchange").equals(EXCHANGE)) {
        symbol(name.substring(0, name.length() - SERIES.length()))
            .ifPresent(symbol -> ids.put(symbol, id));
      }
    }
    if (ids.isEmpty()) {
      if (rows.isEmpty() && !Words.of(root).isEmpty()) {
        throw Envelope.inWords("no row", Words.of(root));
      }
      for (JsonNode row : rows) {
        Envelope.requireSuccess(row);
      }
      throw Envelope.malformed(
          "none of the contract file's %s rows is a stock of the EQ series; expected tradingSymbol like \"TCS-EQ\", instrumentId like \"11536\" and exchange \"%s\", the first row is %s"
              .formatted(
                  rows.size(),
                  EXCHANGE,
                  rows.isEmpty() ? "missing" : VisibleText.of(rows.iterator().next().toString())));
    }
    return Map.copyOf(ids);
  }

  private static Optional<Symbol> symbol(String text) {
    try {
      return Optional.of(Symbol.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The envelope may lack a status. */
  private static String asSuccess(JsonNode root, String body) {
    return root.has("status") || !root.has("result")
        ? body
        : "{\"status\":\"Ok\",\"result\":" + root.path("result") + "}";
  }
}
