package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Generation;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSource;
import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.runtime.settings.SchedulerSettings;
import dev.baton.runtime.test.FixedSlotClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {

  private static final CandleFailure NONE = new CandleFailure.NoData("no candle");

  private final SchedulerSettings settings = SchedulerSettings.defaults(Generation.LEGACY);
  private final List<Symbol> symbols = settings.allSymbols();
  private final Map<Symbol, CandleFailure> failing = new HashMap<>();
  private final List<Symbol> asked = new ArrayList<>();
  private final FixedSlotClock clock = new FixedSlotClock();
  private final BrokerOutage outage =
      new BrokerOutage(new BrokerState(clock), source(), settings, clock);

  private CandleSource source() {
    return (CandleRequest request) -> {
      asked.add(request.symbol());
      if (failing.containsKey(request.symbol())) {
        throw new CandleSourceException(failing.get(request.symbol()));
      }
      return CandleSeries.empty(request.symbol(), request.timeframe());
    };
  }

  @Test
  void anotherSymbolThanTheFailingOnesIsAskedFor() throws Exception {
    assertThat(outage.probe(Set.of(symbols.getFirst()))).isEmpty();
    assertThat(asked).containsExactly(symbols.get(1));
  }

  @Test
  void aFailureIsTheBrokers() throws Exception {
    failing.put(symbols.getFirst(), new CandleFailure.Unavailable("down"));
    assertThat(outage.probe(Set.of())).contains("down");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aSymbolWithoutCandlesMayBeSuspendedAndSeveralAreNot() throws Exception {
    failing.put(symbols.getFirst(), NONE);
    assertThat(outage.probe(Set.of())).isEmpty();
    failing.put(symbols.get(1), NONE);
    failing.put(symbols.get(2), NONE);
    assertThat(outage.probe(Set.of())).contains("no candle");
  }

  @Test
  void whereEverySymbolFailsThereIsNobodyToAskFor() throws Exception {
    assertThat(outage.probe(Set.copyOf(symbols))).isPresent();
    assertThat(asked).isEmpty();
  }
}
