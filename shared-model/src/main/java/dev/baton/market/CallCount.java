package dev.baton.market;

import java.util.concurrent.atomic.LongAdder;

/**
 * The number of broker calls for candles that a task makes. A scan binds a count around its task. A candle source that calls
 * the broker counts each attempt, which is one row of the ledger:
 *
 * <pre>{@code
 * CallCount calls = new CallCount();
 * ScopedValue.where(CallCount.CURRENT, calls).run(() -> source.fetch(request));
 * }</pre>
 *
 * <p>The binding belongs to the thread. A task that uses another thread binds the same count there. Safe for use by several
 * threads.
 */
public final class CallCount {

  /** The count of this thread's task; unbound if its calls are not counted. */
  public static final ScopedValue<CallCount> CURRENT = ScopedValue.newInstance();

  private final LongAdder calls = new LongAdder();

  public void increment() {
    calls.increment();
  }

  /** The calls so far; exact once the counting threads have ended. */
  public long count() {
    return calls.sum();
  }

  /** Counts a call of this thread's task, if its calls are counted. */
  public static void counted() {
    if (CURRENT.isBound()) {
      CURRENT.get().increment();
    }
  }
}
