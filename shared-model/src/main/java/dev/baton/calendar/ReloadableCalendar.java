package dev.baton.calendar;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The calendar in force, read again on demand. A broken overrides file is refused and the calendar in force stays. */
public final class ReloadableCalendar implements Supplier<TradingCalendar> {

  private final Optional<Path> overrides;
  private final AtomicReference<TradingCalendar> current;

  /**
   * @throws CalendarFileException if the overrides cannot be read
   */
  public ReloadableCalendar(Optional<Path> overrides) {
    this.overrides = overrides;
    this.current = new AtomicReference<>(read());
  }

  @Override
  public TradingCalendar get() {
    return current.get();
  }

  /** The file of overrides, if there is one by setting. */
  public Optional<Path> overrides() {
    return overrides;
  }

  /**
   * Reads the overrides again.
   *
   * @throws CalendarFileException if they cannot be read; the calendar in force stays
   * @throws UnknownCalendarException if they leave a hole; the calendar in force stays
   */
  public TradingCalendar reload() {
    TradingCalendar read = read();
    current.set(read);
    return read;
  }

  private TradingCalendar read() {
    return overrides.map(TradingCalendar::nse).orElseGet(TradingCalendar::nse);
  }
}
