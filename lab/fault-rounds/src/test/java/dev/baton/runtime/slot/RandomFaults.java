package dev.baton.runtime.slot;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.simulator.fault.Fault;
import dev.baton.simulator.fault.FaultKind;
import dev.baton.simulator.fault.FaultKind.Answer;
import dev.baton.simulator.fault.FaultKind.Bars;
import dev.baton.simulator.fault.FaultKind.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Faults that a client can notice, chosen by a seed. One for all symbols ends after a while: then the whole broker is away. */
final class RandomFaults {

  private static final List<FaultKind> KINDS =
      List.of(
          Answer.HTTP_500,
          Answer.TOO_MANY_REQUESTS,
          Answer.TIME_OUT,
          Answer.NOT_OK,
          Answer.NESTED_EC,
          Bars.EMPTY_HISTORY,
          Bars.CANDLES_AS_STRING,
          Transport.TRUNCATED_JSON,
          Transport.SLOW_BODY);

  private static final int MOST_FAULTS = 6;

  private final SplittableRandom random;

  private RandomFaults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Fault> of(long seed) {
    RandomFaults faults = new RandomFaults(seed);
    List<Fault> all = new ArrayList<>();
    for (int i = faults.random.nextInt(1, MOST_FAULTS + 1); i > 0; i--) {
      all.add(faults.next());
    }
    return all;
  }

  private Fault next() {
    FaultKind kind = any(KINDS);
    boolean ofOneSymbol = random.nextInt(4) > 0;
    Optional<Symbol> symbol =
        ofOneSymbol ? Optional.of(any(List.copyOf(Round.symbols()))) : Optional.empty();
    Instant from =
        MarketTime.instant(Round.DATE, LocalTime.of(9, 0))
            .plus(Duration.ofMinutes(random.nextInt(8 * 60)));
    Optional<Instant> until =
        ofOneSymbol && random.nextBoolean()
            ? Optional.empty()
            : Optional.of(from.plus(Duration.ofMinutes(random.nextInt(1, 90))));
    return new Fault(
        kind,
        Optional.empty(),
        symbol.map(Symbol::value),
        random.nextInt(3) == 0
            ? Optional.of(any(List.of("5 minutes", "60 minutes", "1 day")))
            : Optional.empty(),
        Optional.of("historicaldata"),
        random.nextInt(4) == 0 ? Optional.of(random.nextInt(1, 20)) : Optional.empty(),
        Optional.of(from),
        until,
        ofOneSymbol ? any(List.of(1.0, 0.7, 0.3)) : 1.0,
        random.nextLong(),
        any(List.of("EC003", "EC947", "EC900")),
        Optional.empty(),
        5,
        1.01,
        null,
        any(List.of(1_000L, 20_000L)),
        Optional.empty(),
        Optional.empty(),
        random.nextBoolean() ? Optional.of(random.nextInt(60)) : Optional.empty(),
        60,
        false,
        false);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
