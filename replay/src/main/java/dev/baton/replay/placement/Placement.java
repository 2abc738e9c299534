package dev.baton.replay.placement;

import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.parity.BarKey;
import dev.baton.parity.PublishedSignal;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.fault.Scope;
import dev.baton.replay.run.GenerationRecord;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayPlan;
import dev.baton.replay.run.ReplayRun;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Finds the places of the requested faults: the requested one, or one where the fault can change a result. The same requests and
 * seed give the same places.
 *
 * @param seed chooses the places that the requests leave open
 */
public record Placement(Replay replay, List<FaultOrder> orders, long seed) {

  public Placement {
    orders = List.copyOf(orders);
  }

  /**
   * Checks the requests before the replay.
   *
   * @throws ReplayException if there is no such bar, slot or session; the message names those that exist
   */
  public void check() {
    orders.forEach(order -> order.when().ifPresent(when -> check(order, when)));
  }

  /**
   * Finds a place for each fault, in their order.
   *
   * @param clean a run without faults: its signals show where a fault can change a result
   * @throws ReplayException if one has no place
   */
  public List<Fault> place(ReplayRun clean) {
    check();
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (FaultOrder order : orders) {
      faults.add(place(order, clean, random));
    }
    return faults;
  }

  private void check(FaultOrder order, FaultOrder.When when) {
    switch (order.kind()) {
      case BAR_MISSING, BAR_REVISED -> {
        if (withBar(order, when).isEmpty()) {
          throw new ReplayException(noBar(order, when));
        }
      }
      case SKIPPED_SCAN -> checkSlot(order, when);
      case TTL, WINDOW_SHIFT, OPEN_BAR, SYMBOL_LEFT_OUT, ROUNDING -> {
        if (!replay.sessions().contains(MarketTime.date(when.at()))) {
          throw new ReplayException(
              "%s: %s is in no session of the range; the first is %s, the last %s"
                  .formatted(
                      order.kind().label(),
                      when,
                      replay.sessions().getFirst(),
                      replay.sessions().getLast()));
        }
      }
    }
  }

  private void checkSlot(FaultOrder order, FaultOrder.When when) {
    LocalDate date = MarketTime.date(when.at());
    List<Instant> that =
        replay.plan(order.generation()).steps().stream()
            .map(ReplayPlan.Step::slot)
            .filter(slot -> MarketTime.date(slot).equals(date))
            .toList();
    if (!that.contains(when.at())) {
      throw new ReplayException(
          "skipped_scan: %s is no slot of %s; %s"
              .formatted(
                  when,
                  order.generation().label(),
                  that.isEmpty()
                      ? "%s is no session of the range".formatted(date)
                      : that.stream()
                          .map(slot -> MarketTime.local(slot).toLocalTime().toString())
                          .collect(Collectors.joining(", ", "that day's are ", ""))));
    }
  }

  private List<Symbol> withBar(FaultOrder order, FaultOrder.When when) {
    return replay.range().symbols().stream()
        .filter(order.who()::allows)
        .filter(symbol -> replay.candles().series(symbol, timeframe(when)).indexOf(when.at()) >= 0)
        .toList();
  }

  private static Timeframe timeframe(FaultOrder.When when) {
    return when.dateOnly() ? Timeframe.ONE_DAY : Timeframe.FIVE_MINUTES;
  }

  private String noBar(FaultOrder order, FaultOrder.When when) {
    Timeframe timeframe = timeframe(when);
    String text = "%s: %s has no %s bar of %s%s";
    String kind = order.kind().label();
    return order.who() instanceof FaultOrder.One(Symbol symbol)
        ? text.formatted(kind, symbol, timeframe.label(), when, near(symbol, timeframe, when))
        : text.formatted(kind, "any symbol", timeframe.label(), when, "");
  }

  private String near(Symbol symbol, Timeframe timeframe, FaultOrder.When when) {
    CandleSeries series = replay.candles().series(symbol, timeframe);
    if (series.isEmpty()) {
      return "; nothing was recorded";
    }
    LocalDate date = MarketTime.date(when.at());
    CandleSeries day = series.between(MarketTime.startOf(date), MarketTime.endOf(date));
    return timeframe.intraday() && !day.isEmpty()
        ? "; that day's open every 5 minutes from %s to %s"
            .formatted(
                MarketTime.local(day.time(0)).toLocalTime(),
                MarketTime.local(day.lastTime()).toLocalTime())
        : "; recorded are %s to %s"
            .formatted(MarketTime.date(series.time(0)), MarketTime.date(series.lastTime()));
  }

