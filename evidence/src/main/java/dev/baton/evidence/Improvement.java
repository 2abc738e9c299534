package dev.baton.evidence;

/**
 * How long the slots of a category took that both generations did.
 *
 * @param pairedSlots slots done by both
 * @param oldAvgTime seconds, real time
 * @param newAvgTime seconds, real time
 * @param improvementPercent how much less time the optimized generation took; negative if it took more
 */
public record Improvement(
    long pairedSlots, double oldAvgTime, double newAvgTime, double improvementPercent) {}
