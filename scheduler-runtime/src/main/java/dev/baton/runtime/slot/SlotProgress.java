package dev.baton.runtime.slot;

import java.time.Duration;
import java.util.OptionalLong;

/** The progress of slots from their begin to their publication. Each state has the transitions that it allows, and no others. */
sealed interface SlotProgress {

  /**
   * An attempt has begun the slots, and scans.
   *
   * @param late whether the slots were late by then
   * @param outageSince begin of the first outage that the slots waited for, by {@link System#nanoTime}
   */
  record Begun(SlotClaim claim, boolean late, OptionalLong outageSince) implements SlotProgress {

    Attempted attempted(SlotScan.Attempt attempt) {
      return switch (attempt) {
        case SlotScan.Waiting waiting ->
            new Waiting(waiting, outageSince.orElseGet(System::nanoTime));
        case SlotScan.Finished finished ->
            new Scanned(claim, late, outageSince.isPresent(), finished);
      };
    }
  }

  /** An attempt has ended. */
  sealed interface Attempted extends SlotProgress {}

  /** The slots wait for the end of an outage. */
  record Waiting(SlotScan.Waiting scans, long outageSince) implements Attempted {

    /** Real time since the first outage began. */
    Duration waited() {
      return Duration.ofNanos(System.nanoTime() - outageSince);
    }

    Begun begunAgain(SlotClaim claim, boolean late) {
      return new Begun(claim, late, OptionalLong.of(outageSince));
    }
  }

  /**
   * Every symbol has a result.
   *
   * @param late whether the slots were late when the last attempt began
   * @param afterOutage whether they waited for the end of an outage
   */
  record Scanned(SlotClaim claim, boolean late, boolean afterOutage, SlotScan.Finished scans)
      implements Attempted {

    /** The publication; it is late, too, if the slots have become late since. */
    Publication publication(boolean lateNow) {
      return scans.publication(late || lateNow);
    }
  }
}
