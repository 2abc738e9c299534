package dev.baton.stack.up;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations as the services read them: {@code 2}, {@code 2s}, {@code 500ms}, {@code 30m} or {@code PT2S}. */
public final class ServiceDuration {

  private ServiceDuration() {}

  /**
   * The duration of a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Duration parse(String text) {
    String stripped = text.strip();
    try {
      if (stripped.matches("\\d+ms")) {
        return Duration.ofMillis(Long.parseLong(stripped.substring(0, stripped.length() - 2)));
      }
      if (stripped.matches("\\d+")) {
        return Duration.ofSeconds(Long.parseLong(stripped));
      }
      if (stripped.matches("\\d+[dD]")) {
        return Duration.parse("P" + stripped);
      }
      return Duration.parse(stripped.matches("\\d.*") ? "PT" + stripped : stripped);
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no duration; expected like 2s, 500ms or 30m".formatted(text), e);
    }
  }
}
