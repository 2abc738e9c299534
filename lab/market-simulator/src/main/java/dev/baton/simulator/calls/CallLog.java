package dev.baton.simulator.calls;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.baton.market.MarketTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every call that the broker got: one row each, recorded when it arrives, before anything else is done with it. Thread-safe. */
public final class CallLog {

  /** The outcome of a call that is not answered yet. */
  public static final String IN_FLIGHT = "in_flight";

  /**
   * What is known of a call when it arrives; empty text where it does not apply.
   *
   * @param client {@code X-Baton-Client}, or {@code unknown}
   * @param ledgerId {@code X-Baton-Call}: the caller's own id of the call
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder("call")
  public record Facts(
      String client,
      @JsonProperty("call") String ledgerId,
      String endpoint,
      String symbol,
      String interval) {}

  /**
   * @param id ascending by arrival; never used twice
   * @param at market time of the arrival
   * @param outcome how it was answered
   */
  public record Row(long id, @JsonUnwrapped Facts facts, Instant at, String outcome) {
    public Row {
      requireNonNull(facts, "facts is null");
      requireNonNull(at, "at is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /** The number of calls that have all of these in common. */
  public record Group(
      String client, String endpoint, String symbol, String interval, String outcome, long calls) {}

  private final List<Row> rows = new ArrayList<>();
  private long lastId;

  /** Records a call; returns its id. */
  public synchronized long begin(Facts facts, Instant at) {
    rows.add(new Row(++lastId, facts, at, IN_FLIGHT));
    return lastId;
  }

  /** Records how the call was answered; does nothing if the log was reset meanwhile. */
  public synchronized void end(long id, String outcome) {
    int i = index(id);
    if (i >= 0) {
      Row row = rows.get(i);
      rows.set(i, new Row(id, row.facts(), row.at(), outcome));
    }
  }

  /** The rows after that id, at most so many. */
  public synchronized List<Row> after(long id, int limit) {
    int i = index(id);
    int from = i >= 0 ? i + 1 : -i - 1;
    return List.copyOf(rows.subList(from, Math.min(rows.size(), from + limit)));
  }

  /** The calls by client, endpoint, symbol, interval and outcome, in that order; those of the market date if one is given. */
  public synchronized List<Group> groups(Optional<LocalDate> date) {
    Map<List<String>, Long> counts =
        new TreeMap<>(Comparator.comparing(key -> String.join("\t", key)));
    for (Row row : rows) {
      if (date.isEmpty() || MarketTime.date(row.at()).equals(date.get())) {
        Facts f = row.facts();
        counts.merge(
            List.of(f.client(), f.endpoint(), f.symbol(), f.interval(), row.outcome()),
            1L,
            Long::sum);
      }
    }
    List<Group> groups = new ArrayList<>();
    counts.forEach(
        (key, calls) ->
            groups.add(
                new Group(key.get(0), key.get(1), key.get(2), key.get(3), key.get(4), calls)));
    return groups;
  }

  /** The market dates that have calls, ascending. */
  public synchronized List<LocalDate> dates() {
    return rows.stream().map(row -> MarketTime.date(row.at())).distinct().sorted().toList();
  }

  public synchronized void reset() {
    rows.clear();
  }

  private int index(long id) {
    return Collections.binarySearch(
        rows,
        new Row(id, new Facts("", "", "", "", ""), Instant.EPOCH, ""),
        Comparator.comparingLong(Row::id));
  }
}
