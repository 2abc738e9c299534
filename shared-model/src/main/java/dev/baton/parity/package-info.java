/**
 * Whether two generations found the same signals, and why not where they did not. {@code ParityCheck} compares what both
 * recorded; {@code Explainer} decides the cause of each difference.
 */
package dev.baton.parity;
