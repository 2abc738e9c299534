package dev.baton.parity;

/** The result of a comparison in one word. */
public enum Verdict {
  /** Everything due was compared, there is enough of it, and every difference is accepted. */
  PASS,
  /** A signal differs, and no rule accepts it. */
  FAIL,
  /** The evidence does not decide: data is missing, something was not scanned, or there are too few signals. */
  HOLD
}
