package dev.baton.evidence;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A stored signal as its row has it; labels as in the database, times are market time.
 *
 * @param windowLacks 0 if it was stored by a version that did not count
 */
public record SignalRow(
    String generation,
    String mode,
    String category,
    String symbol,
    String strategy,
    String side,
    Instant barTime,
    BigDecimal entry,
    BigDecimal stopLoss,
    BigDecimal target,
    BigDecimal confidence,
    String timeframe,
    Instant windowFirst,
    Instant windowLast,
    int windowBars,
    long windowHash,
    int windowLacks,
    Instant slotTime,
    Instant detectedAt,
    boolean late) {}
