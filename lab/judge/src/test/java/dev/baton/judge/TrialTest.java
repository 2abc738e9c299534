package dev.baton.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.judge.ExplainerJudge.Trials;
import dev.baton.judge.JudgeReport.KindResult;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.parity.Cause;
import dev.baton.parity.Diagnosis;
import dev.baton.parity.Judgement;
import dev.baton.parity.Mismatch;
import dev.baton.parity.NotComparable;
import dev.baton.parity.ParityReport;
import dev.baton.parity.Verdict;
import dev.baton.replay.fault.Fault;
import dev.baton.replay.fault.FaultKind;
import dev.baton.signal.SignalKey;
import dev.baton.strategy.Side;
import dev.baton.strategy.Strategy;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten signals are changed by one fault; what the judge makes of a comparison that says little of them. */
class TrialTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
  private static final Fault SKIPPED =
      new Fault.SkippedScan(Generation.OPTIMIZED, MarketTime.instant(DAY, LocalTime.of(11, 0)));
  private static final Set<SignalKey> CHANGED =
      IntStream.range(0, 10).mapToObj(minute -> key("TCS", minute)).collect(Collectors.toSet());
  private static final SignalKey UNRELATED = key("INFY", 0);

  private static SignalKey key(String symbol, int bar) {
    return new SignalKey(
        Category.DAY_TRADING,
        Symbol.of(symbol),
        Strategy.MOMENTUM,
        Side.BUY,
        MarketTime.instant(DAY, LocalTime.of(10, 5 * bar)));
  }

  private static ParityReport report(List<SignalKey> mismatches, List<SignalKey> notComparable) {
    List<Mismatch> differing =
        mismatches.stream()
            .map(
                key ->
                    new Mismatch(
                        Mismatch.Kind.MISSING,
                        key,
                        DAY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new Diagnosis(Cause.SKIPPED, Optional.empty(), "", List.of()),
                        Optional.empty()))
            .toList();
    return new ParityReport(
        DAY,
        DAY,
        new Judgement(Verdict.FAIL, "", Set.of()),
        List.of(),
        List.of(),
        differing.isEmpty() ? Map.of() : Map.of(Cause.SKIPPED, differing.size()),
        differing,
        List.of(),
        notComparable.stream()
            .map(key -> new NotComparable(key, Generation.LEGACY, Cause.OTHER_SLOT, "not due"))
            .toList(),
        List.of());
  }

  private static JudgeReport judged(ParityReport parity) {
    Trial trial = new Trial(List.of(SKIPPED), parity, Trial.unseen(CHANGED, parity));
    return ExplainerJudge.report(
        List.of(new Trials(FaultKind.SKIPPED_SCAN, FaultKind.SKIPPED_SCAN, List.of(trial))),
        List.of());
  }

  private static int unseen(JudgeReport report) {
    return report.kinds().values().stream().mapToInt(KindResult::unseen).sum();
  }

  @Test
  void aSignalThatCannotBeComparedIsNoExcuseForAnotherOne() {
    JudgeReport report = judged(report(List.of(), List.of(UNRELATED)));
    assertThat(unseen(report)).isEqualTo(10);
    assertThat(report.rightShare()).isZero();
    assertThat(report.good()).isFalse();
  }

  @Test
  void oneOfTenThatIsReportedIsATenth() {
    JudgeReport report = judged(report(List.of(key("TCS", 3)), List.of()));
    assertThat(unseen(report)).isEqualTo(9);
    assertThat(report.rightShare()).isEqualTo(0.1);
    assertThat(report.wrong())
        .hasSize(9)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(SKIPPED.text() + ", 2026-06-10 to 2026-06-10: ")
                    .endsWith(" is changed and not reported"));
    assertThat(report.good()).isFalse();
  }

  @Test
  void everyChangedSignalIsSeenIfItDiffersOrCannotBeCompared() {
    // given
    List<SignalKey> sorted = List.copyOf(new TreeSet<>(CHANGED));

    // when
    JudgeReport report = judged(report(sorted.subList(0, 6), sorted.subList(6, 10)));

    // then
    assertThat(unseen(report)).isZero();
    assertThat(report.rightShare()).isEqualTo(1);
    assertThat(report.good()).isTrue();
  }
}
