package dev.baton.parity;

/** What a comparison allows. */
public enum Verdict {
  /** Everything was compared, there is enough of it, and nothing differs that nobody accepted. */
  PASS,
  /** A signal differs. */
  FAIL,
  /** It cannot be told: data is missing, something was not scanned, or there is too little to go by. Never a PASS. */
  HOLD
}
