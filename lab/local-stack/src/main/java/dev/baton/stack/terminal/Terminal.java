package dev.baton.stack.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

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

  /** Prints a line. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints a formatted line. */
  public void line(String format, Object... arguments) {
    line(format.formatted(arguments));
  }

  /** That text in that tone, or as it is where there are no colours. */
  public String tone(Tone tone, String text) {
    return colours && !tone.code.isEmpty()
        ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
        : text;
  }

  /** Prints rows in columns, the first row as head; columns whose head begins with {@code >} are aligned to the right. */
  public void table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    List<List<String>> cells = new ArrayList<>(rows);
    List<String> head = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      String title = rows.getFirst().get(i);
      right[i] = title.startsWith(">");
      head.add(right[i] ? title.substring(1) : title);
    }
    cells.set(0, head);
    for (List<String> row : cells) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    boolean first = true;
    for (List<String> row : cells) {
      StringBuilder text = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        text.append(right[i] ? padding + row.get(i) : row.get(i) + padding).append("  ");
      }
      String whole = text.toString().stripTrailing();
      line(first ? tone(Tone.QUIET, whole) : whole);
      first = false;
    }
  }
}
