package dev.baton.scan;

/** A generation's way to scan. The service and the replay run the same class (ADR 13). */
public interface ScanCore {

  /**
   * Scans. A symbol that fails or runs out of time costs only itself; what was finished is kept.
   *
   * @throws InterruptedException if the thread was interrupted: nothing of this scan may be published then
   */
  ScanResult scan(ScanRequest request) throws InterruptedException;
}
