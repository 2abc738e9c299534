package dev.baton.parity;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Generation;
import dev.baton.signal.SignalKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A signal in which two generations differ.
 *
 * @param session the market date on which its bar was first due
 * @param legacy the legacy generation's; empty if it has none
 * @param optimized the optimized generation's; empty if it has none
 * @param legacyEvaluation what the legacy generation says of the bar; empty if it says nothing
 * @param optimizedEvaluation what the optimized generation says of the bar; empty if it says nothing
 * @param drift the values that differ; empty unless both have the signal
 * @param diagnosis why
 * @param accepted the rule that accepts it
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

  /** How they differ. */
  public enum Kind {
    /** Both have it, with other values or in a slot in which it was not due. */
    DRIFTED,
    /** Only the legacy generation has it, or found it. */
    MISSING,
    /** Only the optimized generation has it, or found it. */
    EXTRA;

    /** The kind of a signal that only that generation has, or found. */
    static Kind onlyIn(Generation generation) {
      return switch (generation) {
        case LEGACY -> MISSING;
        case OPTIMIZED -> EXTRA;
      };
    }

    /** The lower-case name used in JSON and in metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
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
