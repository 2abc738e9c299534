package dev.baton.judge;

import dev.baton.category.Generation;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.parity.PublishedSignal;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.fault.Scope;
import dev.baton.replay.placement.Placement;
import dev.baton.replay.run.Replay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A fault somewhere near a real signal.
 *
 * @param near the symbol of that signal
 * @param timeframe of that signal
 * @param from first date of the sessions that show what it does
 * @param to last date of them
 */
record RandomFault(Fault fault, Symbol near, Timeframe timeframe, LocalDate from, LocalDate to) {

  /** The longest distance of a bar that can be the reason for a signal. */
  private static final int BARS_BEFORE = 30;

  /** Sessions that see a five-minute bar in their windows: its own and two more. */
  private static final int INTRADAY_REACH = 2;

  /** Enough sessions to see what a daily bar does; its window is longer. */
  private static final int DAILY_REACH = 20;

  /**
   * @param signals of the generation, where it may be
   */
  static RandomFault draw(
      FaultKind kind,
      Generation generation,
      List<PublishedSignal> signals,
      Replay replay,
      RandomGenerator random) {
    PublishedSignal signal = signals.get(random.nextInt(signals.size()));
    Symbol symbol = signal.signal().key().symbol();
    Timeframe timeframe = signal.signal().key().category().signalTimeframe();
    LocalDate session = MarketTime.date(signal.slot());
    Instant bar = barBefore(signal, replay.candles().series(symbol, timeframe), random);
    Scope scope =
        new Scope(
            Optional.of(symbol),
            Optional.of(MarketTime.startOf(session(replay, session, -random.nextInt(2)))));
    Fault fault =
        switch (kind) {
          case BAR_MISSING -> new Fault.MissingBar(generation, symbol, timeframe, bar);
          case BAR_REVISED ->
              new Fault.RevisedBar(generation, symbol, timeframe, bar, Placement.factor(random));
          case TTL -> new Fault.Ttl(generation, scope);
          case WINDOW_SHIFT -> new Fault.WindowShift(generation, scope);
          case OPEN_BAR -> new Fault.OpenBar(generation, scope);
          case SKIPPED_SCAN -> new Fault.SkippedScan(generation, signal.slot());
          case SYMBOL_LEFT_OUT -> new Fault.LeftOut(generation, scope);
          case ROUNDING -> new Fault.Rounding(generation, scope);
        };
    return new RandomFault(
        fault,
        symbol,
        timeframe,
        session(replay, session, -2),
        session(replay, session, timeframe.intraday() ? INTRADAY_REACH : DAILY_REACH));
  }

  private static Instant barBefore(
      PublishedSignal signal, CandleSeries series, RandomGenerator random) {
    int at = series.indexOf(signal.signal().key().barTime());
    int first = series.lowerBound(signal.signal().input().firstBar());
    return series.time(Math.max(first, at - random.nextInt(BARS_BEFORE)));
  }

  /** The session that is so many after that one, or before it; the first or last of the replay if there is none. */
  private static LocalDate session(Replay replay, LocalDate session, int after) {
    List<LocalDate> sessions = replay.sessions();
    return sessions.get(Math.clamp(sessions.indexOf(session) + after, 0, sessions.size() - 1));
  }
}
