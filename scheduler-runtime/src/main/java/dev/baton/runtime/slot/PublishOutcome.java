package dev.baton.runtime.slot;

/** What became of a publication (ADR 25). */
public enum PublishOutcome {
  /** It is stored, by this call or by an earlier one whose answer was lost. */
  STORED,
  /** Another attempt has published the slots. Nothing of this publication is stored. */
  ALREADY_PUBLISHED,
  /** A newer attempt has begun some of the slots, and not all of them are done. Nothing of this publication is stored. */
  SUPERSEDED
}
