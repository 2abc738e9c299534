package dev.baton.csv;

import java.util.HexFormat;

/** Text from outside as a message shows it. */
public final class VisibleText {

  private static final int LONGEST = 120;

  private VisibleText() {}

  /**
   * The text with what cannot be seen written as in Java, by its code: two texts that differ look different. Only its
   * first 120 characters.
   */
  public static String of(String text) {
    StringBuilder visible = new StringBuilder();
    for (char of : text.substring(0, Math.min(LONGEST, text.length())).toCharArray()) {
      visible.append(seen(of) ? Character.toString(of) : escaped(of));
    }
    return text.length() > LONGEST ? visible + "..." : visible.toString();
  }

  private static boolean seen(char of) {
    return of == ' '
        || !(Character.isISOControl(of)
            || Character.isSpaceChar(of)
            || Character.getType(of) == Character.FORMAT
            || Character.getType(of) == Character.UNASSIGNED);
  }

  private static String escaped(char of) {
    return "\\u" + HexFormat.of().toHexDigits(of);
  }
}
