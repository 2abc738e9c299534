package dev.baton.simulator.market;

import dev.baton.market.Candle;
import dev.baton.market.MarketTime;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A bar as the broker shows it.
 *
 * @param time local time in Asia/Kolkata; a daily, weekly or monthly bar has 09:15 of its first session
 */
public record Bar(
    LocalDateTime time, double open, double high, double low, double close, long volume) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  static Bar of(Candle candle) {
    return new Bar(
        MarketTime.local(candle.time()),
        candle.open(),
        candle.high(),
        candle.low(),
        candle.close(),
        candle.volume());
  }

  /** The time as it is in a row. */
  public String stamp() {
    return STAMP.format(time);
  }

  /** The session's date. */
  public LocalDate date() {
    return time.toLocalDate();
  }

  /** This bar with another time. */
  public Bar at(LocalDateTime other) {
    return new Bar(other, open, high, low, close, volume);
  }

  /** Several bars as one, with the time of the first. */
  static Bar merge(List<Bar> bars) {
    Bar first = bars.getFirst();
    double high = first.high;
    double low = first.low;
    long volume = 0;
    for (Bar bar : bars) {
      high = Math.max(high, bar.high);
      low = Math.min(low, bar.low);
      volume += bar.volume;
    }
    return new Bar(first.time, first.open, high, low, bars.getLast().close, volume);
  }

  /** This bar with every price times the factor, rounded to the paisa. */
  public Bar revised(double factor) {
    return new Bar(
        time,
        paisa(open * factor),
        paisa(high * factor),
        paisa(low * factor),
        paisa(close * factor),
        volume);
  }

  /**
   * This bar while it forms: the open alone in the first third of its time, then the extreme nearer to the open as well, then
   * both. The volume is in proportion.
   *
   * @param fraction of its time that has passed, above 0 and below 1
   */
  Bar forming(double fraction) {
    long traded = (long) (volume * fraction);
    if (fraction < 1 / 3.0) {
      return new Bar(time, open, open, open, open, traded);
    }
    boolean lowFirst = open - low <= high - open;
    if (fraction < 2 / 3.0) {
      double price = lowFirst ? low : high;
      return new Bar(time, open, Math.max(open, price), Math.min(open, price), price, traded);
    }
    return new Bar(time, open, high, low, lowFirst ? high : low, traded);
  }

  /** A row of {@code candles}: {@code ["2026-06-10T09:15:00",1275.0,1300.5,1254.4,1258.8,21012796]}. */
  public String row() {
    return "[\"" + stamp() + "\"," + open + "," + high + "," + low + "," + close + "," + volume
        + "]";
  }

  /** The price rounded to the paisa. */
  public static double paisa(double price) {
    return Math.round(price * 100) / 100.0;
  }
}
