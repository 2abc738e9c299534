package dev.baton.parity;

import java.util.Optional;

/** What became of a bar in a generation in which it was due. */
sealed interface EvaluationStatus {

  /** Strategies saw the bar. */
  record Evaluated(Evaluation recorded) implements EvaluationStatus {}

  /**
   * Strategies did not see the bar.
   *
   * @param why for the operator
   * @param instead the evaluation that is recorded in its place; empty if there is none
   */
  record NotEvaluated(Cause cause, String why, Optional<Evaluation> instead)
      implements EvaluationStatus {}

  /** A signal of the bar was published, and its evaluation is not recorded. */
  record Unrecorded() implements EvaluationStatus {}

  /** The slots in which the bar is due are not done yet, nor is a later one. */
  record Pending(String why) implements EvaluationStatus {}

  /** Whether strategies saw the bar. */
  default boolean evaluated() {
    return switch (this) {
      case Evaluated _, Unrecorded _ -> true;
      case NotEvaluated _, Pending _ -> false;
    };
  }

  /** Whether the reason lies in the generation's data: there is no such bar, or its window cannot be evaluated. */
  default boolean ofData() {
    return this instanceof NotEvaluated status && ofData(status.cause());
  }

  private static boolean ofData(Cause cause) {
    return cause == Cause.BAR_MISSING || cause == Cause.BAR_REVISED;
  }

  /** What is recorded of the bar, or in its place; empty if nothing is. */
  default Optional<Evaluation> evaluation() {
    return switch (this) {
      case Evaluated(Evaluation recorded) -> Optional.of(recorded);
      case NotEvaluated(Cause _, String _, Optional<Evaluation> instead) -> instead;
      case Unrecorded(), Pending _ -> Optional.empty();
    };
  }

  /** Label of the reason why the bar is a hole; empty if it was evaluated. */
  default Optional<String> holeLabel() {
    return switch (this) {
      case Evaluated _, Unrecorded _ -> Optional.empty();
      case Pending _ -> Optional.of(HoldReason.NOT_DONE.label());
      case NotEvaluated(Cause cause, String _, Optional<Evaluation> instead) ->
          // Here the outcome says more: the bar is not there, or its window cannot be evaluated.
          instead
              .filter(_ -> ofData(cause))
              .map(evaluation -> evaluation.outcome().label())
              .or(() -> Optional.of(cause.label()));
    };
  }

  /** Why the bar was not evaluated, for the operator; empty if it was. */
  default Optional<String> holeDetail() {
    return switch (this) {
      case Evaluated _, Unrecorded _ -> Optional.empty();
      case Pending(String why) -> Optional.of(why);
      case NotEvaluated(Cause _, String why, Optional<Evaluation> _) -> Optional.of(why);
    };
  }
}
