package dev.baton.runtime.slot;

import dev.baton.market.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A broker that is away for so many questions. */
final class ScriptedOutage implements Outage {

  final List<Set<Symbol>> probed = new ArrayList<>();
  private final Deque<String> reasons = new ArrayDeque<>();
  private final Deque<String> probes = new ArrayDeque<>();

  ScriptedOutage away(int times, String reason) {
    for (int i = 0; i < times; i++) {
      reasons.add(reason);
    }
    return this;
  }

  ScriptedOutage probeFails(String reason) {
    probes.add(reason);
    return this;
  }

  @Override
  public Optional<String> reason() {
    return Optional.ofNullable(reasons.poll());
  }

  @Override
  public Optional<String> probe(Set<Symbol> failing) {
    probed.add(failing);
    return Optional.ofNullable(probes.poll());
  }
}
