package dev.baton.enums;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A constant of an enum with a label. */
public interface Labelled {

  String name();

  /** The lower-case name used in settings, JSON, the database, metrics and messages, for example {@code day_trading}. */
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The labels, separated by commas, for messages. */
  static String labels(Labelled... values) {
    return Arrays.stream(values).map(Labelled::label).collect(Collectors.joining(", "));
  }

  /**
   * The constant with that label.
   *
   * @param what is labelled, for the message
   * @throws IllegalArgumentException if no constant has that label; the message lists the valid ones
   */
  static <T extends Labelled> T of(String what, String label, T[] values) {
    return Arrays.stream(values)
        .filter(value -> value.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown %s '%s'; valid are %s".formatted(what, label, labels(values))));
  }
}
