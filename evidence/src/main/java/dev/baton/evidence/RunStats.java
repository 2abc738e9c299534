package dev.baton.evidence;

import java.time.Instant;

/**
 * What the runs of a category have cost. Figures of the replaced system's API, all measured.
 *
 * @param totalRuns slots done
 * @param successfulRuns of them without an error
 * @param failedRuns of them with an error
 * @param avgExecutionTime seconds, real time
 * @param lastExecution market time
 * @param lateRuns of them begun late
 * @param symbolErrors symbols that failed or timed out, over all runs
 * @param symbolEvaluations symbols scanned, over all runs
 */
public record RunStats(
    long totalRuns,
    long successfulRuns,
    long failedRuns,
    double avgExecutionTime,
    Instant lastExecution,
    long lateRuns,
    long symbolErrors,
    long symbolEvaluations) {}
