package dev.baton.runtime.slot;

import dev.baton.market.Symbol;
import java.util.Optional;
import java.util.Set;

/** Whether the broker as a whole cannot be used now: a slot is not finished then, but waits. */
public interface Outage {

  /** Why, for the operator; empty if the broker can be used. */
  Optional<String> reason();

  /**
   * Finds out, with a call for a symbol that is none of these if there is one, whether the broker answers at all. If it
   * does, no outage stands any more.
   *
   * @return why it does not; empty if it does, so that the failure is the symbols' own
   */
  Optional<String> probe(Set<Symbol> failing) throws InterruptedException;
}
