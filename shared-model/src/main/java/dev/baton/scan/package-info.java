/**
 * The port between a service and its generation: {@link dev.baton.scan.ScanCore} scans the categories of one slot. The cores are
 * in the modules {@code legacy-core} and {@code optimized-core}; {@link dev.baton.scan.BarEvaluation} is what both do with a window.
 */
package dev.baton.scan;
