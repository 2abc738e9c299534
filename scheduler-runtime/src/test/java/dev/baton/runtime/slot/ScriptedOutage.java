package dev.baton.runtime.slot;

import dev.baton.market.CandleRequest.Priority;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A broker that is away for so many questions. */
final class ScriptedOutage implements Outage {

  final List<Set<Symbol>> probed = new ArrayList<>();
  final List<Set<Timeframe>> timeframes = new ArrayList<>();
  final List<Priority> priorities = new ArrayList<>();
  private final Deque<String> reasons = new ArrayDeque<>();
  private final Deque<Optional<String>> probes = new ArrayDeque<>();

  /** The client's calls have shown an outage, and so many probes show it, too. */
  ScriptedOutage away(int probes, String reason) {
    suspected(reason);
    for (int i = 0; i < probes; i++) {
      probeFails(reason);
    }
    return this;
  }

  /** The client's calls have shown an outage; a probe decides whether it is one. */
  ScriptedOutage suspected(String reason) {
    reasons.add(reason);
    return this;
  }

  ScriptedOutage probeFails(String reason) {
    probes.add(Optional.of(reason));
    return this;
  }

  @Override
  public Optional<String> reason() {
    return Optional.ofNullable(reasons.poll());
  }

  @Override
  public Optional<String> probe(Set<Symbol> failing, Set<Timeframe> of, Priority priority) {
    probed.add(failing);
    timeframes.add(of);
    priorities.add(priority);
    return probes.isEmpty() ? Optional.empty() : probes.poll();
  }
}
