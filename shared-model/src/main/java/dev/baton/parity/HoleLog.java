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
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private int count;
    private Detail detail = Detail.NONE;

    void add(BarKey bar, String text) {
      symbols.add(bar.symbol());
      span(bar.barTime(), bar.barTime());
      count++;
      detail = detail.or(new Detail(text, bar.barTime(), bar.symbol().value()));
    }

    void add(Bars other) {
      symbols.addAll(other.symbols);
      span(other.first, other.last);
      count += other.count;
      detail = detail.or(other.detail);
    }

    private void span(Instant from, Instant to) {
      first = from.isBefore(first) ? from : first;
      last = to.isAfter(last) ? to : last;
    }
  }

  /** The reason of one of the bars: of the oldest that has one, by symbol, so that it does not depend on the order. */
  private record Detail(String text, Instant bar, String symbol) {

    static final Detail NONE = new Detail("", Instant.MAX, "");

    private static final Comparator<Detail> ORDER =
        Comparator.comparing(Detail::bar).thenComparing(Detail::symbol);

    Detail or(Detail other) {
      if (text.isEmpty() || other.text.isEmpty()) {
        return text.isEmpty() ? other : this;
      }
      return ORDER.compare(this, other) <= 0 ? this : other;
    }
  }

  private final Map<Key, Bars> holes = new HashMap<>();

  void add(BarKey bar, LocalDate session, HoldReason hold, Sides<EvaluationStatus> status) {
    bars(new Key(bar.category(), session, hold, status.map(EvaluationStatus::holeLabel)))
        .add(bar, status.first(EvaluationStatus::holeDetail).orElse(""));
  }

  /** Adds the holes of other symbols. */
  void add(HoleLog other) {
    other.holes.forEach((key, bars) -> bars(key).add(bars));
  }

  void addUnknownDate(Category category, LocalDate session, String why) {
    HoldReason hold = HoldReason.CALENDAR_UNKNOWN;
    Key key = new Key(category, session, hold, Sides.of(_ -> Optional.of(hold.label())));
    bars(key).detail = new Detail(why, Instant.MAX, "");
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
        bars.count == 0 ? Optional.empty() : Optional.of(bars.first),
        bars.count == 0 ? Optional.empty() : Optional.of(bars.last),
        bars.detail.text());
  }
}
