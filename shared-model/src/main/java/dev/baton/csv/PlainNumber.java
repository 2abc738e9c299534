package dev.baton.csv;

import java.math.BigDecimal;

/**
 * Numbers as files and brokers write them: digits 0 to 9, a sign, a decimal point, an exponent; spaces around them are allowed.
 * Java's own parsers take more: {@code 0x1p10}, {@code 1024d}, {@code NaN}, and the digits of other scripts.
 */
public final class PlainNumber {

  private static final String CHARACTERS = "0123456789+-.eE";

  private PlainNumber() {}

  /**
   * The nearest double; infinite if it is too large.
   *
   * @throws NumberFormatException if the text is no such number
   */
  public static double decimal(String text) {
    return Double.parseDouble(plain(text));
  }

  /**
   * The exact value.
   *
   * @throws NumberFormatException if the text is no such number
   */
  public static BigDecimal exact(String text) {
    return new BigDecimal(plain(text));
  }

  /**
   * A whole number without a decimal point or an exponent.
   *
   * @throws NumberFormatException if the text is no such number, or too large
   */
  public static long whole(String text) {
    return Long.parseLong(plain(text));
  }

  private static String plain(String text) {
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      if (CHARACTERS.indexOf(stripped.charAt(i)) < 0) {
        throw new NumberFormatException("'%s' is not a number".formatted(VisibleText.of(text)));
      }
    }
    return stripped;
  }
}
