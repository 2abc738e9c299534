package dev.baton.optimized.replay;

import dev.baton.category.Universe;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.replay.SyntheticCandles;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of synthetic candles of every symbol, given to the service. */
public class RecordedFolder implements QuarkusTestResourceLifecycleManager {

  private Path folder;

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("recorded");
      String[] symbols = Universe.DEFAULT.all().stream().map(Symbol::value).toArray(String[]::new);
      for (CandleSeries series : SyntheticCandles.series(_ -> false, symbols)) {
        Path file = file(folder, series.symbol().value(), series.timeframe());
        Files.createDirectories(file.getParent());
        Files.writeString(file, csv(series));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("baton.parity.replay-candles", folder.toString());
  }

  /** Where the candles of a symbol are. */
  static Path file(Path folder, String symbol, Timeframe timeframe) {
    return folder.resolve(timeframe.intraday() ? "5m" : "1d").resolve(symbol + ".csv");
  }

  private static String csv(CandleSeries series) {
    StringBuilder csv = new StringBuilder("time,open,high,low,close,volume\n");
    for (int i = 0; i < series.size(); i++) {
      csv.append(MarketTime.text(series.time(i))).append(',');
      csv.append(series.open(i)).append(',');
      csv.append(series.high(i)).append(',');
      csv.append(series.low(i)).append(',');
      csv.append(series.close(i)).append(',');
      csv.append(series.volume(i)).append('\n');
    }
    return csv.toString();
  }

  @Override
  public void stop() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
