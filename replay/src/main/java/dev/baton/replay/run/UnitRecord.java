package dev.baton.replay.run;

import dev.baton.market.CandleSeries;
import dev.baton.parity.Evaluation;
import dev.baton.parity.PublishedSignal;
import dev.baton.signal.Fingerprint;
import java.util.List;
import java.util.Map;

/**
 * The record of the replay of one symbol by one generation.
 *
 * @param evaluations by category, then slot
 * @param signals each key once, as the first slot found it, in the order of the slots
 * @param windows the bars behind the evaluations
 */
record UnitRecord(
    List<Evaluation> evaluations,
    List<PublishedSignal> signals,
    Map<Fingerprint, CandleSeries> windows,
    Tally tally) {}
