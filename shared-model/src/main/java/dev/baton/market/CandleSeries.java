package dev.baton.market;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Candles of one symbol and timeframe, ascending by time without duplicates, as columns of primitives. Immutable:
 * {@link #slice} and {@link #append} share columns where they can and never change what another series shows. Each candle
 * that enters the columns adds one link to their {@link BarChain}.
 */
public final class CandleSeries {

  private final Symbol symbol;
  private final Timeframe timeframe;
  private final Columns columns;
  private final int from;
  private final int to;

  private CandleSeries(Symbol symbol, Timeframe timeframe, Columns columns, int from, int to) {
    this.symbol = requireNonNull(symbol, "symbol is null");
    this.timeframe = requireNonNull(timeframe, "timeframe is null");
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /**
   * A series of these candles.
   *
   * @throws IllegalArgumentException if the times are not strictly ascending
   */
  public static CandleSeries of(Symbol symbol, Timeframe timeframe, List<Candle> candles) {
    Columns columns = new Columns(candles.size());
    for (int i = 0; i < candles.size(); i++) {
      columns.set(i, candles.get(i));
      if (i > 0 && columns.time[i] <= columns.time[i - 1]) {
        throw new IllegalArgumentException(
            "%s %s: candle %s at %s does not follow %s"
                .formatted(
                    symbol,
                    timeframe.label(),
                    i,
                    candles.get(i).time(),
                    candles.get(i - 1).time()));
      }
    }
    return new CandleSeries(symbol, timeframe, columns, 0, candles.size());
  }

  public static CandleSeries empty(Symbol symbol, Timeframe timeframe) {
    return of(symbol, timeframe, List.of());
  }

  public Symbol symbol() {
    return symbol;
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  public int size() {
    return to - from;
  }

  public boolean isEmpty() {
    return to == from;
  }

  /** Open time of candle i, in seconds since 1970-01-01T00:00Z. */
  public long epochSecond(int i) {
    return columns.time[index(i)];
  }

  /** Open time of candle i. */
  public Instant time(int i) {
    return Instant.ofEpochSecond(epochSecond(i));
  }

  /** Open price of candle i, in rupees. */
  public double open(int i) {
    return columns.open[index(i)];
  }

  /** High of candle i, in rupees. */
  public double high(int i) {
    return columns.high[index(i)];
  }

  /** Low of candle i, in rupees. */
  public double low(int i) {
    return columns.low[index(i)];
  }

  /** Close of candle i, in rupees. */
  public double close(int i) {
    return columns.close[index(i)];
  }

  /** Shares traded in candle i. */
  public long volume(int i) {
    return columns.volume[index(i)];
  }

  /**
   * The {@link BarChain} of these candles alone, in constant time. Equal candles have an equal chain, however the series was
   * made.
   */
  public long chain() {
    return BarChain.between(columns.chain[from], columns.chain[to], to - from);
  }

  /**
   * Whether a session of these candles, or of older ones of the same columns, opened farther than that share from the close
   * before; in constant time.
   */
  public boolean mayHaveBreak(double share) {
    return !isEmpty() && columns.largestBreak[to - 1] > share;
  }

  /** The digest of candle i, see {@link BarChain}. */
  public long digest(int i) {
    int at = index(i);
    return BarChain.digest(columns.chain[at], columns.chain[at + 1]);
  }

  public Candle get(int i) {
    return new Candle(time(i), open(i), high(i), low(i), close(i), volume(i));
  }

  /**
   * Open time of the last candle.
   *
   * @throws IndexOutOfBoundsException if the series is empty
   */
  public Instant lastTime() {
    return time(size() - 1);
  }

  /** The candles i with fromIndex ≤ i &lt; toIndex; they share these columns. */
  public CandleSeries slice(int fromIndex, int toIndex) {
    if (fromIndex < 0 || toIndex > size() || fromIndex > toIndex) {
      throw new IndexOutOfBoundsException(
          "[" + fromIndex + ", " + toIndex + ") of " + size() + " candles");
    }
    return new CandleSeries(symbol, timeframe, columns, from + fromIndex, from + toIndex);
  }

  /** The candles that open at or after the first instant and at or before the second. */
  public CandleSeries between(Instant first, Instant last) {
    int start = lowerBound(first);
    return slice(start, Math.max(start, upperBound(last)));
  }

  /** The index of the candle that opens then, or -1 if there is none. */
  public int indexOf(Instant time) {
    int i = Arrays.binarySearch(columns.time, from, to, time.getEpochSecond());
    return i >= 0 ? i - from : -1;
  }

  /** The number of candles that open before that instant. */
  public int lowerBound(Instant time) {
    int i = Arrays.binarySearch(columns.time, from, to, time.getEpochSecond());
    return (i >= 0 ? i : -i - 1) - from;
  }

  /** The number of candles that open at or before that instant. */
  public int upperBound(Instant time) {
    int i = Arrays.binarySearch(columns.time, from, to, time.getEpochSecond());
    return (i >= 0 ? i + 1 : -i - 1) - from;
  }

  /**
   * This series followed by the newer candles. If this series ends its columns, they grow in place, beyond what any existing
   * series shows. So appending a bar takes amortised constant time.
   *
   * @throws IllegalArgumentException if the newer series is of another symbol or timeframe, or does not follow this one
   */
  public CandleSeries append(CandleSeries newer) {
    if (!newer.symbol.equals(symbol) || newer.timeframe != timeframe) {
      throw new IllegalArgumentException(
          "%s %s cannot be appended to %s %s"
              .formatted(newer.symbol, newer.timeframe.label(), symbol, timeframe.label()));
    }
    if (newer.isEmpty()) {
      return this;
    }
    if (!isEmpty() && newer.epochSecond(0) <= epochSecond(size() - 1)) {
      throw new IllegalArgumentException(
          "%s %s: candle at %s does not follow %s"
              .formatted(symbol, timeframe.label(), newer.time(0), lastTime()));
    }
    Columns grown = columns.growable(from, to, newer.size());
    int start = grown == columns ? from : 0;
    int end = start + size();
    for (int i = 0; i < newer.size(); i++) {
      grown.copy(newer.columns, newer.from + i, end + i);
    }
    return new CandleSeries(symbol, timeframe, grown, start, end + newer.size());
  }

  /** Whether the other series shares these columns and starts with these candles, in constant time. */
  public boolean isPrefixOf(CandleSeries other) {
    return other.columns == columns && other.from == from && other.to >= to;
  }

  public List<Candle> toList() {
    List<Candle> list = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      list.add(get(i));
    }
    return List.copyOf(list);
  }

  /** Whether both are of the same symbol and timeframe with equal candles. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CandleSeries that
        && that.symbol.equals(symbol)
        && that.timeframe == timeframe
        && that.size() == size()
        && (that.columns == columns && that.from == from
            || that.chain() == chain() && columns.equal(from, to, that.columns, that.from));
  }

  @Override
  public int hashCode() {
    return symbol.hashCode() * 31 + Long.hashCode(chain());
  }

  @Override
  public String toString() {
    return "%s %s, %s candles%s"
        .formatted(
            symbol,
            timeframe.label(),
            size(),
            isEmpty()
                ? ""
                : ", " + MarketTime.offset(time(0)) + " to " + MarketTime.offset(lastTime()));
  }

  private int index(int i) {
    return from + Objects.checkIndex(i, to - from);
  }

  /**
   * Parallel arrays. No series shows more than {@code used} candles, so only one of them can grow in place. The chain has one
   * link more than there are candles: link i comes before candle i.
   */
  private static final class Columns {
    final long[] time;
    final double[] open;
    final double[] high;
    final double[] low;
    final double[] close;
    final long[] volume;
    final long[] chain;

    /** The largest break between two sessions up to a candle: its open over the close before, less 1, without its sign. */
    final double[] largestBreak;

    private int used;

    Columns(int capacity) {
      time = new long[capacity];
      open = new double[capacity];
      high = new double[capacity];
      low = new double[capacity];
      close = new double[capacity];
      volume = new long[capacity];
      chain = new long[capacity + 1];
      largestBreak = new double[capacity];
      used = capacity;
    }

    /** These columns with [to, to + more) reserved, if that is free; else a copy of [from, to) with room to grow. */
    synchronized Columns growable(int from, int to, int more) {
      if (used == to && to + more <= time.length) {
        used = to + more;
        return this;
      }
      int size = to - from;
      Columns grown = new Columns(Math.max(16, (size + more) + (size + more) / 2));
      System.arraycopy(time, from, grown.time, 0, size);
      System.arraycopy(open, from, grown.open, 0, size);
      System.arraycopy(high, from, grown.high, 0, size);
      System.arraycopy(low, from, grown.low, 0, size);
      System.arraycopy(close, from, grown.close, 0, size);
      System.arraycopy(volume, from, grown.volume, 0, size);
      System.arraycopy(chain, from, grown.chain, 0, size + 1);
      System.arraycopy(largestBreak, from, grown.largestBreak, 0, size);
      grown.used = size + more;
      return grown;
    }

    void set(int i, Candle candle) {
      time[i] = candle.time().getEpochSecond();
      open[i] = candle.open();
      high[i] = candle.high();
      low[i] = candle.low();
      close[i] = candle.close();
      volume[i] = candle.volume();
      chain[i + 1] =
          BarChain.next(
              chain[i], BarChain.digest(time[i], open[i], high[i], low[i], close[i], volume[i]));
      updateBreak(i);
    }

    private void updateBreak(int i) {
      if (i > 0) {
        double gap =
            MarketTime.epochDay(time[i]) == MarketTime.epochDay(time[i - 1])
                ? 0
                : Math.abs(open[i] / close[i - 1] - 1);
        largestBreak[i] = Math.max(largestBreak[i - 1], gap);
      }
    }

    void copy(Columns source, int i, int target) {
      time[target] = source.time[i];
      open[target] = source.open[i];
      high[target] = source.high[i];
      low[target] = source.low[i];
      close[target] = source.close[i];
      volume[target] = source.volume[i];
      chain[target + 1] =
          BarChain.next(chain[target], BarChain.digest(source.chain[i], source.chain[i + 1]));
      updateBreak(target);
    }

    /** Whether the candles of [first, last) are those of the other columns from there on. */
    boolean equal(int first, int last, Columns other, int from) {
      int to = from + last - first;
      return Arrays.equals(time, first, last, other.time, from, to)
          && Arrays.equals(open, first, last, other.open, from, to)
          && Arrays.equals(high, first, last, other.high, from, to)
          && Arrays.equals(low, first, last, other.low, from, to)
          && Arrays.equals(close, first, last, other.close, from, to)
          && Arrays.equals(volume, first, last, other.volume, from, to);
    }
  }
}
