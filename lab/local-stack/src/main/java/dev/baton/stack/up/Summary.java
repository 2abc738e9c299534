package dev.baton.stack.up;

import dev.baton.parity.Mismatch;
import dev.baton.parity.ParityFigures;
import dev.baton.stack.report.Report;
import dev.baton.stack.report.Report.Figures;
import dev.baton.stack.report.Report.GenerationFigures;
import dev.baton.stack.report.Report.OpenCalls;
import dev.baton.stack.report.SignalParity;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The end of a run for a person. */
final class Summary {

  private final Terminal terminal;

  Summary(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Report report) {
    terminal.line("");
    terminal.line(
        Tone.STRONG,
        "%s, %s at speed %s, %.0f s",
        Terminal.range(report.run().from(), report.run().to()),
        report.run().candles(),
        report.run().speed(),
        report.run().wallSeconds());
    List<List<String>> rows = new ArrayList<>();
    report
        .generations()
        .forEach(
            (label, figures) -> {
              figures.categories().forEach((category, row) -> rows.add(row(label, category, row)));
              rows.add(row(label, "all", figures.totals()));
            });
    terminal.table(
        "generation|category|>due|>done|>late|>signals|>calls|>lookups|>hits|>errors|>missing|>incomplete|>suspended|>avg ms|>max ms",
        rows);
    terminal.line("");
    report.generations().forEach(this::generation);
    report.ratios().ifPresent(this::ratios);
    report.parity().ifPresent(this::parity);
    if (report.run().interrupted()) {
      terminal.line("  interrupted; the slot in work and the one after it are not counted as due");
    }
    report
        .defects()
        .forEach(defect -> terminal.line("  " + terminal.tone(Tone.BAD, "defect") + "  " + defect));
  }

  private static List<String> row(String label, String category, Figures figures) {
    return List.of(
        label,
        category,
        Integer.toString(figures.slotsDue()),
        Integer.toString(figures.done()),
        Integer.toString(figures.late()),
        Integer.toString(figures.signals()),
        Integer.toString(figures.calls()),
        Long.toString(figures.lookups()),
        Terminal.percent(figures.hitRate()),
        Integer.toString(figures.errors()),
        Integer.toString(figures.barsMissing()),
        Integer.toString(figures.incomplete()),
        Integer.toString(figures.suspended()),
        millis(figures.avgScanMs()),
        millis(figures.maxScanMs()));
  }

  private void generation(String label, GenerationFigures figures) {
    long calls =
        figures.ledger().values().stream()
            .flatMap(outcomes -> outcomes.values().stream())
            .mapToLong(Long::longValue)
            .sum();
    String equal =
        figures
            .ledgerEqualsSimulator()
            .map(
                same ->
                    same
                        ? terminal.tone(Tone.GOOD, "the broker counted the same, call by call")
                        : terminal.tone(
                            Tone.BAD,
                            "the broker counted otherwise: " + figures.differences().getFirst()))
            .orElse("the broker could not be asked");
    terminal.line(
        "  %-10s %s signals; %s hits after the first hour; ledger %s calls, %s",
        label,
        figures.distinctSignals(),
        Terminal.percent(figures.hitRateAfterFirstHour()),
        calls,
        equal);
    OpenCalls open = figures.openCalls();
    if (open.calls() > 0) {
      String text =
          "%s calls have no known end, where %s are explained: %s"
              .formatted(open.calls(), open.allowed(), String.join("; ", open.examples()));
      terminal.line("  %-10s %s", "", terminal.tone(open.tooMany() ? Tone.BAD : Tone.WARN, text));
    }
  }

  private void ratios(Report.Ratios ratios) {
    terminal.line(
        "  %-10s calls %s, unified scans %s of the legacy jobs' time",
        "ratios", Terminal.percent(ratios.calls()), Terminal.percent(ratios.scanTime()));
  }

  private void parity(SignalParity parity) {
    String text =
        "%s in both, %s only legacy, %s only optimized, %s values differ, over %s bars; %s not comparable"
            .formatted(
                parity.sum(ParityFigures::matched),
                parity.mismatches(Mismatch.Kind.MISSING).size(),
                parity.mismatches(Mismatch.Kind.EXTRA).size(),
                parity.mismatches(Mismatch.Kind.DRIFTED).size(),
                parity.sum(ParityFigures::bars),
                parity.report().notComparable().size());
    terminal.line(
        "  %-10s %s", "signals", terminal.tone(parity.clean() ? Tone.GOOD : Tone.BAD, text));
  }

  private static String millis(Optional<Double> value) {
    return value.map(ms -> String.format(Locale.ROOT, "%.0f", ms)).orElse("-");
  }
}
