package dev.baton.stack.replay;

import dev.baton.judge.JudgeReport;
import dev.baton.judge.JudgedReplay;
import dev.baton.judge.golden.GoldenComparison;
import dev.baton.parity.ParityView;
import dev.baton.replay.report.ReplayReport;
import dev.baton.replay.report.ReplayReport.Figures;
import dev.baton.replay.report.ReplayReport.FullSession;
import dev.baton.replay.report.ReplayReport.Hold;
import dev.baton.replay.report.ReplayReport.Sessions;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints the results of a replay for the user: what fits a screen. The report has everything. */
final class ReplaySummary {

  private static final int MOST_HOLDS = 12;

  private final Terminal terminal;

  ReplaySummary(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(JudgedReplay judged) {
    ReplayReport report = judged.replay();
    Sessions sessions = report.run().sessions();
    terminal.line(
        "%s sessions, %s to %s%s",
        sessions.count(), sessions.first(), sessions.last(), inferred(sessions));
    report.run().faults().forEach(fault -> terminal.line("fault: " + fault));
    terminal.line("");
    figures(report);
    report
        .generations()
        .forEach(
            (generation, part) ->
                part.fullSession().ifPresent(session -> fullSession(generation, session)));
    parity(report.parity());
    holds(report.holds());
    judged.golden().ifPresent(this::golden);
    judged.judge().ifPresent(this::judged);
    if (!judged.defects().isEmpty()) {
      terminal.line("");
      bad(judged.defects());
    }
  }

  private void bad(List<String> texts) {
    texts.stream().limit(MOST_HOLDS).forEach(text -> terminal.line(Tone.BAD, text));
  }

  private static String inferred(Sessions sessions) {
    return sessions.inferred().isEmpty()
        ? ""
        : "; those of "
            + sessions.inferred().entrySet().stream()
                .map(year -> "%s (%s)".formatted(year.getKey(), year.getValue()))
                .collect(Collectors.joining(", "))
            + " from the daily candles";
  }

  private void figures(ReplayReport report) {
    List<List<String>> rows = new ArrayList<>();
    report
        .generations()
        .forEach(
            (generation, part) -> {
              part.categories()
                  .forEach((category, figures) -> rows.add(row(generation, category, figures)));
              rows.add(row(generation, "all", part.totals()));
            });
    terminal.table(
        "generation|category|>slots|>evaluated|>missing|>short|>incomplete|>suspended|>lookups|>hit rate|>calls|>signals",
        rows);
  }

  private static List<String> row(String generation, String category, Figures figures) {
    return List.of(
        generation,
        category,
        count(figures.slots()),
        count(figures.evaluated()),
        count(figures.barMissing()),
        count(figures.tooFewBars()),
        count(figures.incomplete()),
        count(figures.suspended()),
        count(figures.lookups()),
        Terminal.percent(figures.hitRate()),
        count(figures.calls()),
        count(figures.signals()));
  }

  private void fullSession(String generation, FullSession session) {
    terminal.line(
        "  %s: %.0f calls in a full session, hit rate %s (mean of %s)",
        generation, session.calls(), Terminal.percent(session.hitRate()), session.sessions());
  }

  private void parity(ParityView parity) {
    terminal.line("");
    terminal.table(
        "parity|>bars|>matched|>drifted|>missing|>extra|>late|verdict|without holes",
        parity.categories().stream().map(ReplaySummary::row).toList());
    terminal.line("  %s: %s", parity.verdict(), parity.reason());
    parity.causes().forEach((cause, mismatches) -> terminal.line("  %s: %s", cause, mismatches));
  }

  private static List<String> row(ParityView.CategoryView category) {
    return List.of(
        category.category(),
        count(category.figures().bars()),
        count(category.figures().matched()),
        count(category.figures().drifted()),
        count(category.figures().missing()),
        count(category.figures().extra()),
        count(category.figures().lateOptimized()),
        category.judgement().verdict(),
        category.withoutHoles().verdict());
  }

  private void holds(List<Hold> holds) {
    if (holds.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line("on hold: %s stretches that could not be compared", holds.size());
    for (Hold hold : holds.subList(0, Math.min(MOST_HOLDS, holds.size()))) {
      terminal.line("  " + text(hold));
    }
    if (holds.size() > MOST_HOLDS) {
      terminal.line("  and %s more; --report has all of them", holds.size() - MOST_HOLDS);
    }
  }

  private static String text(Hold hold) {
    String when = Terminal.range(hold.from(), hold.to());
    return hold.symbols().isEmpty()
        ? "%s %s: %s slots, %s; %s"
            .formatted(hold.category(), when, hold.slots(), hold.reason(), hold.detail())
        : "%s %s: %s of %s bars, %s"
            .formatted(
                hold.category(),
                when,
                hold.reason(),
                hold.bars(),
                hold.symbols().size() > 4
                    ? hold.symbols().size() + " symbols"
                    : String.join(" ", hold.symbols()));
  }

  private void golden(GoldenComparison golden) {
    terminal.line("");
    List<List<String>> rows = new ArrayList<>();
    golden
        .generations()
        .forEach(
            (generation, categories) ->
                categories.forEach(
                    (category, counts) ->
                        rows.add(
                            List.of(
                                generation,
                                category,
                                count(counts.barsOfTheSameWindow()),
                                count(counts.barsOfAnotherWindow()),
                                fates(counts.reference()),
                                fates(counts.replay())))));
    terminal.table("generation|category|>same window|>other window|reference|replay", rows);
    bad(golden.differences());
  }

  private void judged(JudgeReport judge) {
    terminal.line("");
    List<List<String>> rows = new ArrayList<>();
    judge
        .kinds()
        .forEach(
            (kind, result) ->
                rows.add(
                    List.of(
                        kind,
                        count(result.placements()),
                        count(result.mismatches()),
                        count(result.right()),
                        count(result.unseen()),
                        fates(result.verdicts()))));
    terminal.table("judged|>places|>mismatches|>right|>unseen|verdicts", rows);
    terminal.line("  right cause: %s", Terminal.percent(Optional.of(judge.rightShare())));
    confusion(judge);
    var placed = judge.pairs().stream().filter(pair -> pair.placements() > 0).toList();
    var mixedUp = placed.stream().filter(pair -> pair.exact() < pair.placements()).toList();
    terminal.line("");
    terminal.line(
        "  pairs of kinds: %s, both told apart in every place for %s of them; no place for %s",
        judge.pairs().size(), placed.size() - mixedUp.size(), judge.pairs().size() - placed.size());
    mixedUp.forEach(
        pair ->
            terminal.line(
                "    %s and %s: %s of %s, else %s",
                pair.one(),
                pair.other(),
                pair.exact(),
                pair.placements(),
                pair.otherSets().getFirst()));
  }

  private void confusion(JudgeReport judge) {
    List<String> decided =
        judge.confusion().values().stream()
            .flatMap(row -> row.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    List<List<String>> rows = new ArrayList<>();
    judge
        .confusion()
        .forEach(
            (expected, row) -> {
              List<String> line = new ArrayList<>(List.of(expected));
              decided.forEach(
                  cause -> line.add(row.containsKey(cause) ? count(row.get(cause)) : "."));
              rows.add(line);
            });
    terminal.line("");
    terminal.table(
        "expected, then decided" + decided.stream().map("|>"::concat).collect(Collectors.joining()),
        rows);
  }

  private static String fates(Map<String, Integer> fates) {
    return fates.entrySet().stream()
        .map(fate -> fate.getKey() + " " + fate.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
