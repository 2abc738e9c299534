package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.enums.Labelled;
import dev.baton.signal.SignalKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A signal in which two generations differ.
 *
 * @param session the market date on which its bar was first due
 * @param legacy the legacy generation's signal; empty if it has none
 * @param optimized the optimized generation's signal; empty if it has none
 * @param legacyEvaluation the legacy generation's evaluation of the bar; empty if none is recorded
 * @param optimizedEvaluation the optimized generation's evaluation of the bar; empty if none is recorded
 * @param drift the values that differ; empty unless both have the signal
 * @param diagnosis why the signal differs
 * @param accepted the rule that accepts the difference; empty if none does
 */
public record Mismatch(
    Kind kind,
    SignalKey key,
    LocalDate session,
    Optional<PublishedSignal> legacy,
    Optional<PublishedSignal> optimized,
    Optional<Evaluation> legacyEvaluation,
    Optional<Evaluation> optimizedEvaluation,
    List<FieldDrift> drift,
    Diagnosis diagnosis,
    Optional<AcceptedDifference> accepted) {

  /** How the generations differ. */
  public enum Kind implements Labelled {
    /** Both have it, with different values or in a slot in which its bar was not due. */
    DRIFTED,
    /** Only the legacy generation published or found it. */
    MISSING,
    /** Only the optimized generation published or found it. */
    EXTRA;

    /** The kind of a signal that only that generation published or found. */
    static Kind onlyIn(Generation generation) {
      return switch (generation) {
        case LEGACY -> MISSING;
        case OPTIMIZED -> EXTRA;
      };
    }
  }

  public Mismatch {
    requireNonNull(kind, "kind is null");
    requireNonNull(key, "key is null");
    requireNonNull(session, "session is null");
    requireNonNull(diagnosis, "diagnosis is null");
    drift = List.copyOf(drift);
  }
}
