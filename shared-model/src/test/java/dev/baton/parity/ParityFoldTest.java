package dev.baton.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Generation;
import dev.baton.market.Symbol;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison in parts has the report of a comparison of everything. */
class ParityFoldTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 6, 9);
  private static final LocalDate LAST = LocalDate.of(2026, 6, 10);
  private static final Symbol INFY = Symbol.of("INFY");
  private static final Symbol TCS = Symbol.of("TCS");

  private static ScriptedSide side(Generation generation) {
    return new ScriptedSide(generation, FIRST, LAST)
        .without(TCS, "2026-06-09T11:00")
        .without(INFY, "2026-06-09T13:00");
  }

  private static GenerationEvidence of(Symbol symbol, GenerationEvidence all) {
    return new GenerationEvidence(
        all.generation(),
        all.slotsDone(),
        all.evaluations().stream().filter(one -> one.bar().symbol().equals(symbol)).toList(),
        all.signals().stream().filter(one -> one.key().symbol().equals(symbol)).toList(),
        all.windows(),
        all.unknownCalls());
  }

  private static ParityReport inParts(
      List<Symbol> symbols, GenerationEvidence legacy, GenerationEvidence optimized) {
    ParityFold fold = ScriptedSide.fold(FIRST, LAST);
    for (Symbol symbol : symbols) {
      fold.add(fold.compared(of(symbol, legacy), of(symbol, optimized)));
    }
    return fold.report();
  }

  @Test
  void theReportOfPartsIsThatOfAllEvidenceInAnyOrder() {
    // given: signals that differ, holes of both symbols with reasons, and a bar of one side alone
    GenerationEvidence legacy = side(Generation.LEGACY).recorded();
    GenerationEvidence optimized =
        side(Generation.OPTIMIZED)
            .revised(TCS, "2026-06-10T10:00", 1.02)
            .withExtra(INFY, "2026-06-10T16:00")
            .recorded();
    ParityFold whole = ScriptedSide.fold(FIRST, LAST);

    // when
    whole.add(whole.compared(legacy, optimized));

    // then
    assertThat(whole.report().mismatches()).isNotEmpty();
    assertThat(whole.report().holes())
        .anyMatch(hole -> hole.symbols().equals(List.of(INFY, TCS)) && !hole.detail().isEmpty());
    assertThat(inParts(List.of(INFY, TCS), legacy, optimized)).isEqualTo(whole.report());
    assertThat(inParts(List.of(TCS, INFY), legacy, optimized)).isEqualTo(whole.report());
  }
}
