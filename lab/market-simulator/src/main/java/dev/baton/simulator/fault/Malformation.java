package dev.baton.simulator.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.enums.Labelled;
import dev.baton.simulator.market.Bar;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Why a row of {@code candles} is no candle. */
public enum Malformation implements Labelled {
  HIGH_BELOW_LOW,
  /** The close is a text that is no number. */
  TEXT_PRICE,
  /** The close is null. */
  NULL_PRICE,
  /** The volume is below 0. */
  NEGATIVE_VOLUME,
  /** The volume is absent. */
  SHORT_ROW,
  /** The volume is null. */
  NULL_VOLUME,
  /** Every price is 0. */
  ZERO_PRICE,
  OPEN_ABOVE_HIGH,
  /** The time is a text that is no time. */
  TEXT_TIME;

  String row(Bar bar) {
    return switch (this) {
      case HIGH_BELOW_LOW ->
          row(bar, bar.open(), bar.low() - 1, bar.high(), bar.close(), bar.volume());
      case TEXT_PRICE -> row(bar, bar.open(), bar.high(), bar.low(), "\"n/a\"", bar.volume());
      case NULL_PRICE -> row(bar, bar.open(), bar.high(), bar.low(), "null", bar.volume());
      case NEGATIVE_VOLUME ->
          row(bar, bar.open(), bar.high(), bar.low(), bar.close(), -1 - bar.volume());
      case SHORT_ROW -> row(bar, bar.open(), bar.high(), bar.low(), bar.close());
      case NULL_VOLUME -> row(bar, bar.open(), bar.high(), bar.low(), bar.close(), "null");
      case ZERO_PRICE -> row(bar, 0, 0, 0, 0, bar.volume());
      case OPEN_ABOVE_HIGH ->
          row(bar, bar.high() + 1, bar.high(), bar.low(), bar.close(), bar.volume());
      case TEXT_TIME -> bar.row().replace(bar.stamp(), "n/a");
    };
  }

  private static String row(Bar bar, Object... values) {
    return "[\"%s\",%s]"
        .formatted(
            bar.stamp(),
            Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(",")));
  }

  @Override
  @JsonValue
  public String label() {
    return Labelled.super.label();
  }

  /**
   * The malformation that a fault's JSON names.
   *
   * @throws IllegalArgumentException if there is no such malformation; the message lists the valid ones
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Malformation of(JsonNode label) {
    return Labelled.of(
        "malformation", label.isTextual() ? label.textValue() : label.toString(), values());
  }
}
