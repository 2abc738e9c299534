package dev.baton.test.postgres;

import java.util.Optional;

/**
 * Which server the tests use.
 *
 * @param image of the container; empty for the embedded server
 * @param why for a person, without line breaks
 */
record Decision(Optional<String> image, String why) {

  Decision {
    why = why.replaceAll("\\s*\\R\\s*", " ");
  }

  static Decision container(String image, String why) {
    return new Decision(Optional.of(image), why);
  }

  static Decision embedded(String why) {
    return new Decision(Optional.empty(), why);
  }
}
