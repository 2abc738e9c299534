package dev.baton.market;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many calls for candles a piece of work costs. A scan binds one around its work; a candle source that really calls
 * the broker reports each attempt, one for each row it writes to the ledger for candles:
 *
 * <pre>{@code
 * CallCount calls = new CallCount();
 * ScopedValue.where(CallCount.CURRENT, calls).run(() -> source.fetch(request));
 * }</pre>
 *
 * <p>The binding belongs to the thread; work handed to another thread binds the same count there. Safe for use by several
 * threads.
 */
public final class CallCount {

  /** The count of the work that this thread does; unbound where nobody counts. */
  public static final ScopedValue<CallCount> CURRENT = ScopedValue.newInstance();

  private final LongAdder calls = new LongAdder();

  /** A count of 0. */
  public CallCount() {}

  /** One more call. */
  public void increment() {
    calls.increment();
  }

  /** The calls so far; exact once the counting threads are done. */
  public long count() {
    return calls.sum();
  }

  /** One more call of the work that this thread does, if somebody counts it. */
  public static void counted() {
    if (CURRENT.isBound()) {
      CURRENT.get().increment();
    }
  }
}
