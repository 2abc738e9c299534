package dev.baton.runtime.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult;
import dev.baton.scan.SymbolResult.Outcome;
import dev.baton.signal.Signal;
import dev.baton.simulator.fault.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever faults the broker has: every slot is done, and every result equals that of the day without a fault, or its symbol is
 * marked on that bar. {@code -Drounds=500} makes that many rounds, {@code -Dbaton.seed=7} begins with that seed.
 */
class RandomFaultsTest {

  private static final int ROUNDS = Integer.getInteger("baton.rounds", 50);
  private static final long FIRST_SEED = Long.getLong("baton.seed", 1);

  private static final Map<Generation, Map<Bar, List<Signal>>> CLEAN =
      new EnumMap<>(Generation.class);

  /** What a result is about. */
  private record Bar(Category category, Symbol symbol, Instant time) {

    static Bar of(SymbolResult result) {
      return new Bar(result.category(), result.symbol(), result.barTime());
    }
  }

  private static synchronized Map<Bar, List<Signal>> clean(Generation generation) {
    return CLEAN.computeIfAbsent(
        generation,
        of -> {
          Map<Bar, List<Signal>> signals = new HashMap<>();
          for (SymbolResult result : Round.run(of, List.of()).results()) {
            assertThat(result.outcome()).isEqualTo(Outcome.EVALUATED);
            List<Signal> before = signals.put(Bar.of(result), result.signals());
            assertThat(before).isIn(null, result.signals());
          }
          return signals;
        });
  }

  @Test
  void theDayWithoutAFaultHasSignalsOfEachCategoryTheSameInBothGenerations() {
    assertThat(clean(Generation.LEGACY)).isNotEmpty();
    clean(Generation.LEGACY)
        .forEach(
            (bar, signals) ->
                assertThat(clean(Generation.OPTIMIZED).get(bar)).as("%s", bar).isEqualTo(signals));
    assertThat(clean(Generation.OPTIMIZED).values().stream().flatMap(List::stream).toList())
        .hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void noFaultMakesAnotherSignalWithoutAMark(Generation generation) {
    int marked = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
      List<Fault> faults = RandomFaults.of(seed);
      Round round = Round.run(generation, faults);
      String what = "%s, seed %d, %s".formatted(generation.label(), seed, faults);
      for (Category category : Category.values()) {
        assertThat(round.done(category)).as(what).isEqualTo(Round.due(generation, category));
      }
      List<SymbolResult> different = new ArrayList<>();
      for (SymbolResult result : round.results()) {
        if (result.outcome() != Outcome.EVALUATED) {
          marked++;
        } else if (!result.signals().equals(clean(generation).get(Bar.of(result)))) {
          different.add(result);
        }
      }
      assertThat(different).as(what).isEmpty();
    }
    assertThat(marked).as("results that a fault has marked").isPositive();
    System.out.printf(
        "%s: %d rounds from seed %d, %d results marked%n",
        generation.label(), ROUNDS, FIRST_SEED, marked);
  }
}
