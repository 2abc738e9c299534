package dev.baton.runtime.broker;

import static java.util.Objects.requireNonNull;

/**
 * The broker's names for a stock.
 *
 * @param exchange the exchange, {@code NSEEQ}
 * @param id the stock's id there; digits
 */
public record Instrument(String exchange, String id) {

  public Instrument {
    requireNonNull(exchange, "exchange is null");
    requireNonNull(id, "id is null");
  }
}
