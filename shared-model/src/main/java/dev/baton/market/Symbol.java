package dev.baton.market;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * An NSE trading symbol without its series suffix, for example {@code RELIANCE} or {@code M&M}.
 *
 * @param value 1 to 20 upper-case letters, digits, {@code &} or {@code -}
 */
public record Symbol(String value) implements Comparable<Symbol> {

  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9][A-Z0-9&-]{0,19}");

  /**
   * @throws IllegalArgumentException if the value does not have the form of an NSE symbol
   */
  public Symbol {
    requireNonNull(value, "value is null");
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not an NSE symbol: 1 to 20 of A-Z, 0-9, & and - are allowed");
    }
  }

  public static Symbol of(String value) {
    return new Symbol(value);
  }

  @Override
  public int compareTo(Symbol other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
