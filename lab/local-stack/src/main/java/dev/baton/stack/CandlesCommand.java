package dev.baton.stack;

import dev.baton.calendar.TradingCalendar;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.category.Universe;
import dev.baton.market.Symbol;
import dev.baton.stack.up.OptionChecks;
import dev.baton.stack.up.UsageException;
import dev.baton.synthetic.SyntheticFolder;
import dev.baton.synthetic.SyntheticStocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton candles}. */
@Command(
    name = "candles",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    headerHeading = "",
    header = "Write a folder of synthetic candles, for replays and runs of any size.",
    description = {
      "",
      "The symbols are those of the default universe, then SYM0001, SYM0002 and so on. The same options give",
      "the same candles. A file has the five-minute bars of the range and of the 25 sessions before, and all",
      "daily bars since June 2023. 2,000 symbols over a year are about 1 GB.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  ./baton candles ../synthetic --symbols 546 --from 2026-06-01 --to 2026-06-10"
    })
public final class CandlesCommand implements Callable<Integer> {

  private static final int MOST_SYMBOLS = 9999;

  /** A legacy scan asks for 30 days of hourly bars. */
  private static final int SESSIONS_BEFORE = 25;

  @Parameters(paramLabel = "DIR", description = "The folder; it must be new or empty.")
  Path folder;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      required = true,
      description = "Number of symbols, 1 to " + MOST_SYMBOLS + ".")
  int symbols;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      required = true,
      description = "First date, like 2026-06-01.")
  String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      required = true,
      description = "Last date, like 2026-06-10.")
  String to;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "194",
      description = "Another market for each seed. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Override
  public Integer call() throws IOException {
    if (symbols < 1 || symbols > MOST_SYMBOLS) {
      throw new UsageException("--symbols: %s is not 1 to %s".formatted(symbols, MOST_SYMBOLS));
    }
    new SyntheticFolder(stocks()).write(emptyFolder(), names(symbols), _ -> {});
    System.out.printf(Locale.ROOT, "%s: %s symbols, %s to %s%n", folder, symbols, from, to);
    return 0;
  }

  private SyntheticStocks stocks() {
    LocalDate first = OptionChecks.date("--from", from);
    LocalDate last = OptionChecks.date("--to", to);
    if (first.isAfter(last)) {
      throw new UsageException("--from: %s is after --to %s".formatted(first, last));
    }
    try {
      TradingCalendar calendar = TradingCalendar.nse();
      calendar.sessionDates(first, last);
      return new SyntheticStocks(calendar, first, last, SESSIONS_BEFORE, seed);
    } catch (UnknownCalendarException e) {
      throw new UsageException("--from, --to: " + e.getMessage());
    }
  }

  private Path emptyFolder() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new UsageException("DIR: %s is not empty".formatted(folder));
        }
      }
    }
    return folder;
  }

  static List<Symbol> names(int count) {
    List<Symbol> names = new ArrayList<>(Universe.DEFAULT.all());
    for (int i = 1; names.size() < count; i++) {
      names.add(Symbol.of(String.format(Locale.ROOT, "SYM%04d", i)));
    }
    return names.subList(0, count);
  }
}
