package dev.baton.judge.golden;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.baton.category.Category;
import dev.baton.market.Symbol;
import dev.baton.replay.ReplayException;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;

/**
 * Reference signals of another implementation: for some symbols, every signal of three strategies over every recorded bar,
 * for every category, in its universe or not. A window there is every bar whose date is not before the bar's date minus
 * {@link #days} calendar days.
 *
 * @param signals by key, in the order of the file
 */
public record GoldenSignals(Map<SignalKey, StrategySignal> signals) {

  public GoldenSignals {
    signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
  }

  /** Calendar days of a category's windows there. */
  static int days(Category category) {
    return switch (category) {
      case DAY_TRADING -> 2;
      case SHORT_SELLING, SHORT_TERM -> 100;
      case LONG_TERM -> 250;
    };
  }

  /**
   * Reads a file.
   *
   * @param file CSV, or CSV in gzip
   * @throws ReplayException if it cannot be read or understood; the message names the line
   */
  public static GoldenSignals read(Path file) {
    Map<SignalKey, StrategySignal> signals = new LinkedHashMap<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream stream = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        CsvReader<NamedCsvRecord> csv =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (NamedCsvRecord line : csv) {
        add(file, line, signals);
      }
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw new ReplayException("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
    if (signals.isEmpty()) {
      throw new ReplayException(file + " has no signal");
    }
    return new GoldenSignals(signals);
  }

  private static void add(Path file, NamedCsvRecord line, Map<SignalKey, StrategySignal> signals) {
    try {
      Strategy strategy = Strategy.valueOf(line.getField("strategy").toUpperCase(Locale.ROOT));
      Side side = Side.valueOf(line.getField("side"));
      SignalKey key =
          new SignalKey(
              Category.ofLabel(line.getField("category")),
              Symbol.of(line.getField("symbol")),
              strategy,
              side,
              OffsetDateTime.parse(line.getField("bar_time")).toInstant());
      signals.put(
          key,
          new StrategySignal(
              strategy,
              side,
              number(line, "entry"),
              number(line, "stop_loss"),
              number(line, "target"),
              number(line, "confidence")));
    } catch (IllegalArgumentException | NoSuchElementException | DateTimeParseException e) {
      throw new ReplayException(
          "%s, line %d: %s".formatted(file, line.getStartingLineNumber(), e.getMessage()));
    }
  }

  private static double number(NamedCsvRecord line, String field) {
    return Double.parseDouble(line.getField(field));
  }
}
