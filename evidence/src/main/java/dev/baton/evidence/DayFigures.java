package dev.baton.evidence;

import dev.baton.scan.Lookups;
import java.time.Instant;
import java.util.Optional;

/**
 * What a generation did on one market date.
 *
 * @param calls broker calls, all endpoints, from the ledger
 * @param lookups those of its scans
 * @param warm those of its scans since its cache has counted as warm
 * @param signals new signals
 * @param scans scans done
 * @param avgScanTime seconds, real time
 * @param lastDone the last slot that is done
 * @param undone slots that were begun and are not done
 */
public record DayFigures(
    long calls,
    Lookups lookups,
    Lookups warm,
    long signals,
    long scans,
    double avgScanTime,
    Optional<Instant> lastDone,
    long undone) {}
