package dev.baton.scan;

/** The scan of one generation. The service and the replay run the same class (ADR 13). */
public interface ScanCore {

  /**
   * The results of a scan. If a symbol fails or runs out of time, the results of the others are kept.
   *
   * @throws InterruptedException if the thread was interrupted; nothing of this scan may be published then
   */
  ScanResult scan(ScanRequest request) throws InterruptedException;
}
