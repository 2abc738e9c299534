package dev.baton.optimized.replay;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.replay.ReplayException;
import dev.baton.replay.fault.FaultOrder;
import dev.baton.replay.run.ReplayRange;
import dev.baton.runtime.rest.Problem;
import dev.baton.runtime.rest.Problems;
import dev.baton.runtime.rest.RequestValues;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A valid request for a replay; whether the candles have what it needs is checked later.
 *
 * @param inject the requested faults as text; empty for a clean replay
 * @param faults the same, parsed
 * @param seed chooses the places that the faults leave open
 */
record ReplayOrder(ReplayRange range, Optional<String> inject, List<FaultOrder> faults, long seed) {

  private static final long USUAL_SEED = 1;

  ReplayOrder {
    requireNonNull(range, "range is null");
    requireNonNull(inject, "inject is null");
    faults = List.copyOf(faults);
  }

  /**
   * Checks a request.
   *
   * @throws Problem status 400 if a date or a category is not valid; it names the field and the right form
   * @throws ReplayException if a fault is not valid
   */
  static ReplayOrder of(ReplayRequest request) {
    LocalDate from = date("from", request.from());
    LocalDate to = date("to", request.to());
    ReplayRange range = RequestValues.checked(() -> range(from, to, request.categories()));
    return new ReplayOrder(
        range,
        request.inject(),
        request.inject().map(text -> faults(text, range)).orElse(List.of()),
        request.seed().orElse(USUAL_SEED));
  }

  private static LocalDate date(String name, Optional<String> text) {
    return RequestValues.date(
        name,
        text.orElseThrow(
            () ->
                Problems.bad(
                    name
                        + " is missing; expected {\"from\": \"2026-05-20\", \"to\": \"2026-06-12\"}")));
  }

  private static ReplayRange range(LocalDate from, LocalDate to, Optional<List<String>> labels) {
    Set<Category> categories = EnumSet.noneOf(Category.class);
    labels.ifPresentOrElse(
        some -> some.forEach(label -> categories.add(Category.ofLabel(label))),
        () -> categories.addAll(EnumSet.allOf(Category.class)));
    return new ReplayRange(from, to, categories);
  }

  private static List<FaultOrder> faults(String text, ReplayRange range) {
    try {
      return FaultOrder.parse(text, range.symbols());
    } catch (ReplayException e) {
      throw inject(e);
    }
  }

  /** The same failure, with the name of the field {@code inject}. */
  static ReplayException inject(ReplayException reason) {
    return new ReplayException("inject: " + reason.getMessage());
  }
}
