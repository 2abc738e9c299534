package dev.baton.runtime.figures;

/**
 * Candle needs of scans.
 *
 * @param lookups all
 * @param hits of them without a call of their own
 */
public record Lookups(long lookups, long hits) {

  /** None. */
  public static final Lookups NONE = new Lookups(0, 0);

  /** Both together. */
  public Lookups plus(Lookups other) {
    return new Lookups(lookups + other.lookups, hits + other.hits);
  }

  /** Hits over lookups, 0 to 1; 0 without a lookup. */
  public double hitRate() {
    return lookups == 0 ? 0 : (double) hits / lookups;
  }
}
