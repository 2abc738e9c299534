package dev.baton.market;

import static java.util.Objects.requireNonNull;

import dev.baton.enums.Labelled;
import java.time.Duration;

/** The length of a bar. 5m and 1D are fetched from the broker; 1H and 1W are derived, for context. */
public enum Timeframe implements Labelled {
  /** Five-minute bars, opening 09:15, 09:20, ... */
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  /** One-hour bars, opening 09:15, 10:15, ...; the last of a session is shorter. */
  ONE_HOUR("1H", Duration.ofHours(1)),
  /** One bar for each session, stamped 00:00 Asia/Kolkata of the session's date. */
  ONE_DAY("1D", Duration.ofDays(1)),
  /** One bar for each calendar week, stamped 00:00 of the week's first session. */
  ONE_WEEK("1W", Duration.ofDays(7));

  private final String label;
  private final Duration length;

  Timeframe(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  /** The name used in JSON, in metrics' tags, in the database and in file names: {@code 5m}, {@code 1H}, {@code 1D}, {@code 1W}. */
  @Override
  public String label() {
    return label;
  }

  /** The nominal length; a session's last bar may be shorter, and a daily bar lasts as long as its session. */
  public Duration length() {
    return length;
  }

  /** Whether several bars make a session. */
  public boolean intraday() {
    return length.compareTo(Duration.ofDays(1)) < 0;
  }

  /**
   * The timeframe with that label, upper or lower case.
   *
   * @throws IllegalArgumentException if no timeframe has that label; the message lists the valid ones
   */
  public static Timeframe ofLabel(String label) {
    requireNonNull(label, "label is null");
    for (Timeframe timeframe : values()) {
      if (timeframe.label.equalsIgnoreCase(label)) {
        return timeframe;
      }
    }
    throw new IllegalArgumentException(
        "unknown timeframe '%s'; valid are %s".formatted(label, Labelled.labels(values())));
  }
}
