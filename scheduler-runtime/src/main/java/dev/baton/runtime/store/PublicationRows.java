package dev.baton.runtime.store;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.category.RulesVersion;
import dev.baton.market.MarketTime;
import dev.baton.ownership.Mode;
import dev.baton.parity.StrategySide;
import dev.baton.runtime.slot.Publication;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** A publication as rows: one JSON array for each table, so that each table needs one statement. */
final class PublicationRows {

  private final Generation generation;
  private final Publication publication;
  private final List<SeenWindow> windows;

  private record SeenWindow(SymbolResult symbol, SeenBars.Changes changes) {}

  PublicationRows(Generation generation, Publication publication, SeenBars seen) {
    this.generation = generation;
    this.publication = publication;
    this.windows =
        publication.symbols().stream()
            .map(symbol -> new SeenWindow(symbol, seen.changes(symbol)))
            .toList();
  }

  String scans() {
    JsonArray rows = new JsonArray();
    for (Publication.CompletedScan scan : publication.scans()) {
      Set<Category> categories = scan.result().costs().keySet();
      rows.add(
          new JsonObject()
              .put("id", scan.id().toString())
              .put("generation", generation.label())
              .put("name", scan.name())
              .put("slot_time", time(publication.slot()))
              .put("categories", new JsonArray(categories.stream().map(Category::label).toList()))
              .put("late", publication.late())
              .put("started_at", time(scan.startedAt()))
              .put("finished_at", time(scan.finishedAt()))
              .put("duration_ms", millis(scan.result().duration()))
              .put("calls", scan.result().calls())
              .put("lookups", scan.lookups().lookups())
              .put("hits", scan.lookups().hits())
              .put("errors", scan.errors())
              .put("symbols", scan.result().symbols().size())
              .put("signals", scan.signals())
              .put("outcome", scan.errors() == 0 ? "ok" : "partial"));
    }
    return rows.encode();
  }

  String slots() {
    JsonArray rows = new JsonArray();
    for (Publication.CompletedScan scan : publication.scans()) {
      scan.result().costs().forEach((category, cost) -> rows.add(slot(scan, category, cost)));
    }
    return rows.encode();
  }

  private JsonObject slot(Publication.CompletedScan scan, Category category, ScanResult.Cost cost) {
    List<SymbolResult> symbols =
        scan.result().symbols().stream().filter(symbol -> symbol.category() == category).toList();
    return new JsonObject()
        .put("generation", generation.label())
        .put("category", category.label())
        .put("slot_time", time(publication.slot()))
        .put("late", publication.late())
        .put("scan_id", scan.id().toString())
        .put("started_at", time(scan.startedAt()))
        .put("finished_at", time(scan.finishedAt()))
        .put("duration_ms", millis(cost.duration()))
        .put("calls", cost.calls())
        .put("lookups", cost.lookups().lookups())
        .put("hits", cost.lookups().hits())
        .put("errors", symbols.stream().filter(symbol -> symbol.outcome().error()).count())
        .put("symbols", symbols.size())
        .put(
            "bars_missing",
            symbols.stream()
                .filter(symbol -> symbol.outcome() == SymbolResult.Outcome.BAR_MISSING)
                .count())
        .put(
            "suspended",
            symbols.stream()
                .filter(symbol -> symbol.outcome() == SymbolResult.Outcome.SUSPENDED)
                .count())
        .put(
            "incomplete",
            symbols.stream()
                .filter(symbol -> symbol.outcome() == SymbolResult.Outcome.INCOMPLETE)
                .count())
        .put("signals", symbols.stream().mapToInt(symbol -> symbol.signals().size()).sum())
        .put("rules", RulesVersion.of(category).text());
  }

