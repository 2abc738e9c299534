package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A verdict and why.
 *
 * @param verdict what it allows
 * @param reason one sentence for the operator
 * @param holds why it is on hold; empty unless it is
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

  /** Whether nothing but the data keeps it from passing. */
  public boolean passesButForData() {
    return switch (verdict) {
      case PASS -> true;
      case FAIL -> false;
      case HOLD -> holds.stream().allMatch(HoldReason::ofData);
    };
  }
}
