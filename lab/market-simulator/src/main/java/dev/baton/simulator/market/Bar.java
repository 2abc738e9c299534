package dev.baton.simulator.market;

import dev.baton.market.CandleSeries;
import dev.baton.market.MarketTime;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A bar as the broker shows it.
 *
 * @param time Asia/Kolkata, without an offset; a daily, weekly or monthly bar is stamped with the open of its first session
 */
public record Bar(
    LocalDateTime time, double open, double high, double low, double close, long volume) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /** Candle i of the series with its own time. */
  static Bar of(CandleSeries series, int i) {
    return new Bar(
        MarketTime.local(series.time(i)),
        series.open(i),
        series.high(i),
        series.low(i),
        series.close(i),
        series.volume(i));
  }

  /** The time as rows show it. */
  public String stamp() {
    return STAMP.format(time);
  }

  /** The session's date. */
  public LocalDate date() {
    return time.toLocalDate();
  }

  /** The same with another time. */
  Bar at(LocalDateTime other) {
    return new Bar(other, open, high, low, close, volume);
  }

  /** One bar from several, stamped with the first one's time. */
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

  /** Every price times the factor, to the paisa. */
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
   * The bar while it forms, derived from the whole one: the open alone in the first third of its time, then the nearer of its
   * extremes, then both; volume in proportion.
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

  /** As a row of {@code candles}: {@code ["2026-06-10T09:15:00",1275.0,1300.5,1254.4,1258.8,21012796]}. */
  private void write(StringBuilder json) {
    json.append("[\"")
        .append(stamp())
        .append("\",")
        .append(open)
        .append(',')
        .append(high)
        .append(',')
        .append(low)
        .append(',')
        .append(close)
        .append(',')
        .append(volume)
        .append(']');
  }

  /** The same as a text. */
  public String row() {
    StringBuilder json = new StringBuilder(80);
    write(json);
    return json.toString();
  }

  private static double paisa(double price) {
    return Math.round(price * 100) / 100.0;
  }
}
