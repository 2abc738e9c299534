package dev.baton.parity;

import dev.baton.category.Category;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Joins what was not evaluated by session and reason. Not safe for use by several threads. */
final class HoleLog {

  private record Key(
      Category category,
      LocalDate session,
      HoldReason hold,
      Optional<String> legacy,
      Optional<String> optimized) {}

  private static final class Joined {
    private final TreeSet<Symbol> symbols = new TreeSet<>();
    private int bars;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private String detail = "";
  }

  private final Map<Key, Joined> joined = new HashMap<>();

  void add(
      BarKey target,
      LocalDate session,
      HoldReason hold,
      EvaluationStatus legacy,
      EvaluationStatus optimized) {
    Joined of =
        joined.computeIfAbsent(
            new Key(target.category(), session, hold, label(legacy), label(optimized)),
            _ -> new Joined());
    of.symbols.add(target.symbol());
    of.bars++;
    of.first =
        of.first
            .filter(bar -> !bar.isAfter(target.barTime()))
            .or(() -> Optional.of(target.barTime()));
    of.last =
        of.last
            .filter(bar -> !bar.isBefore(target.barTime()))
            .or(() -> Optional.of(target.barTime()));
    if (of.detail.isEmpty()) {
      of.detail = detail(legacy).or(() -> detail(optimized)).orElse("");
    }
  }

  void calendar(Category category, LocalDate session, String why) {
    Joined of =
        joined.computeIfAbsent(
            new Key(
                category,
                session,
                HoldReason.CALENDAR_UNKNOWN,
                Optional.of(HoldReason.CALENDAR_UNKNOWN.label()),
                Optional.of(HoldReason.CALENDAR_UNKNOWN.label())),
            _ -> new Joined());
    of.detail = why;
  }

  private static Optional<String> label(EvaluationStatus stand) {
    return switch (stand) {
      case EvaluationStatus.Evaluated _, EvaluationStatus.Unrecorded _ -> Optional.empty();
      case EvaluationStatus.Pending _ -> Optional.of(HoldReason.NOT_DONE.label());
      case EvaluationStatus.NotEvaluated(Cause cause, String _, Optional<Evaluation> said) ->
          Optional.of(
              cause == Cause.BAR_MISSING
                  ? said.map(evaluation -> evaluation.outcome().label()).orElse(cause.label())
                  : cause.label());
    };
  }

  private static Optional<String> detail(EvaluationStatus stand) {
    return switch (stand) {
      case EvaluationStatus.Evaluated _, EvaluationStatus.Unrecorded _ -> Optional.empty();
      case EvaluationStatus.Pending(String detail) -> Optional.of(detail);
      case EvaluationStatus.NotEvaluated(Cause _, String detail, Optional<Evaluation> _) ->
          Optional.of(detail);
    };
  }

  /** By session, category and reason. */
  List<Hole> list() {
    List<Hole> holes = new ArrayList<>();
    joined.forEach(
        (key, of) ->
            holes.add(
                new Hole(
                    key.category(),
                    key.session(),
                    key.hold(),
                    key.legacy(),
                    key.optimized(),
                    List.copyOf(of.symbols),
                    of.bars,
                    of.first,
                    of.last,
                    of.detail)));
    holes.sort(
        Comparator.comparing(Hole::session)
            .thenComparing(Hole::category)
            .thenComparing(Hole::hold)
            .thenComparing(hole -> hole.legacy().orElse(""))
            .thenComparing(hole -> hole.optimized().orElse("")));
    return holes;
  }
}
