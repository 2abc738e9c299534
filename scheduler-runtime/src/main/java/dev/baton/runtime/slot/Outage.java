package dev.baton.runtime.slot;

import java.util.Optional;

/** Whether the broker as a whole cannot be used now: a slot is not finished then, but waits. */
public interface Outage {

  /** Why, for the operator; empty if the broker can be used. */
  Optional<String> reason();
}
