package dev.baton.category;

/**
 * The start of a window, counted back from the date of the evaluated bar, never from the time of the scan. EMA, RSI, MACD and
 * ATR depend on it, so the start is part of a result's identity.
 *
 * <p>Decided in ADR 2.
 */
public sealed interface WindowRule {

  /**
   * The bar's session and the sessions before it.
   *
   * @param count number of sessions, the bar's own included, 1 or more
   */
  record Sessions(int count) implements WindowRule {
    public Sessions {
      if (count < 1) {
        throw new IllegalArgumentException(
            "a window of " + count + " sessions has no bar; 1 or more");
      }
    }
  }

  /**
   * Every bar whose date is not before the bar's date minus that many days.
   *
   * @param days calendar days, 1 or more
   */
  record CalendarDays(int days) implements WindowRule {
    public CalendarDays {
      if (days < 1) {
        throw new IllegalArgumentException(
            "a window of " + days + " days has no history; 1 or more");
      }
    }
  }
}
