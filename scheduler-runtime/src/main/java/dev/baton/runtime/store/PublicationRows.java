package dev.baton.runtime.store;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.ownership.Mode;
import dev.baton.parity.StrategySide;
import dev.baton.runtime.slot.Publication;
import dev.baton.scan.RulesInForce;
import dev.baton.scan.ScanResult;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.Signal;
import dev.baton.signal.SignalKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A publication as rows: one JSON array for each table, so that each table needs one statement. Seen bars come in parts, because
 * the first slot of a process has whole windows of all symbols (ADR 43).
 */
final class PublicationRows {

  private final Generation generation;
  private final RulesInForce rules;
  private final Publication publication;
  private final List<SeenWindow> windows;
  private final SeenBars seen;

  /**
   * A window whose bars are recorded.
   *
   * @param late whether it is that of a late bar
   */
  private record SeenWindow(SymbolResult symbol, boolean late) {

    SeenBars.Changes changes(SeenBars seen) {
      return late ? seen.changesUpTo(symbol) : seen.changes(symbol);
    }
  }

  /**
   * Some windows, each with all of its rows.
   *
   * @param bars those that the windows show for the first time, or otherwise than before
   * @param whole the windows that {@code bars} has whole, from their first to their last bar
   */
  record SeenPart(String bars, String whole) {}

  PublicationRows(
      Generation generation, RulesInForce rules, Publication publication, SeenBars seen) {
    this.rules = rules;
    this.generation = generation;
    this.publication = publication;
    this.seen = seen;
    this.windows = windows(publication);
  }

  /**
   * One window of each category and symbol. The window of the due bar has those of late bars in it: all start at the same date. If
   * the due bar has none, it is that of the newest late bar.
   */
  private static List<SeenWindow> windows(Publication publication) {
    List<SeenWindow> windows = new ArrayList<>();
    for (SymbolResult due : publication.symbols()) {
      if (due.window().isPresent()) {
        windows.add(new SeenWindow(due, false));
      } else {
        publication.lateBars().stream()
            .filter(late -> late.category() == due.category() && late.symbol().equals(due.symbol()))
            .filter(late -> late.window().isPresent())
            .max(Comparator.comparing(SymbolResult::barTime))
            .ifPresent(late -> windows.add(new SeenWindow(late, true)));
      }
    }
    return windows;
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
    List<SymbolResult> symbols = of(category, scan.result().symbols());
    List<SymbolResult> late = of(category, scan.result().late());
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
        .put("signals", signals(symbols) + signals(late))
        .put("rules", rules.of(category));
  }

  private static List<SymbolResult> of(Category category, List<SymbolResult> results) {
    return results.stream().filter(result -> result.category() == category).toList();
  }

  private static int signals(List<SymbolResult> results) {
    return results.stream().mapToInt(result -> result.signals().size()).sum();
  }

  String evaluations() {
    JsonArray rows = new JsonArray();
    publication.lateBars().forEach(result -> rows.add(evaluation(result, true)));
    publication.symbols().forEach(result -> rows.add(evaluation(result, false)));
    return rows.encode();
  }

  private JsonObject evaluation(SymbolResult symbol, boolean late) {
    JsonObject row =
        symbolRow(symbol)
            .put("slot_time", time(publication.slot()))
            .put("bar_time", time(symbol.barTime()))
            .put("late", late)
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
    return row;
  }

  private static List<String> found(SymbolResult symbol) {
    return symbol.signals().stream().map(StrategySide::of).map(StrategySide::label).toList();
  }

  /** The seen bars, in parts of that many bars and the rest of a window; no part if nothing is new. */
  List<SeenPart> seenBars(int most) {
    List<SeenPart> parts = new ArrayList<>();
    JsonArray bars = new JsonArray();
    JsonArray whole = new JsonArray();
    for (SeenWindow window : windows) {
      SeenBars.Changes changes = window.changes(seen);
      changes.bars().forEach(change -> bars.add(seenBar(window.symbol(), change)));
      if (changes.whole()) {
        whole.add(wholeWindow(window.symbol()));
      }
      if (bars.size() >= most) {
        parts.add(new SeenPart(bars.encode(), whole.encode()));
        bars.clear();
        whole.clear();
      }
    }
    if (!bars.isEmpty() || !whole.isEmpty()) {
      parts.add(new SeenPart(bars.encode(), whole.encode()));
    }
    return parts;
  }

  private JsonObject seenBar(SymbolResult symbol, SeenBars.Change change) {
    JsonObject row =
        symbolRow(symbol)
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
    return row;
  }

  private JsonObject wholeWindow(SymbolResult symbol) {
    Fingerprint input = symbol.input().orElseThrow();
    return symbolRow(symbol)
        .put("slot_time", time(publication.slot()))
        .put("window_first", time(input.firstBar()))
        .put("window_last", time(input.lastBar()));
  }

  private JsonObject symbolRow(SymbolResult symbol) {
    return new JsonObject()
        .put("generation", generation.label())
        .put("category", symbol.category().label())
        .put("symbol", symbol.symbol().value());
  }

  /** The signals, each in the mode that the function gives it. Those of late bars are late, too. */
  String signals(Function<SignalKey, Mode> mode) {
    JsonArray rows = new JsonArray();
    for (Publication.CompletedScan scan : publication.scans()) {
      for (SymbolResult late : scan.result().late()) {
        late.signals().forEach(signal -> rows.add(signal(scan, signal, mode).put("late", true)));
      }
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
