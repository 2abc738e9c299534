package dev.baton.runtime.figures;

/**
 * What a generation did on one market date.
 *
 * @param calls broker calls, all endpoints, from the ledger
 * @param lookups candle needs of its scans
 * @param hits of them without a call of their own
 * @param signals new signals
 * @param scans scans done
 * @param avgScanTime seconds, real time
 */
public record DayFigures(
    long calls, long lookups, long hits, long signals, long scans, double avgScanTime) {

  /** Hits over lookups, 0 to 1; 0 without a lookup. */
  public double hitRate() {
    return lookups == 0 ? 0 : (double) hits / lookups;
  }
}
