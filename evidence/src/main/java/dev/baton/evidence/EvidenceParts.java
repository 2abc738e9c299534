package dev.baton.evidence;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.enums.EnumMaps;
import dev.baton.market.Symbol;
import dev.baton.parity.EvaluationLog;
import dev.baton.parity.GenerationEvidence;
import dev.baton.parity.PublishedSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The evidence of a range by symbol. Slots and signals are held; evaluations, which are many times more, are read
 * for one symbol at a time.
 */
final class EvidenceParts implements EvidenceReader.Parts {

  /**
   * What is held of a generation.
   *
   * @param rules of the slots that are done
   * @param outline its evidence without evaluations and signals
   */
  private record Held(
      Map<Category, Map<Instant, String>> rules,
      GenerationEvidence outline,
      Map<Symbol, List<PublishedSignal>> signals) {}

  private final Connection connection;
  private final EvidenceQueries.Range range;
  private final Map<Generation, Held> held;

  private EvidenceParts(
      Connection connection, EvidenceQueries.Range range, Map<Generation, Held> held) {
    this.connection = connection;
    this.range = range;
    this.held = held;
  }

  static EvidenceParts read(
      Connection connection,
      EvidenceDatabase database,
      EvidenceQueries.Range range,
      UnknownCalls unknownCalls)
      throws SQLException {
    Map<Generation, Held> held = new EnumMap<>(Generation.class);
    for (Generation generation : Generation.values()) {
      Map<Category, Map<Instant, String>> slots =
          EvidenceQueries.slotsDone(connection, generation, range);
      held.put(
          generation,
          new Held(
              slots,
              outline(
                  generation,
                  slots,
                  database,
                  EvidenceQueries.unknownCalls(connection, generation, range, unknownCalls)),
              EvidenceQueries.signals(connection, generation, range).stream()
                  .collect(Collectors.groupingBy(signal -> signal.key().symbol()))));
    }
    return new EvidenceParts(connection, range, held);
  }

  /**
   * A generation's evidence without evaluations and signals.
   *
   * @param slots those that are done, and the rules of each
   */
  static GenerationEvidence outline(
      Generation generation,
      Map<Category, Map<Instant, String>> slots,
      EvidenceDatabase database,
      Map<LocalDate, Integer> unknownCalls) {
    return new GenerationEvidence(
        generation,
        EnumMaps.copy(Category.class, slots, Map::keySet),
        List.of(),
        List.of(),
        new StoredWindows(database, generation),
        unknownCalls);
  }

  Map<Generation, GenerationEvidence> outline() {
    return EnumMaps.copy(Generation.class, held, Held::outline);
  }

  @Override
  public void forEach(EvidenceReader.Part part) throws SQLException {
    boolean any = false;
    for (Symbol symbol : symbols()) {
      GenerationEvidence legacy = of(Generation.LEGACY, symbol);
      GenerationEvidence optimized = of(Generation.OPTIMIZED, symbol);
      if (!empty(legacy) || !empty(optimized)) {
        part.accept(legacy, optimized);
        any = true;
      }
    }
    if (!any) {
      part.accept(held.get(Generation.LEGACY).outline(), held.get(Generation.OPTIMIZED).outline());
    }
  }

  private SortedSet<Symbol> symbols() throws SQLException {
    SortedSet<Symbol> symbols = new TreeSet<>();
    for (Generation generation : Generation.values()) {
      for (Category category : range.categories()) {
        symbols.addAll(EvidenceQueries.symbols(connection, generation, category));
      }
      symbols.addAll(held.get(generation).signals().keySet());
    }
    return symbols;
  }

  private GenerationEvidence of(Generation generation, Symbol symbol) throws SQLException {
    Held of = held.get(generation);
    EvaluationLog log = new EvaluationLog();
    for (Category category : range.categories()) {
      EvidenceQueries.evaluations(
          connection,
          generation,
          category,
          symbol,
          range,
          of.rules().getOrDefault(category, Map.of()),
          log::add);
    }
    return of.outline().with(log.all(), of.signals().getOrDefault(symbol, List.of()));
  }

  private static boolean empty(GenerationEvidence evidence) {
    return evidence.evaluations().isEmpty() && evidence.signals().isEmpty();
  }
}
