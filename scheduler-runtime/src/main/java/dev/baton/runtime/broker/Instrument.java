package dev.baton.runtime.broker;

import static java.util.Objects.requireNonNull;

/**
 * What the broker calls a stock.
 *
 * @param exchange its own name of the exchange, {@code NSEEQ}
 * @param id its id there; digits
 */
public record Instrument(String exchange, String id) {

  public Instrument {
    requireNonNull(exchange, "exchange is null");
    requireNonNull(id, "id is null");
  }
}
