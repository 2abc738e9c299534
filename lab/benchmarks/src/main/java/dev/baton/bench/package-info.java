/**
 * What {@code ./baton bench} measures, by JMH. A class with {@link org.openjdk.jmh.annotations.Benchmark} methods and a
 * {@link dev.baton.bench.Figure} is a line of its table: adding the class suffices. One whose
 * operation takes longer than some milliseconds has a {@link org.openjdk.jmh.annotations.Measurement} and a
 * {@link org.openjdk.jmh.annotations.Warmup} of its own.
 */
package dev.baton.bench;
