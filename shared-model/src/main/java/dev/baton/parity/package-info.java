/**
 * Compares the signals of the two generations. {@code ParityCheck} is the way in; {@code Comparison} asks the questions in
 * order; {@code Explainer} decides the cause of each difference.
 */
package dev.baton.parity;
