package dev.baton.runtime.slot;

import dev.baton.category.Category;
import dev.baton.enums.EnumMaps;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * An attempt's right to publish the slots of one time. It ends when the slots are published or a newer attempt begins (ADR 25).
 *
 * @param slot the slot time
 * @param attempts the number of the attempt in each of its categories, 1 or more
 * @param term the term of the leader that began the attempt; always {@link #ONLY_TERM} while a generation elects no leader
 */
public record SlotClaim(Instant slot, Map<Category, Integer> attempts, long term) {

  /** The term of a generation that elects no leader. */
  public static final long ONLY_TERM = 1;

  public SlotClaim {
    attempts = EnumMaps.copy(Category.class, attempts, Function.identity());
  }
}