  String evaluations() {
    JsonArray rows = new JsonArray();
    for (SymbolResult symbol : publication.symbols()) {
      JsonObject row =
          symbolRow(symbol)
              .put("slot_time", time(publication.slot()))
              .put("bar_time", time(symbol.barTime()))
              .put("outcome", symbol.outcome().label())
              .put("detail", symbol.detail())
              .put("found", new JsonArray(found(symbol)))
              .put("window_lacks", symbol.lacking());
      symbol
          .input()
          .ifPresent(
              input ->
                  row.put("window_first", time(input.firstBar()))
                      .put("window_bars", input.bars())
                      .put("window_hash", input.hash()));
      rows.add(row);
    }
    return rows.encode();
  }

  private static List<String> found(SymbolResult symbol) {
    return symbol.signals().stream().map(StrategySide::of).map(StrategySide::label).toList();
  }

  /** The bars that the windows show for the first time, or otherwise than before. */
  String seenBars() {
    JsonArray rows = new JsonArray();
    for (SeenWindow window : windows) {
      for (SeenBars.Change change : window.changes().bars()) {
        JsonObject row =
            symbolRow(window.symbol())
                .put("bar_time", time(change.barTime()))
                .put("slot_time", time(publication.slot()));
        change
            .candle()
            .ifPresent(
                candle ->
                    row.put("open", candle.open())
                        .put("high", candle.high())
                        .put("low", candle.low())
                        .put("close", candle.close())
                        .put("volume", candle.volume()));
        rows.add(row);
      }
    }
    return rows.encode();
  }

  /** The windows that {@link #seenBars} has whole, from their first to their last bar. */
  String wholeWindows() {
    JsonArray rows = new JsonArray();
    for (SeenWindow window : windows) {
      if (window.changes().whole()) {
        Fingerprint input = window.symbol().input().orElseThrow();
        rows.add(
            symbolRow(window.symbol())
                .put("slot_time", time(publication.slot()))
                .put("window_first", time(input.firstBar()))
                .put("window_last", time(input.lastBar())));
      }
    }
    return rows.encode();
  }

  private JsonObject symbolRow(SymbolResult symbol) {
    return new JsonObject()
        .put("generation", generation.label())
        .put("category", symbol.category().label())
        .put("symbol", symbol.symbol().value());
  }

  /** The signals, each in the mode that the function gives it. */
  String signals(Function<SignalKey, Mode> mode) {
    JsonArray rows = new JsonArray();
    for (Publication.CompletedScan scan : publication.scans()) {
      for (SymbolResult symbol : scan.result().symbols()) {
        symbol.signals().forEach(signal -> rows.add(signal(scan, signal, mode)));
      }
    }
    return rows.encode();
  }

  private JsonObject signal(
      Publication.CompletedScan scan, Signal signal, Function<SignalKey, Mode> mode) {
    return new JsonObject()
        .put("id", UUID.randomUUID().toString())
        .put("generation", generation.label())
        .put("mode", mode.apply(signal.key()).label())
        .put("category", signal.key().category().label())
        .put("symbol", signal.key().symbol().value())
        .put("strategy", signal.key().strategy().label())
        .put("side", signal.key().side().name())
        .put("bar_time", time(signal.key().barTime()))
        .put("entry", Prices.exact(signal.values().entry()))
        .put("stop_loss", Prices.exact(signal.values().stopLoss()))
        .put("target", Prices.exact(signal.values().target()))
        .put("confidence", Prices.exact(signal.values().confidence()))
        .put("timeframe", signal.input().timeframe().label())
        .put("window_first", time(signal.input().firstBar()))
        .put("window_last", time(signal.input().lastBar()))
        .put("window_bars", signal.input().bars())
        .put("window_hash", signal.input().hash())
        .put("window_lacks", signal.lacking())
        .put("slot_time", time(publication.slot()))
        .put("scan_id", scan.id().toString())
        .put("detected_at", time(scan.finishedAt()))
        .put("late", publication.late());
  }

  private static String time(Instant instant) {
    return MarketTime.offset(instant).toString();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
