package dev.baton.simulator.clock;

import java.time.Duration;

/**
 * @param every real time within which a participant should be heard of again: a quarter of the time after which it no longer
 *     governs the clock
 */
public record ClockHeartbeat(Duration every) {}
