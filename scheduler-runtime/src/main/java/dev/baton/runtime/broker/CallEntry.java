package dev.baton.runtime.broker;

import static java.util.Objects.requireNonNull;

import dev.baton.market.CandleRequest;
import dev.baton.market.Timeframe;
import java.util.Optional;

/**
 * A call to the broker before it is made.
 *
 * @param endpoint the last part of the path
 * @param request the candles, with the dates that are really sent; empty for other endpoints
 * @param reason why the call is made
 */
record CallEntry(String endpoint, Optional<CandleRequest> request, String reason) {

  static final String HISTORY = "historicaldata";
  static final String CONTRACTS = "contractfiles";
  static final String SESSION = "getusersession";

  CallEntry {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(request, "request is null");
    requireNonNull(reason, "reason is null");
  }

  static CallEntry history(CandleRequest request) {
    return new CallEntry(HISTORY, Optional.of(request), request.reason().label());
  }

  /** Whether the call only finds out whether the broker answers. */
  boolean probe() {
    return request.filter(of -> of.reason() == CandleRequest.Reason.PROBE).isPresent();
  }

  static CallEntry contracts() {
    return new CallEntry(CONTRACTS, Optional.empty(), "daily");
  }

  static CallEntry session() {
    return new CallEntry(SESSION, Optional.empty(), "login");
  }

  /** The broker's name of a bar length. The weekly one is unproven: the list in the broker's error EC802 ends with a day. */
  static String interval(Timeframe timeframe) {
    return switch (timeframe) {
      case FIVE_MINUTES -> "5 minutes";
      case ONE_HOUR -> "60 minutes";
      case ONE_DAY -> "1 day";
      case ONE_WEEK -> "weekly";
    };
  }
}
