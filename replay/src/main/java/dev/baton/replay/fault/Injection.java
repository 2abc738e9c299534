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

  public static final Injection NONE = new Injection(List.of());

  public Injection {
    faults = List.copyOf(faults);
  }

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
      if (fault instanceof Fault.OpenBar) {
        laid = new FormingBarSource(laid, candles, calendar, clock, fault.scope());
      }
    }
    for (Fault fault : faults) {
      if (fault instanceof Fault.MissingBar missing) {
        laid = AlteredBarSource.missing(laid, missing);
      } else if (fault instanceof Fault.RevisedBar revised) {
        laid = AlteredBarSource.revised(laid, revised);
      }
    }
    return laid;
  }

  /** The selection that the core uses in place of this one. */
  public BarSelection selection(BarSelection due, TradingCalendar calendar) {
    BarSelection laid = due;
    for (Fault fault : faults) {
      if (fault instanceof Fault.WindowShift) {
        laid = new LateWindows(laid, fault.scope());
      } else if (fault instanceof Fault.OpenBar) {
        laid = new OpenBarSelection(laid, calendar, fault.scope());
      }
    }
    return laid;
  }

  /** The engine that the core uses in place of this one. */
  public SignalEngine engine(SignalEngine engine) {
    SignalEngine laid = engine;
    for (Fault fault : faults) {
      if (fault instanceof Fault.Rounding) {
        laid = new RoundingEngine(laid, fault.scope());
      }
    }
    return laid;
  }

  /** The core that scans in place of this one. */
  public ScanCore core(ScanCore core) {
    ScanCore laid = core;
    for (Fault fault : faults) {
      if (fault instanceof Fault.Ttl) {
        laid = new StaleCore(laid, fault.scope());
      } else if (fault instanceof Fault.LeftOut) {
        laid = new LeftOutCore(laid, fault.scope());
      }
    }
    return laid;
  }
}
