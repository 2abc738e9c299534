package dev.baton.runtime.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Generation;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Signal;
import dev.baton.simulator.fault.Fault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever faults the broker has that can be noticed ({@link RandomFaults} says which): every slot is done, and every result
 * equals that of the day without a fault, or its symbol is marked on that bar ({@link RoundCheck}). {@code -Drounds=500} makes
 * that many rounds of each generation, {@code -Dbaton.seed=7} begins with that seed.
 */
class RandomFaultsTest {

  private static final int ROUNDS = Integer.getInteger("baton.rounds", 50);
  private static final long FIRST_SEED = Long.getLong("baton.seed", 1);

  @Test
  void noFaultMakesAnotherSignalWithoutAMark() {
    // given
    Map<Generation, List<SymbolResult>> clean = new EnumMap<>(Generation.class);
    Map<Generation, RoundCheck> checks = new EnumMap<>(Generation.class);
    for (Generation generation : Generation.values()) {
      clean.put(generation, Round.run(generation, List.of()).results());
      checks.put(generation, RoundCheck.with(generation, clean.get(generation)));
    }
    Set<Signal> signals = signals(clean.get(Generation.OPTIMIZED));
    assertThat(signals).containsAll(signals(clean.get(Generation.LEGACY)));
    assertThat(signals).hasSizeGreaterThan(5);

    // when
    Map<SymbolResult.Outcome, AtomicInteger> outcomes = new EnumMap<>(SymbolResult.Outcome.class);
    EnumSet.allOf(SymbolResult.Outcome.class)
        .forEach(outcome -> outcomes.put(outcome, new AtomicInteger()));
    AtomicInteger late = new AtomicInteger();
    long began = System.nanoTime();
    List<String> defects =
        LongStream.range(FIRST_SEED, FIRST_SEED + ROUNDS)
            .parallel()
            .boxed()
            .flatMap(seed -> defects(seed, checks, outcomes, late))
            .toList();

    // then
    System.out.printf(
        "%d rounds of each generation from seed %d in %d s: %s, %s late bars as on the clean day%n",
        ROUNDS,
        FIRST_SEED,
        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
        outcomes,
        late);
    assertThat(defects.stream().limit(20)).isEmpty();
    assertThat(late).hasPositiveValue();
  }

  private static Stream<String> defects(
      long seed,
      Map<Generation, RoundCheck> checks,
      Map<SymbolResult.Outcome, AtomicInteger> outcomes,
      AtomicInteger late) {
    List<Fault> faults = RandomFaults.of(seed);
    return Stream.of(Generation.values())
        .flatMap(
            generation -> {
              Round round = Round.run(generation, faults);
              round.results().stream()
                  .filter(RoundCheck::marked)
                  .forEach(result -> outcomes.get(result.outcome()).incrementAndGet());
              late.addAndGet(
                  (int)
                      round.lateBars().stream()
                          .filter(result -> !RoundCheck.marked(result))
                          .count());
              return checks.get(generation).defects(seed, faults, round).stream();
            });
  }

  private static Set<Signal> signals(List<SymbolResult> results) {
    return results.stream()
        .map(SymbolResult::signals)
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }
}
