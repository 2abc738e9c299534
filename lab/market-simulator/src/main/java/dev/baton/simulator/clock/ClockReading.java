package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The clock at one moment.
 *
 * @param now market time
 * @param state what it does
 * @param holdsAt the last moment that it reaches as things are; {@link Instant#MAX} if nothing holds it
 * @param participants who governs it, by name
 */
public record ClockReading(
    Instant now, State state, Instant holdsAt, List<Participant> participants) {

  /** What the clock does. */
  public enum State {
    /** Not started, or waiting for the participants it was started for. */
    FROZEN,
    /** Market time runs. */
    RUNNING,
    /** Market time waits for a participant's slot. */
    HOLDING,
    /** Every participant's next slot is after the last simulated session. */
    FINISHED;

    /** The lower-case name used in JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param silentFor real time since it was last heard of; zero while it waits for an answer
   * @param live whether it still holds the clock
   */
  public record Participant(String name, ClockPlan plan, Duration silentFor, boolean live) {}

  public ClockReading {
    requireNonNull(now, "now is null");
    requireNonNull(state, "state is null");
    requireNonNull(holdsAt, "holdsAt is null");
    participants = List.copyOf(participants);
  }
}
