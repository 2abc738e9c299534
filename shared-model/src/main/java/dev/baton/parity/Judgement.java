package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A verdict and its reason.
 *
 * @param reason one sentence for the operator
 * @param holds why the verdict is HOLD; empty for another verdict
 */
public record Judgement(Verdict verdict, String reason, Set<HoldReason> holds) {

  public Judgement {
    requireNonNull(verdict, "verdict is null");
    requireNonNull(reason, "reason is null");
    EnumSet<HoldReason> sorted = EnumSet.noneOf(HoldReason.class);
    sorted.addAll(holds);
    holds = Collections.unmodifiableSet(sorted);
    if ((verdict == Verdict.HOLD) == holds.isEmpty()) {
      throw new IllegalArgumentException(verdict + " with the reasons to hold " + holds);
    }
  }

  /** Whether it would pass with complete data. */
  public boolean passesButForData() {
    return switch (verdict) {
      case PASS -> true;
      case FAIL -> false;
      case HOLD -> holds.stream().allMatch(HoldReason::ofData);
    };
  }
}
