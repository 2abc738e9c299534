package dev.baton.parity;

import dev.baton.category.DueBars;
import dev.baton.category.Generation;

/**
 * What one run of the parity check is made of.
 *
 * @param dates market dates of the slots that are compared
 * @param due which bar a slot evaluates, and when a bar ends
 */
record ComparisonInput(
    MarketDates dates,
    DueBars due,
    Tolerances tolerances,
    Explainer explainer,
    Sides<EvidenceIndex> evidence) {

  EvidenceIndex of(Generation generation) {
    return evidence.of(generation);
  }

  /** Whether a slot that is compared found the signal. */
  boolean covers(PublishedSignal signal) {
    return dates.contains(signal.slot());
  }
}
