package dev.baton.optimized.replay;

import java.util.List;
import java.util.Optional;

/**
 * The body of a request for a replay, unchecked.
 *
 * @param from first date at the exchange, like 2026-05-20; required
 * @param to last date at the exchange; required
 * @param categories labels; all if not given
 * @param inject faults for one side, separated by commas, as {@code ./baton replay --inject} takes them; none if not given
 * @param seed chooses the places that the faults leave open; 1 if not given
 */
public record ReplayRequest(
    Optional<String> from,
    Optional<String> to,
    Optional<List<String>> categories,
    Optional<String> inject,
    Optional<Long> seed) {

  /** The request of an empty body. */
  static final ReplayRequest NOTHING =
      new ReplayRequest(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
