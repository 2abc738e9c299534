package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Joins bars that were not evaluated into one hole for each session and reason. Not safe for use by several threads. */
final class HoleLog {

  private record Key(
      Category category, LocalDate session, HoldReason hold, Sides<Optional<String>> reasons) {}

  private static final class Bars {
    private final SortedSet<Symbol> symbols = new TreeSet<>();
    private final SortedSet<Instant> times = new TreeSet<>();
    private int count;
    private String detail = "";
  }

  private final Map<Key, Bars> holes = new HashMap<>();

  void add(BarKey bar, LocalDate session, HoldReason hold, Sides<EvaluationStatus> status) {
    Bars bars =
        bars(new Key(bar.category(), session, hold, status.map(EvaluationStatus::holeLabel)));
    bars.symbols.add(bar.symbol());
    bars.times.add(bar.barTime());
    bars.count++;
    if (bars.detail.isEmpty()) {
      bars.detail = status.first(EvaluationStatus::holeDetail).orElse("");
    }
  }

  void addUnknownDate(Category category, LocalDate session, String why) {
    HoldReason hold = HoldReason.CALENDAR_UNKNOWN;
    Key key = new Key(category, session, hold, Sides.of(_ -> Optional.of(hold.label())));
    bars(key).detail = why;
  }

  private Bars bars(Key key) {
    return holes.computeIfAbsent(key, _ -> new Bars());
  }

  /** By session, category and reason. */
  List<Hole> list() {
    return holes.entrySet().stream()
        .map(entry -> hole(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing(Hole::session)
                .thenComparing(Hole::category)
                .thenComparing(Hole::hold)
                .thenComparing(hole -> hole.legacy().orElse(""))
                .thenComparing(hole -> hole.optimized().orElse("")))
        .toList();
  }

  private static Hole hole(Key key, Bars bars) {
    return new Hole(
        key.category(),
        key.session(),
        key.hold(),
        key.reasons().legacy(),
        key.reasons().optimized(),
        List.copyOf(bars.symbols),
        bars.count,
        bars.times.stream().findFirst(),
        bars.times.reversed().stream().findFirst(),
        bars.detail);
  }
}
