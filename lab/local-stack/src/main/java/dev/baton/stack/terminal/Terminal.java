package dev.baton.stack.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Output for a person: aligned, with few colours on a terminal and none elsewhere. Thread-safe by line. */
public final class Terminal {

  /** What a colour says. */
  public enum Tone {
    PLAIN(""),
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    QUIET("2"),
    STRONG("1"),
    FIRST("36"),
    SECOND("35");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private final PrintStream out;
  private final boolean colours;

  public Terminal(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /**
   * Standard output, with colours if the launcher script saw a terminal there and {@code NO_COLOR} is not set.
   *
   * @param isTerminal whether standard output is one
   */
  public static Terminal standard(boolean isTerminal) {
    String noColor = System.getenv("NO_COLOR");
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Terminal(System.out, isTerminal && !dumb && (noColor == null || noColor.isEmpty()));
  }

  public void line(String text) {
    out.println(text);
    out.flush();
  }

  public void line(Tone tone, String text) {
    line(tone(tone, text));
  }

  public void line(Tone tone, String format, Object... arguments) {
    line(tone, String.format(Locale.ROOT, format, arguments));
  }

  public void line(String format, Object... arguments) {
    line(String.format(Locale.ROOT, format, arguments));
  }

  /** That text in that tone, or as it is where there are no colours. */
  public String tone(Tone tone, String text) {
    return colours && !tone.code.isEmpty()
        ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
        : text;
  }

  /** A rate of 0 to 1 as a percentage; a dash if there is none. */
  public static String percent(Optional<Double> rate) {
    return rate.map(value -> String.format(Locale.ROOT, "%.1f %%", value * 100)).orElse("-");
  }

  /** Two dates, or one if they are the same. */
  public static String range(String first, String last) {
    return first.equals(last) ? first : first + " to " + last;
  }

  /**
   * Prints rows in columns.
   *
   * @param titles of the columns, between bars; a column whose title begins with {@code >} is aligned to the right
   */
  public void table(String titles, List<List<String>> rows) {
    List<String> heads = List.of(titles.split("\\|"));
    StringBuilder format = new StringBuilder();
    for (int i = 0; i < heads.size(); i++) {
      int column = i;
      boolean right = heads.get(i).startsWith(">");
      int width = heads.get(i).length() - (right ? 1 : 0);
      width =
          Math.max(width, rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
      format.append("  %").append(right ? "" : "-").append(width).append("s");
    }
    line(Tone.QUIET, row(format, heads.stream().map(head -> head.replaceFirst("^>", "")).toList()));
    rows.forEach(row -> line(row(format, row)));
  }

  private static String row(CharSequence format, List<String> cells) {
    return String.format(Locale.ROOT, format.toString(), cells.toArray()).stripTrailing();
  }
}
