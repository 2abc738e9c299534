package dev.baton.runtime.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.ownership.Mode;
import dev.baton.ownership.Ownership;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.slot.Publication;
import dev.baton.runtime.slot.Publication.CompletedScan;
import dev.baton.runtime.slot.PublishOutcome;
import dev.baton.runtime.slot.SlotClaim;
import dev.baton.runtime.slot.SlotStore;
import dev.baton.runtime.store.PanacheSlotStore;
import dev.baton.scan.Lookups;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.ScanResult;
import dev.baton.scan.ScanResult.Cost;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import dev.baton.strategy.StrategySignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The scans of one process of a generation, published as a service would; another instance is the process after a restart.
 * Times are local at the exchange.
 */
public final class Scans {

  private final SlotStore store;

  /** A process that has published nothing. */
  public Scans(Generation generation, Mode mode) {
    this(SchedulerSettings.defaults(generation), mode);
  }

  /** A process with other settings. */
  public Scans(SchedulerSettings settings, Mode mode) {
    this.store = new PanacheSlotStore(settings, RulesInForce.DEFAULT, Ownership.always(mode));
  }

  /** Opens its slots; those of a generation are due from the time that its first process gave. */
  public void start(Category category, String ifFirst) {
    store.scheduleStart(category, at(ifFirst));
  }

  /** One scan of a slot; each result counts for its category. */
  public void publish(String slot, SymbolResult... results) {
    assertThat(publish(publication(slot, results))).isEqualTo(PublishOutcome.STORED);
  }

  /** One scan of a slot, with these results of bars that earlier slots awaited. */
  public void publishLate(String slot, List<SymbolResult> late, SymbolResult... due) {
    Publication without = publication(slot, due);
    CompletedScan scan = without.scans().getFirst();
    ScanResult result = scan.result();
    assertThat(
            publish(
                new Publication(
                    without.slot(),
                    false,
                    List.of(
                        new CompletedScan(
                            scan.id(),
                            scan.name(),
                            scan.startedAt(),
                            scan.finishedAt(),
                            new ScanResult(
                                result.symbols(),
                                late,
                                result.costs(),
                                result.calls(),
                                result.duration()))))))
        .isEqualTo(PublishOutcome.STORED);
  }

  /** The bars of a symbol that a slot of the category still awaits. */
  public List<Instant> awaited(Category category, String symbol, String slot) {
    return store.awaited(at(slot), Set.of(category)).of(category, Symbol.of(symbol), at(slot));
  }

  /** Begins the publication's slots and publishes it. */
  public PublishOutcome publish(Publication publication) {
    return publish(begin(publication), publication);
  }

  /** Publishes with that claim. */
  public PublishOutcome publish(SlotClaim claim, Publication publication) {
    return store.publish(claim, publication);
  }

  /** Begins the slots that the publication is of. */
  public SlotClaim begin(Publication publication) {
    Set<Category> categories =
        publication.scans().stream()
            .flatMap(scan -> scan.result().costs().keySet().stream())
            .collect(Collectors.toSet());
    return store.begin(publication.slot(), categories, publication.slot(), false);
  }

  /** One scan of a slot, to be published. */
  public static Publication publication(String slot, SymbolResult... results) {
    Instant time = at(slot);
    Map<Category, Cost> costs = new EnumMap<>(Category.class);
    for (SymbolResult result : results) {
      costs.put(result.category(), new Cost(new Lookups(2, 1), 1, Duration.ofMillis(5)));
    }
    ScanResult result = new ScanResult(Arrays.asList(results), costs, 1, Duration.ofMillis(5));
    return new Publication(
        time,
        false,
        List.of(new CompletedScan(UUID.randomUUID(), "scan", time, time.plusSeconds(3), result)));
  }

  /** The category saw that window and found these signals. */
  public static SymbolResult evaluated(Category category, CandleSeries window, Signal... signals) {
    return new SymbolResult(
        category,
        window.symbol(),
        window.lastTime(),
        Outcome.EVALUATED,
        Optional.of(Fingerprint.of(window)),
        Optional.of(window),
        List.of(signals),
        "");
  }

  /** The window lacked that many bars, too many for an evaluation. */
  public static SymbolResult incomplete(Category category, CandleSeries window, int lacking) {
    return new SymbolResult(
        category,
        window.symbol(),
        window.lastTime(),
        Outcome.INCOMPLETE,
        Optional.of(Fingerprint.of(window)),
        Optional.of(window),
        lacking,
        List.of(),
        lacking + " bars are not there");
  }

  /** The price of the window breaks, and nothing explains it. */
  public static SymbolResult suspended(Category category, CandleSeries window) {
    return new SymbolResult(
        category,
        window.symbol(),
        window.lastTime(),
        Outcome.SUSPENDED,
        Optional.of(Fingerprint.of(window)),
        Optional.of(window),
        List.of(),
        "the price breaks");
  }

  /** The bar was not there. */
  public static SymbolResult barMissing(Category category, String symbol, String bar) {
    return new SymbolResult(
        category,
        Symbol.of(symbol),
        at(bar),
        Outcome.BAR_MISSING,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "no bar of " + bar);
  }

  /** A momentum signal of the window's last bar. */
  public static Signal signal(Category category, CandleSeries window, Side side) {
    double entry = window.close(window.size() - 1);
    return new Signal(
        new SignalKey(category, window.symbol(), Strategy.MOMENTUM, side, window.lastTime()),
        new StrategySignal(Strategy.MOMENTUM, side, entry, entry - 1.5, entry + 3.25, 0.8),
        Fingerprint.of(window));
  }

  /** Bars one after another from that time on, with prices that no short decimal can write. */
  public static CandleSeries bars(String symbol, Timeframe timeframe, String first, int count) {
    List<Candle> candles = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double close = 1000 + Math.sin(i + symbol.hashCode()) * 100 / 3;
      candles.add(
          new Candle(
              at(first).plus(timeframe.length().multipliedBy(i)),
              close + 0.1 + 0.2,
              close + 1 / 3.0 + 1,
              close - 1e-7 - 1,
              close,
              1_000 + i));
    }
    return CandleSeries.of(Symbol.of(symbol), timeframe, candles);
  }

  /** The same with another close at bar i. */
  public static CandleSeries revised(CandleSeries series, int i) {
    List<Candle> candles = new ArrayList<>(series.toList());
    Candle bar = candles.get(i);
    candles.set(
        i,
        new Candle(
            bar.time(), bar.open(), bar.high(), bar.low(), bar.close() + 0.05, bar.volume()));
    return CandleSeries.of(series.symbol(), series.timeframe(), candles);
  }

  /** The same without bar i. */
  public static CandleSeries without(CandleSeries series, int i) {
    List<Candle> candles = new ArrayList<>(series.toList());
    candles.remove(i);
    return CandleSeries.of(series.symbol(), series.timeframe(), candles);
  }

  /** The instant of that local time. */
  public static Instant at(String local) {
    return LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }
}
