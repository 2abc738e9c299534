package dev.baton.parity;

import dev.baton.market.CandleSeries;
import java.util.Optional;

/** The bars that evaluations saw, so that two inputs can be laid side by side. */
public interface RecordedWindows {

  /** No bars were kept: causes are decided by fingerprints alone. */
  RecordedWindows NONE = _ -> Optional.empty();

  /** The window of that evaluation, its bar last; empty if it is not known any more. */
  Optional<CandleSeries> of(Evaluation evaluation);
}
