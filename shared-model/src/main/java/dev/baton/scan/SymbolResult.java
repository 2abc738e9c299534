package dev.baton.scan;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.enums.Labelled;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The result of a scan for one symbol in one category.
 *
 * @param barTime open of the bar: the one that was due, or one that was awaited (ADR 41)
 * @param input the fingerprint of the window; empty if there was no window
 * @param window the bars of that fingerprint, that bar last; empty if they were not kept
 * @param lacking number of bars that the window lacks without an explanation (ADR 39); 0 if there is no window
 * @param signals the signals of that bar
 * @param detail why the bar was not evaluated, for the operator; empty if it was; control characters become spaces
 */
public record SymbolResult(
    Category category,
    Symbol symbol,
    Instant barTime,
    Outcome outcome,
    Optional<Fingerprint> input,
    Optional<CandleSeries> window,
    int lacking,
    List<Signal> signals,
    String detail) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /** How the scan of one symbol ended. */
  public enum Outcome implements Labelled {
    /** The due bar was evaluated, with or without a signal. */
    EVALUATED,
    /** The window has fewer bars than the indicators need. */
    TOO_FEW_BARS,
    /** The window lacks more bars than the category's windows may (ADR 39). Nothing was evaluated. */
    INCOMPLETE,
    /** The window has a break of the price that nothing explains (ADR 40). Nothing was evaluated. */
    SUSPENDED,
    /** The due bar is not there after all retries. No other bar was evaluated in its place. */
    BAR_MISSING,
    /** There are no candles, or the evaluation failed. */
    FAILED,
    /** The broker did not answer in time, or the symbol's or the scan's time ran out. */
    TIMED_OUT;

    /** Whether the outcome is an error. Missing bars, a short window and a broken price are facts of the data, not errors. */
    public boolean error() {
      return this == FAILED || this == TIMED_OUT;
    }

    /** Whether the bar has its result. If not, its session's later slots await the bar (ADR 41). */
    public boolean settles() {
      return switch (this) {
        case EVALUATED, TOO_FEW_BARS, INCOMPLETE, SUSPENDED -> true;
        case BAR_MISSING, FAILED, TIMED_OUT -> false;
      };
    }
  }

  public SymbolResult {
    requireNonNull(category, "category is null");
    requireNonNull(symbol, "symbol is null");
    requireNonNull(barTime, "barTime is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(input, "input is null");
    requireNonNull(window, "window is null");
    // PostgreSQL refuses a text with a NUL, which a message of the broker may hold.
    detail = CONTROL.matcher(requireNonNull(detail, "detail is null")).replaceAll(" ");
    signals = List.copyOf(signals);
    if (lacking < 0) {
      throw new IllegalArgumentException("a window cannot lack " + lacking + " bars");
    }
    if (window.isPresent() && input.isEmpty()) {
      throw new IllegalArgumentException("a window without its fingerprint");
    }
    if (!signals.isEmpty() && outcome != Outcome.EVALUATED) {
      throw new IllegalArgumentException("signals of a bar that is " + outcome.label());
    }
  }

  /** A result whose window, if there is one, lacks nothing. */
  public SymbolResult(
      Category category,
      Symbol symbol,
      Instant barTime,
      Outcome outcome,
      Optional<Fingerprint> input,
      Optional<CandleSeries> window,
      List<Signal> signals,
      String detail) {
    this(category, symbol, barTime, outcome, input, window, 0, signals, detail);
  }
}
