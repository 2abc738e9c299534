package dev.baton.synthetic;

import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes synthetic stocks as a folder of candles, {@code {1d,5m}/SYMBOL.csv.gz}, as recordings are. */
public final class SyntheticFolder {

  private static final String HEADER = "time,open,high,low,close,volume\n";

  private final SyntheticStocks stocks;

  public SyntheticFolder(SyntheticStocks stocks) {
    this.stocks = stocks;
  }

  /**
   * Writes the candles of these symbols, several at a time.
   *
   * @param folder is made if it is not there
   * @param written hears of each symbol that is written; safe for use by several threads
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(Path folder, Collection<Symbol> symbols, Consumer<Symbol> written)
      throws IOException {
    Path days = Files.createDirectories(folder.resolve("1d"));
    Path fiveMinutes = Files.createDirectories(folder.resolve("5m"));
    symbols.parallelStream()
        .forEach(
            symbol -> {
              SyntheticStocks.Stock stock = stocks.of(symbol);
              write(days, stock.days());
              write(fiveMinutes, stock.fiveMinutes());
              written.accept(symbol);
            });
  }

  private static void write(Path folder, CandleSeries series) {
    Path file = folder.resolve(series.symbol().value() + ".csv.gz");
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < series.size(); i++) {
      rows.append(MarketTime.text(series.time(i)))
          .append(',')
          .append(series.open(i))
          .append(',')
          .append(series.high(i))
          .append(',')
          .append(series.low(i))
          .append(',')
          .append(series.close(i))
          .append(',')
          .append(series.volume(i))
          .append('\n');
    }
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
