package dev.baton.replay.fault;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarSelection;
import dev.baton.category.Generation;
import dev.baton.market.CandleSource;
import dev.baton.market.Symbol;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.scan.MarketClock;
import dev.baton.scan.ScanCore;
import dev.baton.strategy.SignalEngine;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Faults laid around the ports of a scan core. A core under an injection is of one generation and one symbol.
 *
 * @param faults in the order in which they are laid around a port
 */
public record Injection(List<Fault> faults) {

  /** No fault. */
  public static final Injection NONE = new Injection(List.of());

  public Injection {
    faults = List.copyOf(faults);
  }

  /** Whether there is no fault. */
  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** The faults that a generation has with a symbol. */
  public Injection of(Generation generation, Symbol symbol) {
    return new Injection(
        faults.stream().filter(fault -> fault.touches(generation, symbol)).toList());
  }

  /** The slot times that the generation does not do. */
  public Set<Instant> skipped(Generation generation) {
    return faults.stream()
        .filter(fault -> fault.generation() == generation)
        .filter(Fault.SkippedScan.class::isInstance)
        .map(fault -> ((Fault.SkippedScan) fault).slot())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The source that the core uses in place of this one. */
  public CandleSource source(
      CandleSource source, RecordedCandles candles, TradingCalendar calendar, MarketClock clock) {
    CandleSource laid = source;
    // A forming bar first: it can be missing or revised like any other.
    for (Fault fault : faults) {
      if (fault instanceof Fault.OpenBar open) {
        laid = new FormingBarSource(laid, candles, calendar, clock, open.scope());
      }
    }
    for (Fault fault : faults) {
      laid =
          switch (fault) {
            case Fault.MissingBar missing -> AlteredBarSource.missing(laid, missing);
            case Fault.RevisedBar revised -> AlteredBarSource.revised(laid, revised);
            case Fault.OpenBar _,
                Fault.Ttl _,
                Fault.WindowShift _,
                Fault.SkippedScan _,
                Fault.LeftOut _,
                Fault.Rounding _ ->
                laid;
          };
    }
    return laid;
  }

  /** The selection that the core uses in place of this one. */
  public BarSelection selection(BarSelection due, TradingCalendar calendar) {
    BarSelection laid = due;
    for (Fault fault : faults) {
      laid =
          switch (fault) {
            case Fault.WindowShift shift -> new LateWindows(laid, shift.scope());
            case Fault.OpenBar open -> new OpenBarSelection(laid, calendar, open.scope());
            case Fault.MissingBar _,
                Fault.RevisedBar _,
                Fault.Ttl _,
                Fault.SkippedScan _,
                Fault.LeftOut _,
                Fault.Rounding _ ->
                laid;
          };
    }
    return laid;
  }

  /** The engine that the core uses in place of this one. */
  public SignalEngine engine(SignalEngine engine) {
    SignalEngine laid = engine;
    for (Fault fault : faults) {
      laid =
          switch (fault) {
            case Fault.Rounding rounding -> new RoundingEngine(laid, rounding.scope());
            case Fault.MissingBar _,
                Fault.RevisedBar _,
                Fault.Ttl _,
                Fault.WindowShift _,
                Fault.OpenBar _,
                Fault.SkippedScan _,
                Fault.LeftOut _ ->
                laid;
          };
    }
    return laid;
  }

  /** The core that scans in place of this one. */
  public ScanCore core(ScanCore core) {
    ScanCore laid = core;
    for (Fault fault : faults) {
      laid =
          switch (fault) {
            case Fault.Ttl ttl -> new StaleCore(laid, ttl.scope());
            case Fault.LeftOut leftOut -> new LeftOutCore(laid, leftOut.scope());
            case Fault.MissingBar _,
                Fault.RevisedBar _,
                Fault.WindowShift _,
                Fault.OpenBar _,
                Fault.SkippedScan _,
                Fault.Rounding _ ->
                laid;
          };
    }
    return laid;
  }
}
