package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.signal.SignalKey;

/**
 * A signal that cannot be compared: its bar was due, or is done, in one generation alone; or the calendar does not know its date,
 * or no longer has its slot or bar. It says nothing about the other generation.
 *
 * @param generation the generation that published it
 * @param cause {@link Cause#OTHER_SLOT}, {@link Cause#CATEGORY_OFF} or {@link Cause#CALENDAR}
 * @param why for the operator
 */
public record NotComparable(SignalKey key, Generation generation, Cause cause, String why) {

  public NotComparable {
    requireNonNull(key, "key is null");
    requireNonNull(generation, "generation is null");
    requireNonNull(cause, "cause is null");
    requireNonNull(why, "why is null");
  }
}
