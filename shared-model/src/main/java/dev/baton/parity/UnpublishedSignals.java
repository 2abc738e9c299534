package dev.baton.parity;

import dev.baton.category.Generation;
import dev.baton.signal.SignalKey;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reports signals that an evaluation found and neither generation published. A comparison of what is published misses them. */
final class UnpublishedSignals {

  private final Sides<EvidenceIndex> evidence;
  private final ReportBuilder report;

  UnpublishedSignals(Sides<EvidenceIndex> evidence, ReportBuilder report) {
    this.evidence = evidence;
    this.report = report;
  }

  /**
   * Reports those of a bar.
   *
   * @param published the bar's signals that either generation published
   */
  void addAll(BarKey bar, Set<SignalKey> published, LocalDate session) {
    Sides<Set<SignalKey>> found = evidence.map(index -> found(bar, index));
    Set<SignalKey> unpublished = new TreeSet<>(found.legacy());
    unpublished.addAll(found.optimized());
    unpublished.removeAll(published);
    for (SignalKey key : unpublished) {
      add(
          key,
          found.legacy().contains(key) ? Generation.LEGACY : Generation.OPTIMIZED,
          found.both(keys -> keys.contains(key)),
          session);
    }
  }

  private static Set<SignalKey> found(BarKey bar, EvidenceIndex index) {
    Set<SignalKey> keys = new HashSet<>();
    for (Evaluation evaluation : index.evaluations(bar)) {
      evaluation.found().forEach(found -> keys.add(bar.signal(found)));
    }
    return keys;
  }

  private void add(SignalKey key, Generation generation, boolean both, LocalDate session) {
    report.addMismatch(
        Mismatch.Kind.onlyIn(generation),
        key,
        session,
        new Sides<>(Optional.empty(), Optional.empty()),
        evidence.map(index -> index.evaluations(BarKey.of(key)).stream().findFirst()),
        List.of(),
        new Diagnosis(
            Cause.PUBLICATION_LOST,
            both ? Optional.empty() : Optional.of(generation),
            "%s found it and neither has a signal".formatted(both ? "both" : generation.label()),
            List.of()));
  }
}
