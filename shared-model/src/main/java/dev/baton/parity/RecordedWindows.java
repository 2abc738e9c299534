package dev.baton.parity;

import dev.baton.market.CandleSeries;
import java.util.Optional;

/** The bars behind evaluations, so that two inputs can be compared bar by bar. */
public interface RecordedWindows {

  /** No bars are kept: fingerprints alone decide causes. */
  RecordedWindows NONE = _ -> Optional.empty();

  /** The window of that evaluation, its bar last; empty if it is not kept any more. */
  Optional<CandleSeries> of(Evaluation evaluation);
}
