package dev.baton.runtime.store;

import static java.util.Objects.requireNonNull;

import dev.baton.category.Category;
import dev.baton.market.Candle;
import dev.baton.market.CandleSeries;
import dev.baton.market.Symbol;
import dev.baton.scan.SymbolResult;
import dev.baton.signal.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the bars of a window that are not recorded yet. A window mostly repeats what the slot before saw, so only the changes get a
 * row (ADR 14). It remembers one window for each category and symbol, and nothing across a restart; a first window is recorded whole.
 * Safe for use by several threads.
 */
final class SeenBars {

  /**
   * A bar as a window shows it now.
   *
   * @param barTime open of the bar
   * @param candle its values; empty if the bar was seen before and is gone
   */
  public record Change(Instant barTime, Optional<Candle> candle) {

    public Change {
      requireNonNull(barTime, "barTime is null");
      requireNonNull(candle, "candle is null");
    }
  }

  /**
   * What a window changes in what is recorded.
   *
   * @param bars the bars that changed, ascending
   * @param whole whether {@code bars} is the whole window: every other bar that an earlier process recorded from its first to its
   *     last bar is gone
   */
  public record Changes(List<Change> bars, boolean whole) {

    /** Nothing new. */
    public static final Changes NONE = new Changes(List.of(), false);

    public Changes {
      bars = List.copyOf(bars);
    }
  }

  private record Line(Category category, Symbol symbol) {
    static Line of(SymbolResult result) {
      return new Line(result.category(), result.symbol());
    }
  }

  private record Window(Fingerprint input, CandleSeries bars) {}

  private final Map<Line, Window> recorded = new ConcurrentHashMap<>();

  /** Returns what the result's window changes; nothing if it has none. The same until {@link #recorded} is called. */
  public Changes changes(SymbolResult result) {
    if (result.window().isEmpty()) {
      return Changes.NONE;
    }
    CandleSeries now = result.window().get();
    Window last = recorded.get(Line.of(result));
    if (last == null || now.time(0).isBefore(last.bars().time(0))) {
      return new Changes(from(now, 0), true);
    }
    if (last.input().equals(result.input().orElseThrow())) {
      return Changes.NONE;
    }
    if (last.bars().isPrefixOf(now)) {
      return new Changes(from(now, last.bars().size()), false);
    }
    return new Changes(between(last.bars(), now), false);
  }

  /**
   * Returns what the window of a late bar changes, if the due bar has no window: bars after it are not looked at. Such a window is
   * not remembered.
   */
  public Changes changesUpTo(SymbolResult late) {
    CandleSeries now = late.window().orElseThrow();
    Window last = recorded.get(Line.of(late));
    return last == null || now.time(0).isBefore(last.bars().time(0))
        ? new Changes(from(now, 0), true)
        : new Changes(
            between(last.bars().slice(0, last.bars().upperBound(now.lastTime())), now), false);
  }

  /** Remembers that the result's window is recorded; call it only when its changes are stored. */
  public void recorded(SymbolResult result) {
    result
        .window()
        .ifPresent(
            bars -> recorded.put(Line.of(result), new Window(result.input().orElseThrow(), bars)));
  }

  /** Forgets the result's series: another process may have recorded its bars. */
  public void forget(SymbolResult result) {
    recorded.remove(Line.of(result));
  }

  private static List<Change> from(CandleSeries now, int first) {
    List<Change> changes = new ArrayList<>(now.size() - first);
    for (int i = first; i < now.size(); i++) {
      changes.add(seen(now, i));
    }
    return changes;
  }

  /** A bar before the window's start is not gone: no later evaluation asks for it. */
  private static List<Change> between(CandleSeries before, CandleSeries now) {
    List<Change> changes = new ArrayList<>();
    int was = before.lowerBound(now.time(0));
    for (int i = 0; i < now.size(); i++) {
      for (; was < before.size() && before.epochSecond(was) < now.epochSecond(i); was++) {
        changes.add(gone(before, was));
      }
      boolean known = was < before.size() && before.epochSecond(was) == now.epochSecond(i);
      if (!known || !before.get(was).equals(now.get(i))) {
        changes.add(seen(now, i));
      }
      was += known ? 1 : 0;
    }
    for (; was < before.size(); was++) {
      changes.add(gone(before, was));
    }
    return changes;
  }

  private static Change seen(CandleSeries series, int i) {
    return new Change(series.time(i), Optional.of(series.get(i)));
  }

  private static Change gone(CandleSeries series, int i) {
    return new Change(series.time(i), Optional.empty());
  }
}
