package dev.baton.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Faults for the simulator's {@code /sim/faults}, chosen by a seed: those that the rules can notice, as the rounds in one
 * process have them. Each round has some of each sort. What takes real time is limited to a few calls.
 */
final class PackagedFaults {

  private static final List<String> SYMBOLS =
      List.of("RELIANCE", "TCS", "HDFCBANK", "INFY", "HINDUNILVR", "BAJFINANCE", "SBIN", "TITAN");

  /** The simulated date, and the sessions before it. */
  private static final String DATE = "2026-07-15";

  private static final List<String> BEFORE = List.of("2026-07-13", "2026-07-14");

  private final SplittableRandom random;

  private PackagedFaults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Map<String, Object>> of(long seed) {
    PackagedFaults faults = new PackagedFaults(seed);
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(faults.answer());
    all.add(faults.slowAnswer());
    all.add(faults.outage());
    all.addAll(faults.rows());
    all.addAll(faults.rows());
    all.add(faults.split());
    return all;
  }

  /** A symbol that is answered with errors until the day's end. */
  private Map<String, Object> answer() {
    Map<String, Object> fault =
        ofSymbol(
            any(
                List.of(
                    "http_500",
                    "too_many_requests",
                    "not_ok",
                    "nested_ec",
                    "empty_history",
                    "truncated_json")));
    fault.put("from", DATE + time(random.nextInt(60)));
    fault.put("probability", any(List.of(1.0, 0.5)));
    return fault;
  }

  private Map<String, Object> slowAnswer() {
    Map<String, Object> fault = ofSymbol(any(List.of("time_out", "slow_body")));
    fault.put("from", DATE + time(random.nextInt(60)));
    fault.put("times", random.nextInt(1, 4));
    return fault;
  }

  /** No call is answered for a while; the services wait some real seconds between their probes. */
  private Map<String, Object> outage() {
    Map<String, Object> fault = fault(any(List.of("http_500", "truncated_json")));
    fault.put("from", DATE + time(random.nextInt(60)));
    fault.put("times", random.nextInt(10, 25));
    return fault;
  }

  /** Some bars of a symbol, one after another. */
  private List<Map<String, Object>> rows() {
    String kind = any(List.of("missing_bar", "late_bar", "malformed_bar", "off_grid_bar"));
    String symbol = any(SYMBOLS);
    String malformation =
        any(List.of("null_volume", "zero_price", "open_above_high", "text_time", "short_row"));
    boolean daily = !kind.equals("late_bar") && random.nextInt(3) == 0;
    String date = random.nextBoolean() && !kind.equals("late_bar") ? any(BEFORE) : DATE;
    int first = random.nextInt(60);
    List<Map<String, Object>> faults = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      Map<String, Object> fault = fault(kind);
      fault.put("symbol", symbol);
      fault.put("interval", daily ? "1 day" : "5 minutes");
      fault.put("bar_time", daily ? any(BEFORE) + "T00:00:00+05:30" : date + time(first + i));
      fault.put("malformation", malformation);
      fault.put("minutes", random.nextInt(5, 60));
      faults.add(fault);
    }
    return faults;
  }

  private Map<String, Object> split() {
    Map<String, Object> fault = ofSymbol("split");
    fault.put("bar_time", any(BEFORE) + "T00:00:00+05:30");
    fault.put("factor", any(List.of(0.5, 2.0, 10.0)));
    return fault;
  }

  private Map<String, Object> ofSymbol(String kind) {
    Map<String, Object> fault = fault(kind);
    fault.put("symbol", any(SYMBOLS));
    return fault;
  }

  private Map<String, Object> fault(String kind) {
    Map<String, Object> fault = new HashMap<>();
    fault.put("kind", kind);
    fault.put("endpoint", "historicaldata");
    fault.put("seed", random.nextInt(1_000_000));
    return fault;
  }

  /** The time of a five-minute bar of the session. */
  private static String time(int bar) {
    int minutes = 9 * 60 + 15 + 5 * bar;
    return "T%02d:%02d:00+05:30".formatted(minutes / 60, minutes % 60);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
