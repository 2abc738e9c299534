package dev.baton.simulator.clock;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;

/**
 * The clock at one moment.
 *
 * @param now market time
 * @param pausesAt the last moment that it reaches before a participant has done its slot; {@link Instant#MAX} if there is none
 * @param participants the services that govern it, by name
 */
public record ClockReading(
    Instant now, State state, Instant pausesAt, List<Participant> participants) {

  /** What the clock does. */
  public enum State {
    /** Not started, or waiting for the participants that it was started for. */
    FROZEN("frozen"),
    /** Market time runs. */
    RUNNING("running"),
    /** Market time waits until a participant has done its slot. */
    PAUSED("holding"),
    /** Every participant's next slot is after the last simulated session. */
    FINISHED("finished");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** Its name in JSON. */
    @JsonValue
    public String label() {
      return label;
    }
  }

  /**
   * @param lastSeenMsAgo real milliseconds since it was last heard of; 0 while it waits for an answer
   * @param live whether it governs the clock
   */
  public record Participant(
      String name, @JsonUnwrapped ClockPlan plan, long lastSeenMsAgo, boolean live) {}

  public ClockReading {
    requireNonNull(now, "now is null");
    requireNonNull(state, "state is null");
    requireNonNull(pausesAt, "pausesAt is null");
    participants = List.copyOf(participants);
  }
}
