package dev.baton.stack.replay;

import dev.baton.market.CandleSeries;
import dev.baton.market.Timeframe;
import dev.baton.replay.market.CandleSum;
import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.report.ReportFold;
import dev.baton.replay.report.SignalsCsv;
import dev.baton.replay.run.Cpu;
import dev.baton.replay.run.Replay;
import java.util.List;
import java.util.Optional;

/** What is kept of a replay whose symbols come one after another. */
final class SymbolSums {

  private final ReportFold fold;
  private final CandleSum candles;
  private final boolean keepsSignals;
  private final SignalsCsv signals = new SignalsCsv();
  private Cpu cpu = Cpu.NONE;

  /**
   * @param keepsSignals whether {@link #signals} is asked for
   */
  SymbolSums(Replay replay, boolean keepsSignals) {
    this.fold = new ReportFold(replay);
    this.candles = replay.candles().sumOfDays();
    this.keepsSignals = keepsSignals;
  }

  /** What is kept of a symbol until its turn comes. */
  record Digest(
      ReportFold.Part part, Optional<SignalsCsv.Part> signals, CandleSeries fiveMinutes, Cpu cpu) {}

  /** Makes what is kept of a symbol. Safe for use by several threads. */
  Digest digest(Replay.OfSymbol of) {
    return new Digest(
        fold.part(of.run()),
        keepsSignals ? Optional.of(SignalsCsv.lines(of.run())) : Optional.empty(),
        of.candles().series(of.symbol(), Timeframe.FIVE_MINUTES),
        of.cpu());
  }

  /** Adds the next symbol; in order, one thread at a time. */
  void add(Digest digest) {
    fold.add(digest.part());
    digest.signals().ifPresent(signals::add);
    candles.add(digest.fiveMinutes());
    cpu = cpu.plus(digest.cpu());
  }

  ReplayReport report() {
    return fold.report(candles, List.of());
  }

  /** The signals of all symbols as CSV. */
  String signals() {
    return signals.text();
  }

  Cpu cpu() {
    return cpu;
  }
}
