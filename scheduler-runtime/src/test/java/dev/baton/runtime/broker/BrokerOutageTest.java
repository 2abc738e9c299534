package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.test.FixedSlotClock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerOutageTest {

  private static final Symbol ITC = Symbol.of("ITC");
  private static final Symbol SBIN = Symbol.of("SBIN");
  private static final Symbol TCS = Symbol.of("TCS");

  private static final CandleFailure DOWN =
      new CandleFailure.Unavailable("the broker failed (HTTP 500)");
  private static final FixedSlotClock CLOCK = new FixedSlotClock();

  private static final Set<Timeframe> DAILY = Set.of(Timeframe.ONE_DAY);

  private int answersLeft = 100;
  private final Map<Symbol, CandleFailure> failing = new HashMap<>();
  private final List<Symbol> asked = new ArrayList<>();
  private final Set<Timeframe> down = EnumSet.noneOf(Timeframe.class);
  private final Set<Priority> priorities = EnumSet.noneOf(Priority.class);
  private final BrokerState state = new BrokerState(CLOCK);
  private final BrokerOutage outage =
      new BrokerOutage(state, this::fetch, universe("TCS", "ITC", "SBIN"), CLOCK);

  private static SchedulerSettings universe(String... symbols) {
    return SchedulerSettings.of(
        Generation.LEGACY,
        Stream.of(Category.values())
            .collect(Collectors.toMap(Category::label, _ -> List.of(symbols))),
        Map.of());
  }

  private CandleSeries fetch(CandleRequest request) throws CandleSourceException {
    asked.add(request.symbol());
    priorities.add(request.priority());
    if (down.contains(request.timeframe())
        || !failing.containsKey(request.symbol()) && answersLeft-- <= 0) {
      throw new CandleSourceException(DOWN);
    }
    if (failing.containsKey(request.symbol())) {
      throw new CandleSourceException(failing.get(request.symbol()));
    }
    return CandleSeries.empty(request.symbol(), request.timeframe());
  }

  @Test
  void asksForASymbolThatDoesNotFail() throws InterruptedException {
    assertThat(outage.probe(Set.of(ITC, SBIN), DAILY, Priority.LIVE)).isEmpty();
    assertThat(asked).containsExactly(TCS, TCS, TCS);
  }

  @Test
  void asksForAFailingOneIfThereIsNoOther() throws InterruptedException {
    assertThat(outage.probe(Set.of(ITC, SBIN, TCS), DAILY, Priority.LIVE)).isEmpty();
    assertThat(asked).containsExactly(ITC, ITC, ITC);
  }

  @Test
  void oneAnswerThatRefusesASymbolSaysNothingOfTheOthers() throws InterruptedException {
    failing.put(ITC, new CandleFailure.Rejected("EC947", "unknown instrument"));

    assertThat(outage.probe(Set.of(TCS), DAILY, Priority.LIVE)).isEmpty();
    assertThat(asked).containsExactly(ITC, SBIN, SBIN, SBIN);
  }

  @Test
  void aBrokerThatHasNothingForAnySymbolIsOut() throws InterruptedException {
    for (Symbol symbol : List.of(ITC, SBIN, TCS)) {
      failing.put(symbol, new CandleFailure.NoData("no candle of " + symbol));
    }

    assertThat(outage.probe(Set.of(ITC), DAILY, Priority.LIVE))
        .isEqualTo(Optional.of("no candle of ITC"));
  }

  @Test
  void aSymbolWhoseCallsAlwaysFailKeepsNoOtherSlotWaiting() throws InterruptedException {
    failing.put(ITC, new CandleFailure.TimedOut("no answer within 8000 ms"));

    assertThat(outage.probe(Set.of(TCS), DAILY, Priority.LIVE)).isEmpty();
    assertThat(asked).containsExactly(ITC, SBIN, SBIN, SBIN);
  }

  @Test
  void aBrokerThatAnswersForNoSymbolIsOut() throws InterruptedException {
    for (Symbol symbol : List.of(ITC, SBIN, TCS)) {
      failing.put(symbol, new CandleFailure.Unavailable("the broker failed (HTTP 500)"));
    }

    assertThat(outage.probe(Set.of(TCS), DAILY, Priority.LIVE))
        .contains("the broker failed (HTTP 500)");
    assertThat(asked).containsExactly(ITC, SBIN, TCS);
  }

  @Test
  void whatFailsForEverySymbolIsAskedOnlyOnce() throws InterruptedException {
    failing.put(ITC, new CandleFailure.LoginNeeded("login needed: no session for this date"));

    assertThat(outage.probe(Set.of(TCS), DAILY, Priority.LIVE))
        .contains("login needed: no session for this date");
    assertThat(asked).containsExactly(ITC);
  }

  @Test
  void aBrokerWithoutIntradayCandlesIsAwayAlthoughItHasDailyOnes() throws InterruptedException {
    down.add(Timeframe.FIVE_MINUTES);

    assertThat(outage.probe(Set.of(), DAILY, Priority.LIVE)).isEmpty();
    assertThat(
            outage.probe(
                Set.of(), EnumSet.of(Timeframe.FIVE_MINUTES, Timeframe.ONE_DAY), Priority.LIVE))
        .contains(DOWN.message());
  }

  @Test
  void asksFirstForTheSymbolThatWasAnsweredLast() throws InterruptedException {
    state.answered(Optional.of(SBIN));
    state.answered(Optional.of(TCS));
    assertThat(outage.probe(Set.of(), DAILY, Priority.LIVE)).isEmpty();
    assertThat(asked).containsOnly(TCS);
  }

  @Test
  void aBrokerThatAnswersNowAndThenIsAway() throws InterruptedException {
    // given
    failing.put(ITC, DOWN);
    failing.put(SBIN, DOWN);
    answersLeft = 2;

    // then
    assertThat(outage.probe(Set.of(), DAILY, Priority.LIVE)).contains(DOWN.message());
    assertThat(asked).containsExactly(ITC, SBIN, TCS, TCS, TCS);
  }

  @Test
  void theOnlySymbolThatIsAnsweredIsFoundByFurtherProbes() throws InterruptedException {
    // given
    BrokerOutage ofMany =
        new BrokerOutage(state, this::fetch, universe("A", "B", "C", "D", "E", "F", "G"), CLOCK);
    for (String symbol : List.of("A", "B", "C", "D", "E", "F")) {
      failing.put(Symbol.of(symbol), DOWN);
    }

    // then
    assertThat(ofMany.probe(Set.of(), DAILY, Priority.LIVE)).isPresent();
    assertThat(ofMany.probe(Set.of(), DAILY, Priority.LIVE)).isPresent();
    assertThat(ofMany.probe(Set.of(), DAILY, Priority.LIVE)).isEmpty();
    assertThat(asked.toString()).isEqualTo("[A, B, C, D, E, F, G, G, G]");
  }

  @ParameterizedTest
  @EnumSource
  void asksWithThePriorityOfTheScanThatWaits(Priority priority) throws InterruptedException {
    outage.probe(Set.of(TCS), DAILY, priority);
    assertThat(priorities).containsExactly(priority);
  }
}