  private Fault place(FaultOrder order, ReplayRun clean, RandomGenerator random) {
    return switch (order.kind()) {
      case BAR_MISSING, BAR_REVISED -> bar(order, clean, random);
      case SKIPPED_SCAN ->
          new Fault.SkippedScan(
              order.generation(),
              order
                  .when()
                  .map(FaultOrder.When::at)
                  .orElseGet(() -> lonely(order, clean, random).slot()));
      case TTL -> new Fault.Ttl(order.generation(), scope(order, clean, random));
      case WINDOW_SHIFT -> new Fault.WindowShift(order.generation(), scope(order, clean, random));
      case OPEN_BAR -> new Fault.OpenBar(order.generation(), scope(order, clean, random));
      case SYMBOL_LEFT_OUT -> new Fault.LeftOut(order.generation(), scope(order, clean, random));
      case ROUNDING -> new Fault.Rounding(order.generation(), scope(order, clean, random));
    };
  }

  private Fault bar(FaultOrder order, ReplayRun clean, RandomGenerator random) {
    if (order.when().isPresent()) {
      FaultOrder.When when = order.when().get();
      List<Symbol> symbols = withBar(order, when);
      return bar(
          order, symbols.get(random.nextInt(symbols.size())), timeframe(when), when.at(), random);
    }
    PublishedSignal signal = anyOf(order, clean, random, _ -> true);
    return bar(
        order,
        signal.key().symbol(),
        signal.key().category().signalTimeframe(),
        signal.key().barTime(),
        random);
  }

  private static Fault bar(
      FaultOrder order, Symbol symbol, Timeframe timeframe, Instant bar, RandomGenerator random) {
    return order.kind() == FaultKind.BAR_MISSING
        ? new Fault.MissingBar(order.generation(), symbol, timeframe, bar)
        : new Fault.RevisedBar(order.generation(), symbol, timeframe, bar, factor(random));
  }

  /** Between 0.3 % and 2 % up or down: a correction, not another stock. */
  public static double factor(RandomGenerator random) {
    double share = 0.003 + 0.017 * random.nextDouble();
    return random.nextBoolean() ? 1 + share : 1 - share;
  }

  private Scope scope(FaultOrder order, ReplayRun clean, RandomGenerator random) {
    Optional<Instant> from = order.when().map(FaultOrder.When::at);
    Optional<Symbol> symbol =
        switch (order.who()) {
          case FaultOrder.All _ -> Optional.empty();
          case FaultOrder.One(Symbol one) -> Optional.of(one);
          case FaultOrder.Chosen _ ->
              Optional.of(
                  anyOf(
                          order,
                          clean,
                          random,
                          signal -> from.isEmpty() || !signal.slot().isBefore(from.get()))
                      .key()
                      .symbol());
        };
    return new Scope(symbol, from);
  }

  /** A signal of a bar that was evaluated in one slot only. */
  private PublishedSignal lonely(FaultOrder order, ReplayRun clean, RandomGenerator random) {
    GenerationRecord record = clean.of(order.generation());
    Set<BarKey> often = new HashSet<>();
    Set<BarKey> seen = new HashSet<>();
    record
        .evaluations()
        .forEach(
            evaluation -> {
              if (!evaluation.slot().equals(evaluation.lastSlot()) || !seen.add(evaluation.bar())) {
                often.add(evaluation.bar());
              }
            });
    return anyOf(order, clean, random, signal -> !often.contains(BarKey.of(signal.key())));
  }

  private PublishedSignal anyOf(
      FaultOrder order,
      ReplayRun clean,
      RandomGenerator random,
      Predicate<PublishedSignal> matters) {
    List<PublishedSignal> signals =
        clean.of(order.generation()).signals().stream()
            .filter(signal -> order.who().allows(signal.key().symbol()))
            .filter(matters)
            .toList();
    if (signals.isEmpty()) {
      throw new ReplayException(
          "%s: no signal of %s in the range shows where it would matter; say where, like %s@RELIANCE@2026-06-10T11:05"
              .formatted(order.kind().label(), order.generation().label(), order.kind().label()));
    }
    return signals.get(random.nextInt(signals.size()));
  }
}
