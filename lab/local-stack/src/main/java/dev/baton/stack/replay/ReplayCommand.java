package dev.baton.stack.replay;

import dev.baton.csv.DataFileException;
import dev.baton.replay.ReplayException;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.up.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    headerHeading = "",
    header = "Replay recorded candles through both generations and compare what they find.",
    description = {
      "",
      "Both scan cores see every slot of the range with a stepped clock, as their services would have.",
      "The same candles and options give the same report and signals, byte for byte.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no difference, and whatever could not be compared is a hole in the candles",
      "1:a difference, or something was not scanned for another reason",
      "2:an option or a candle file that cannot be used; nothing is written"
    },
    footer = {
      "",
      "A fault is [GENERATION:]KIND[@SYMBOL[@TIME]].",
      "  GENERATION  optimized or legacy; optimized if it is not said",
      "  KIND        bar_missing, bar_revised, ttl (30 minutes, whatever bar is due),",
      "              window_shift, open_bar, skipped_scan, symbol_left_out, rounding",
      "  SYMBOL      or 'all' for a fault that lasts",
      "  TIME        at the exchange: a 5-minute bar or a slot like 2026-06-10T11:05,",
      "              a daily bar or a session like 2026-06-10; one that lasts begins then",
      "What is left open is chosen by --seed where the fault can matter.",
      "",
      "Examples, with C for --candles ../shared/market-data:",
      "  ./baton replay C --from 2026-01-27 --to 2026-06-12 --report r.json",
      "  ./baton replay C --from 2016-01-01 --to 2026-06-12 --signals signals.csv \\",
      "      --categories short_selling,short_term,long_term",
      "  ./baton replay C --from 2026-05-20 --to 2026-06-12 --inject ttl@all"
    })
public final class ReplayCommand implements Callable<Integer> {

  @Option(
      names = "--candles",
      paramLabel = "DIR",
      required = true,
      description = "Folder of recorded candles, {1d,5m}/SYMBOL.csv.gz.")
  Path candles;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      required = true,
      description = "First date, like 2026-01-27.")
  String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      required = true,
      description = "Last date, like 2026-06-12.")
  String to;

  @Option(
      names = "--categories",
      paramLabel = "A,B",
      description = "Of day_trading, short_selling, short_term, long_term. Default: all.")
  Optional<String> categories;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
  Optional<Path> report;

  @Option(
      names = "--signals",
      paramLabel = "FILE",
      description = "Write the signals of both generations as CSV.")
  Optional<Path> signals;

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description = "Hold the signals against reference signals, golden/signals.csv.gz.")
  Optional<Path> golden;

  @Option(
      names = "--inject",
      paramLabel = "FAULTS",
      description = "Put faults into one side, separated by commas; see below.")
  Optional<String> inject;

  @Option(
      names = "--judge",
      paramLabel = "N",
      description = "Put every kind of fault in N places and count the causes that are found.")
  Optional<Integer> judge;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides where faults go whose place is left open. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Symbols at a time. Default: one for each processor.")
  Optional<Integer> threads;

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean isTerminal = Boolean.getBoolean("baton.terminal");
    ReplayOrder order = ReplayOrder.of(this, System.getenv());
    try {
      return new RunningReplay(order, Terminal.standard(isTerminal), isTerminal).run();
    } catch (ReplayException | DataFileException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
