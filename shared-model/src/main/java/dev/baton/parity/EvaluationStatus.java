package dev.baton.parity;

import java.util.Optional;

/** Where a generation stands with a target. */
sealed interface EvaluationStatus {

  /** Strategies saw the bar. */
  record Evaluated(Evaluation evaluation) implements EvaluationStatus {}

  /**
   * They did not.
   *
   * @param evaluation what the generation says instead; empty if it says nothing
   */
  record NotEvaluated(Cause cause, String detail, Optional<Evaluation> evaluation)
      implements EvaluationStatus {}

  /** It published a signal of the bar, and there is no record of the evaluation. */
  record Unrecorded() implements EvaluationStatus {}

  /** The slots in which the bar is due have not been done yet, nor has a later one. */
  record Pending(String detail) implements EvaluationStatus {}

  /** What the generation says of the bar. */
  default Optional<Evaluation> said() {
    return switch (this) {
      case Evaluated(Evaluation evaluation) -> Optional.of(evaluation);
      case NotEvaluated(Cause _, String _, Optional<Evaluation> evaluation) -> evaluation;
      case Unrecorded(), Pending _ -> Optional.empty();
    };
  }
}
