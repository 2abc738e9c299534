/**
 * What {@code ./baton bench} measures, by JMH. A class with {@link org.openjdk.jmh.annotations.Benchmark} methods is enough: a
 * method {@code ta4j} is the one that the others of its class are compared with, and the targets are in {@link
 * dev.baton.bench.BenchTargets}.
 */
package dev.baton.bench;
