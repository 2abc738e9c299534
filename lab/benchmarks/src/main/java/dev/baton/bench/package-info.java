/**
 * What {@code ./baton bench} measures, by JMH. A class with {@link org.openjdk.jmh.annotations.Benchmark} methods and a
 * {@link dev.baton.bench.Figure} is a line of its table: adding the class suffices.
 */
package dev.baton.bench;
