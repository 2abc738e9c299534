package dev.baton.stack.report;

import dev.baton.evidence.LedgerCall;
import dev.baton.stack.report.RunRecord.BrokerRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ledger of a service against the broker's own count, call by call. */
final class LedgerCheck {

  private LedgerCheck() {}

  /** Returns the differences, a sentence each; none if they are equal. */
  static List<String> differences(List<LedgerCall> ledger, List<BrokerRow> broker) {
    Map<String, LedgerCall> noted = new HashMap<>();
    List<String> differences = new ArrayList<>();
    for (LedgerCall row : ledger) {
      if (noted.put(row.id(), row) != null) {
        differences.add("ledger has call %s twice".formatted(row.id()));
      }
    }
    Map<String, Integer> got = new HashMap<>();
    for (BrokerRow row : broker) {
      if (row.id().isEmpty()) {
        differences.add(
            "the broker got a call without an id: %s %s".formatted(row.endpoint(), row.symbol()));
        continue;
      }
      if (got.merge(row.id(), 1, Integer::sum) > 1) {
        differences.add("the broker got call %s more than once".formatted(row.id()));
      }
      LedgerCall other = noted.get(row.id());
      if (other == null) {
        differences.add(
            "call %s (%s %s) is not in the ledger"
                .formatted(row.id(), row.endpoint(), row.symbol()));
      } else if (!other.endpoint().equals(row.endpoint()) || !other.symbol().equals(row.symbol())) {
        differences.add(
            "call %s is %s %s in the ledger, %s %s at the broker"
                .formatted(
                    row.id(), other.endpoint(), other.symbol(), row.endpoint(), row.symbol()));
      }
    }
    for (LedgerCall row : ledger) {
      if (!got.containsKey(row.id()) && !row.unknown()) {
        differences.add(
            "call %s (%s %s, %s) never reached the broker"
                .formatted(row.id(), row.endpoint(), row.symbol(), row.outcome()));
      }
    }
    return differences;
  }

  /**
   * Returns the calls that have no known end: those that the service never completed, and those whose connection broke off, unless
   * the broker got them. A broker that cannot be asked has not denied any of those.
   */
  static List<LedgerCall> open(List<LedgerCall> ledger, Optional<List<BrokerRow>> broker) {
    Optional<Set<String>> got =
        broker.map(rows -> rows.stream().map(BrokerRow::id).collect(Collectors.toSet()));
    return ledger.stream()
        .filter(LedgerCall::unknown)
        .filter(row -> row.abandoned() || got.map(ids -> !ids.contains(row.id())).orElse(false))
        .toList();
  }

  static String text(LedgerCall row) {
    return "call %s (%s %s, %s)".formatted(row.id(), row.endpoint(), row.symbol(), row.outcome());
  }
}
