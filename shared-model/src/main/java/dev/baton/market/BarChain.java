package dev.baton.market;

/**
 * The hash that a series carries along with its columns. It gives the hash of any window without reading the window's bars.
 *
 * <p>Each bar has a digest. Its time, open, high, low, close and volume (prices as the bits of
 * {@link Double#doubleToRawLongBits}) go one after another through the round of xxHash64 (Collet 2012), then through the
 * finaliser of SplitMix64 (Steele, Lea, Flood 2014). Every step can be undone, so two bars that differ in one field have
 * different digests. The digests d are chained by h(i+1) = h(i)·{@link #FACTOR} + d(i), modulo 2^64. The chain of the bars i
 * with from ≤ i &lt; to alone is h(to) − h(from)·FACTOR^(to−from). It does not depend on the bars before.
 *
 * <p>The hash detects accidents, not attacks. A change of one bar always shows. Other changes are missed once in 2^64, and
 * bars that change places somewhat more often.
 *
 * <p>Decided in ADR 17.
 */
public final class BarChain {

  /** The factor of a link: odd, so that no information is lost, and 5 modulo 8, so that its powers repeat late. */
  public static final long FACTOR = 0xD1342543DE82EF95L;

  private static final long ROUND_INPUT = 0xC2B2AE3D27D4EB4FL;
  private static final long ROUND = 0x9E3779B185EBCA87L;

  private BarChain() {}

  /** The digest of one bar: time in seconds since 1970-01-01T00:00Z, prices in rupees. */
  static long digest(
      long epochSecond, double open, double high, double low, double close, long volume) {
    long d = round(0, epochSecond);
    d = round(d, Double.doubleToRawLongBits(open));
    d = round(d, Double.doubleToRawLongBits(high));
    d = round(d, Double.doubleToRawLongBits(low));
    d = round(d, Double.doubleToRawLongBits(close));
    return mix(round(d, volume));
  }

  private static long round(long state, long value) {
    return Long.rotateLeft(state + value * ROUND_INPUT, 31) * ROUND;
  }

  /** The chain with one more digest. */
  public static long next(long chain, long digest) {
    return chain * FACTOR + digest;
  }

  /** The digest between two successive links. */
  static long digest(long chain, long next) {
    return next - chain * FACTOR;
  }

  /** The chain of only the bars between two links. */
  static long between(long from, long to, int bars) {
    long power = 1;
    long square = FACTOR;
    for (int left = bars; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        power *= square;
      }
      square *= square;
    }
    return to - from * power;
  }

  /** Spreads every bit of the value over all 64: the finaliser of SplitMix64. Different values stay different. */
  public static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
