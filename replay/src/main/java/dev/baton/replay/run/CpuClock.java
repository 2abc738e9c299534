package dev.baton.replay.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Measures the processor time of the calling thread, lap by lap; zero where the JVM does not know it. */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long began = now();

  private static long now() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /** The time since the last lap. */
  Duration lap() {
    long before = began;
    began = now();
    return Duration.ofNanos(began - before);
  }
}
