package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.market.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The contract files. Ids are the exchange's tokens where they are known, else they follow from the name. The file of
 * {@code NSEEQ} also has decoys, which a client must not take for a stock: an index, names that begin alike, and other series
 * of the same stock, after its EQ row. The broker accepts their ids like any other. A client that takes a decoy gets good candles of the wrong
 * instrument: those of the stock that it resembles, at another price.
 */
public final class Instruments {

  private static final List<String> SEGMENTS =
      List.of(
          "NSEEQ",
          "BSEEQ",
          "NSEFO",
          "BSEFO",
          "NSECURR",
          "BSECURR",
          "NSECOMM",
          "MCXCOMM",
          "NCDEXCOMM",
          "INDICES");

  private static final Map<String, Integer> KNOWN =
      Map.ofEntries(
          Map.entry("RELIANCE", 2885),
          Map.entry("TCS", 11536),
          Map.entry("HDFCBANK", 1333),
          Map.entry("INFY", 1594),
          Map.entry("HINDUNILVR", 1394),
          Map.entry("ICICIBANK", 4963),
          Map.entry("KOTAKBANK", 1922),
          Map.entry("LT", 11483),
          Map.entry("ITC", 1660),
          Map.entry("AXISBANK", 5900),
          Map.entry("EICHERMOT", 910),
          Map.entry("HEROMOTOCO", 1348),
          Map.entry("DRREDDY", 881),
          Map.entry("ADANIENT", 25),
          Map.entry("MARUTI", 10999),
          Map.entry("BAJFINANCE", 317),
          Map.entry("SBIN", 3045),
          Map.entry("BHARTIARTL", 10604),
          Map.entry("ASIANPAINT", 236),
          Map.entry("HCLTECH", 7229),
          Map.entry("WIPRO", 3787),
          Map.entry("ULTRACEMCO", 11532),
          Map.entry("TITAN", 3506),
          Map.entry("NESTLEIND", 17963),
          Map.entry("POWERGRID", 14977),
          Map.entry("NTPC", 11630));

  /** The broker's id of the index; it is not the exchange's. */
  private static final int NIFTY = 999_920_000;

  private static final String BLOCK_DEALS = "-BL";

  private static final Symbol ITC = Symbol.of("ITC");
  private static final Symbol LT = Symbol.of("LT");

  private final Map<Integer, Instrument> byId = new HashMap<>();
  private final List<Contract> nse = new ArrayList<>();

  private record Contract(String tradingSymbol, int id, String symbol, String name, String type) {}

  /** The instruments of these symbols. */
  public Instruments(Set<Symbol> symbols) {
    nse.add(new Contract("NIFTY 50", NIFTY, "NIFTY 50", "NIFTY 50", "INDEX"));
    nse.add(new Contract("ITCHOTELS-EQ", 29251, "ITCHOTELS", "ITC HOTELS LTD", "EQUITY"));
    nse.add(new Contract("LTF-EQ", 24948, "LTF", "L&T FINANCE LTD", "EQUITY"));
    for (Symbol symbol : symbols) {
      int id = id(symbol);
      add(new Instrument(symbol.value(), id, symbol, 1));
      add(new Instrument(symbol + BLOCK_DEALS, 100_000 + id, symbol, 1.01));
      nse.add(new Contract(symbol + "-EQ", id, symbol.value(), symbol.value(), "EQUITY"));
      nse.add(
          new Contract(
              symbol + BLOCK_DEALS, 100_000 + id, symbol.value(), symbol.value(), "EQUITY"));
    }
    for (Symbol any : symbols.stream().limit(1).toList()) {
      add(new Instrument("NIFTY 50", NIFTY, any, 17));
      add(new Instrument("ITCHOTELS", 29251, symbols.contains(ITC) ? ITC : any, 0.45));
      add(new Instrument("LTF", 24948, symbols.contains(LT) ? LT : any, 0.06));
    }
  }

  private void add(Instrument instrument) {
    byId.put(instrument.id(), instrument);
  }

  private int id(Symbol symbol) {
    Integer known = KNOWN.get(symbol.value());
    if (known != null) {
      return known;
    }
    int id = 30_000 + Math.floorMod(symbol.value().hashCode(), 60_000);
    while (byId.containsKey(id)) {
      id++;
    }
    return id;
  }

  /** The instrument of that id, or empty. */
  Optional<Instrument> find(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The file of that segment, or empty if there is no such segment. */
  public Optional<byte[]> file(String segment, boolean asJson) {
    if (!SEGMENTS.contains(segment)) {
      return Optional.empty();
    }
    List<Contract> contracts =
        switch (segment) {
          case "NSEEQ" -> nse;
          case "INDICES" -> nse.subList(0, 1);
          default -> List.of();
        };
    return Optional.of((asJson ? json(contracts) : csv(contracts)).getBytes(UTF_8));
  }

  private static String json(List<Contract> contracts) {
    List<String> rows = new ArrayList<>();
    for (Contract c : contracts) {
      rows.add(
          """
          {"exchange":"NSEEQ","underlyingInstrumentSymbol":"%s","instrumentId":"%s","instrumentType":"%s",\
          "optionType":"XX","strikePrice":0,"underlyingInstrumentName":"%s","tradingSymbol":"%s",\
          "formattedInstrumentName":"%s","expiry":"","lotSize":1,"tickSize":0.05}"""
              .formatted(c.symbol, c.id, c.type, c.name, c.tradingSymbol, c.name));
    }
    return "[" + String.join(",\n", rows) + "]";
  }

  private static String csv(List<Contract> contracts) {
    StringBuilder csv =
        new StringBuilder(
            "Exchange,Underlying Instrument Symbol,Instrument ID,Instrument Type,Option Type,"
                + "Strike Price,Underlying Instrument Name,Trading Symbol,Expiry,Lot Size,Tick Size\n");
    for (Contract c : contracts) {
      csv.append(
          "NSEEQ,%s,%s,%s,XX,0,%s,%s,,1,0.05\n"
              .formatted(c.symbol, c.id, c.type, c.name, c.tradingSymbol));
    }
    return csv.toString();
  }
}
