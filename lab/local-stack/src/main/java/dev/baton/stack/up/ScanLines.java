package dev.baton.stack.up;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.evidence.ScanRow;
import dev.baton.market.MarketTime;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line for each scan, in columns. */
final class ScanLines {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Terminal terminal;
  private LocalDate shown = LocalDate.MIN;

  ScanLines(Terminal terminal) {
    this.terminal = terminal;
  }

  void head() {
    terminal.line(
        Tone.QUIET,
        "%-5s  %-9s  %-46s %7s %5s %9s %6s %8s",
        "slot",
        "by",
        "scan",
        "signals",
        "calls",
        "hits",
        "errors",
        "ms");
  }

  /** A scan; before the first of a day, the day. */
  void scan(ScanRow scan) {
    LocalDateTime slot = MarketTime.local(scan.slot());
    if (!slot.toLocalDate().equals(shown)) {
      shown = slot.toLocalDate();
      terminal.line("");
      terminal.line(Tone.STRONG, DAY.format(shown));
    }
    String by = "%-9s".formatted(scan.generation().label());
    terminal.line(
        "%s  %s  %-46s %s %5d %9s %s %8.0f%s",
        TIME.format(slot),
        terminal.tone(scan.generation() == Generation.LEGACY ? Tone.FIRST : Tone.SECOND, by),
        categories(scan),
        count("%7s", scan.signals(), Tone.GOOD),
        scan.calls(),
        scan.lookups().hits() + "/" + scan.lookups().lookups(),
        count("%6s", scan.errors(), Tone.BAD),
        scan.millis(),
        scan.late() ? terminal.tone(Tone.WARN, "  late") : "");
  }

  private String count(String format, int count, Tone tone) {
    return count == 0
        ? String.format(Locale.ROOT, format, "-")
        : terminal.tone(tone, String.format(Locale.ROOT, format, count));
  }

  static String categories(ScanRow scan) {
    return scan.categories().size() == Category.values().length
        ? "all categories"
        : scan.categories().stream()
            .sorted()
            .map(Category::label)
            .collect(Collectors.joining(" + "));
  }
}
