package dev.baton.market;

import dev.baton.csv.DataFileException;
import dev.baton.csv.HeadedCsv;
import dev.baton.csv.PlainNumber;
import dev.baton.csv.PlainTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of recorded candles: {@code 1d/SYMBOL.csv.gz} and {@code 5m/SYMBOL.csv.gz} (or {@code .csv}), UTF-8, with the
 * header {@value #HEADER}. {@code time} is the bar's open with its offset, ascending without duplicates. The ending may be in
 * capitals. Hidden files, and files without {@code .csv} in their names, are ignored; another ending after it is refused.
 */
public final class CandleFolder {

  static final String HEADER = "time,open,high,low,close,volume";

  private static final Map<Timeframe, String> FOLDERS =
      Map.of(Timeframe.ONE_DAY, "1d", Timeframe.FIVE_MINUTES, "5m");

  private final Path folder;
  private final Map<Timeframe, Map<Symbol, Path>> files;

  private CandleFolder(Path folder, Map<Timeframe, Map<Symbol, Path>> files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * Lists a folder. No file is read yet.
   *
   * @throws DataFileException if the folder has no candle file of either timeframe
   */
  public static CandleFolder open(Path folder) {
    Map<Timeframe, Map<Symbol, Path>> files = new EnumMap<>(Timeframe.class);
    FOLDERS.forEach((timeframe, name) -> files.put(timeframe, list(folder.resolve(name))));
    if (files.values().stream().allMatch(Map::isEmpty)) {
      throw defect(
          folder,
          "no candles here; expected files like 1d/RELIANCE.csv.gz or 5m/RELIANCE.csv",
          null);
    }
    return new CandleFolder(folder, files);
  }

  private static Map<Symbol, Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    Map<Symbol, Path> found = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path file : entries.sorted().toList()) {
        String name = file.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (hidden(name) || !lower.contains(".csv")) {
          continue;
        }
        if (!lower.endsWith(".csv") && !lower.endsWith(".csv.gz")) {
          throw defect(
              file,
              "the name is not like TCS.csv or TCS.csv.gz; rename the file or move it away",
              null);
        }
        requireFile(file);
        Symbol symbol = symbol(file, name.substring(0, lower.indexOf(".csv")));
        if (found.put(symbol, file) != null) {
          throw defect(
              file, "there is a second file of " + symbol + "; keep .csv or .csv.gz", null);
        }
      }
    } catch (IOException e) {
      throw defect(folder, "cannot be listed: " + e.getMessage(), e);
    }
    return found;
  }

  private static void requireFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw defect(file, "is a folder; expected a file", null);
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw defect(
          file,
          "is a link to %s, which is not there".formatted(Files.readSymbolicLink(file)),
          null);
    }
  }

  /** Like ._TCS.csv.gz, in which macOS keeps a file's attributes on another file system. */
  private static boolean hidden(String name) {
    return name.startsWith(".");
  }

  private static Symbol symbol(Path file, String name) {
    try {
      return Symbol.of(name);
    } catch (IllegalArgumentException e) {
      throw defect(file, e.getMessage(), e);
    }
  }

  /** The symbols with candles, in order; empty for a derived timeframe. */
  public Set<Symbol> symbols(Timeframe timeframe) {
    return Collections.unmodifiableSet(files.getOrDefault(timeframe, Map.of()).keySet());
  }

  /**
   * The candles of a symbol; an empty series if there is no file.
   *
   * @throws DataFileException if the file cannot be read or a line is malformed
   */
  public CandleSeries read(Symbol symbol, Timeframe timeframe) {
    Path file = files.getOrDefault(timeframe, Map.of()).get(symbol);
    return file == null
        ? CandleSeries.empty(symbol, timeframe)
        : CandleSeries.of(symbol, timeframe, candles(file, timeframe));
  }

  private static List<Candle> candles(Path file, Timeframe timeframe) {
    List<Candle> candles = new ArrayList<>();
    HeadedCsv.read(
        file,
        HEADER,
        line -> {
          Candle candle = candle(line, timeframe);
          if (!candles.isEmpty() && !candle.time().isAfter(candles.getLast().time())) {
            throw new IllegalArgumentException(
                "time %s does not follow %s; times must ascend without duplicates"
                    .formatted(line.field("time"), MarketTime.offset(candles.getLast().time())));
          }
          candles.add(candle);
        });
    return candles;
  }

  private static Candle candle(HeadedCsv.Line line, Timeframe timeframe) {
    Instant time =
        line.parsed("time", PlainTime::parse, "a time; expected like 2026-06-10T09:15:00+05:30")
            .toInstant();
    if (!timeframe.intraday() && !MarketTime.local(time).toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new IllegalArgumentException(
          "time %s of a daily bar; expected 00:00:00+05:30 of its date"
              .formatted(line.field("time")));
    }
    return new Candle(
        time,
        price(line, "open"),
        price(line, "high"),
        price(line, "low"),
        price(line, "close"),
        line.parsed("volume", CandleFolder::shares, "a number of shares; expected like 1024"));
  }

  private static long shares(String text) {
    try {
      return text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
          ? PlainNumber.whole(text)
          : Candle.shares(PlainNumber.exact(text));
    } catch (ArithmeticException e) {
      throw new NumberFormatException(e.getMessage());
    }
  }

  private static double price(HeadedCsv.Line line, String column) {
    return line.parsed(column, PlainNumber::decimal, "a number; expected like 1024.5");
  }

  private static DataFileException defect(Path file, String defect, Throwable cause) {
    return new DataFileException(file + ": " + defect, cause);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
