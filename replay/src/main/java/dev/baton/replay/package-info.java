/**
 * Recorded candles through both scan cores with a stepped clock. {@code run.Replay} is the entry, {@code market} reads the
 * candles, {@code fault} puts faults into one side, {@code report} writes what was found.
 */
package dev.baton.replay;
