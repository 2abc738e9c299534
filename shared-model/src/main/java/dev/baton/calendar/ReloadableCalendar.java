package dev.baton.calendar;

import dev.baton.csv.DataFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The calendar in force; it can be read again. If the overrides file is broken, the calendar in force stays. */
public final class ReloadableCalendar implements Supplier<TradingCalendar> {

  private final Optional<Path> overrides;
  private final AtomicReference<TradingCalendar> current;

  /**
   * @throws DataFileException if the overrides cannot be read
   */
  public ReloadableCalendar(Optional<Path> overrides) {
    this.overrides = overrides;
    this.current = new AtomicReference<>(read());
  }

  @Override
  public TradingCalendar get() {
    return current.get();
  }

  /** The overrides file that the settings name; empty if they name none. */
  public Optional<Path> overrides() {
    return overrides;
  }

  /**
   * Reads the overrides again. If it throws, the calendar in force stays.
   *
   * @return the calendar in force from now on
   * @throws DataFileException if the overrides cannot be read
   * @throws UnknownCalendarException if the overrides leave a year out
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
