package dev.baton.stack.up;

import dev.baton.category.Generation;
import java.util.Locale;

/**
 * The heaps of a run's processes, in MB, by the number of symbols that it scans and its sessions. The numbers per symbol are
 * measured, with room to spare (ADR 43).
 *
 * @param simulator holds the daily bars of every symbol, and its five-minute ones from 40 days before the run to its end
 * @param legacy holds the results of a slot, and the windows that it last recorded
 * @param optimized holds the same, and its candle cache
 */
record Heaps(int simulator, int legacy, int optimized) {

  private static final int LEAST = 256;

  /**
   * The heaps for a run.
   *
   * @param symbols of all categories, each once
   * @param days sessions
   */
  static Heaps of(int symbols, int days) {
    return new Heaps(
        heap(200 + symbols * (1 + 0.02 * days)),
        heap(200 + symbols * 0.3),
        heap(200 + symbols * 0.5));
  }

  private static int heap(double megabytes) {
    return Math.max(LEAST, (int) Math.ceil(megabytes));
  }

  int of(Generation generation) {
    return switch (generation) {
      case LEGACY -> legacy;
      case OPTIMIZED -> optimized;
    };
  }

  /** For the operator. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "heaps of simulator %d MB, legacy %d MB, optimized %d MB",
        simulator,
        legacy,
        optimized);
  }
}
