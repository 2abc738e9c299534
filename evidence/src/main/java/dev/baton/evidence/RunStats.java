package dev.baton.evidence;

import java.time.Instant;

/**
 * The runs of a category, all measured; the names are those of the replaced system's API.
 *
 * @param totalRuns slots done
 * @param successfulRuns of them without an error
 * @param failedRuns of them with an error
 * @param avgExecutionTime seconds, real time
 * @param lastExecution market time
 * @param lateRuns of them begun late
 * @param symbolErrors symbols that failed or timed out, over all runs
 * @param symbolsIncomplete symbols whose window lacked too many bars to be evaluated, over all runs
 * @param symbolsSuspended symbols whose price breaks without an explanation, over all runs
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
    long symbolsIncomplete,
    long symbolsSuspended,
    long symbolEvaluations) {}
