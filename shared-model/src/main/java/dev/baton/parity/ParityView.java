package dev.baton.parity;

import dev.baton.category.Generation;
import dev.baton.market.MarketTime;
import dev.baton.signal.Fingerprint;
import dev.baton.signal.SignalKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report in plain values, the form that is written as JSON. Dates are ISO 8601, times RFC 3339 with the exchange's offset;
 * generations, categories, strategies and causes are their labels.
 *
 * @param verdict PASS, FAIL or HOLD
 * @param holds labels of the reasons to hold
 * @param causes number of mismatches by the cause's label
 */
public record ParityView(
    String from,
    String to,
    String verdict,
    String reason,
    List<String> holds,
    List<CategoryView> categories,
    List<SessionView> sessions,
    Map<String, Integer> causes,
    List<HoleView> holes,
    List<NotComparableView> notComparable,
    List<LateView> late,
    List<MismatchView> mismatches) {

  public record JudgementView(String verdict, String reason, List<String> holds) {
    static JudgementView of(Judgement judgement) {
      return new JudgementView(judgement.verdict().name(), judgement.reason(), labels(judgement));
    }
  }

  public record CategoryView(
      String category,
      JudgementView judgement,
      JudgementView withoutHoles,
      ParityFigures figures) {}

  public record SessionView(
      String session, String category, JudgementView judgement, ParityFigures figures) {}

  public record HoleView(
      String session,
      String category,
      String hold,
      Optional<String> legacy,
      Optional<String> optimized,
      List<String> symbols,
      int bars,
      Optional<String> firstBar,
      Optional<String> lastBar,
      String detail) {

    static HoleView of(Hole hole) {
      return new HoleView(
          hole.session().toString(),
          hole.category().label(),
          hole.hold().label(),
          hole.legacy(),
          hole.optimized(),
          hole.symbols().stream().map(Object::toString).toList(),
          hole.bars(),
          hole.firstBar().map(MarketTime::text),
          hole.lastBar().map(MarketTime::text),
          hole.detail());
    }
  }

  public record NotComparableView(SignalView signal, String generation, String cause, String why) {
    static NotComparableView of(NotComparable of) {
      return new NotComparableView(
          SignalView.of(of.key()), of.generation().label(), of.cause().label(), of.why());
    }
  }

  public record LateView(
      SignalView signal,
      String session,
      String legacySlot,
      String legacyDetectedAt,
      String optimizedSlot,
      String optimizedDetectedAt) {
    static LateView of(LateSignal of) {
      return new LateView(
          SignalView.of(of.key()),
          of.session().toString(),
          MarketTime.text(of.legacy().slot()),
          MarketTime.text(of.legacy().detectedAt()),
          MarketTime.text(of.optimized().slot()),
          MarketTime.text(of.optimized().detectedAt()));
    }
  }

  public record SignalView(
      String category, String symbol, String strategy, String side, String barTime) {
    static SignalView of(SignalKey key) {
      return new SignalView(
          key.category().label(),
          key.symbol().value(),
          key.strategy().label(),
          key.side().name(),
          MarketTime.text(key.barTime()));
    }
  }

  /** The fingerprint of a window; the hash as 16 hexadecimal digits. */
  public record InputView(
      String timeframe, String firstBar, String lastBar, int bars, String hash) {
    static InputView of(Fingerprint input) {
      return new InputView(
          input.timeframe().label(),
          MarketTime.text(input.firstBar()),
          MarketTime.text(input.lastBar()),
          input.bars(),
          input.hashText());
    }
  }

  /** One generation's side of a mismatch: its signal and its evaluation. Prices in rupees. */
  public record SideView(
      Optional<Double> entry,
      Optional<Double> stopLoss,
      Optional<Double> target,
      Optional<Double> confidence,
      Optional<String> publishedSlot,
      Optional<String> detectedAt,
      Optional<InputView> input,
      Optional<String> evaluatedSlot,
      Optional<String> outcome,
      Optional<String> detail,
      List<String> found,
      Optional<String> rules) {

    static SideView of(Optional<PublishedSignal> published, Optional<Evaluation> evaluation) {
      return new SideView(
          published.map(of -> of.signal().values().entry()),
          published.map(of -> of.signal().values().stopLoss()),
          published.map(of -> of.signal().values().target()),
          published.map(of -> of.signal().values().confidence()),
          published.map(of -> MarketTime.text(of.slot())),
          published.map(of -> MarketTime.text(of.detectedAt())),
          published
              .map(of -> of.signal().input())
              .or(() -> evaluation.flatMap(Evaluation::input))
              .map(InputView::of),
          evaluation.map(of -> MarketTime.text(of.slot())),
          evaluation.map(of -> of.outcome().label()),
          evaluation.map(Evaluation::detail).filter(detail -> !detail.isEmpty()),
          evaluation.stream()
              .flatMap(of -> of.found().stream())
              .map(StrategySide::label)
              .sorted()
              .toList(),
          evaluation.map(Evaluation::rules).filter(rules -> !rules.isEmpty()));
    }
  }

  public record FactorView(
      String cause, Optional<String> at, String evidence, Optional<Boolean> flips) {}

  public record AcceptedView(String owner, String reason, String expires) {}

  public record MismatchView(
      SignalView signal,
      String session,
      String kind,
      String cause,
      String causeKind,
      Optional<String> at,
      String evidence,
      List<FactorView> factors,
      List<FieldDrift> drift,
      SideView legacy,
      SideView optimized,
      Optional<AcceptedView> accepted) {

    public static MismatchView of(Mismatch mismatch) {
      Diagnosis diagnosis = mismatch.diagnosis();
      return new MismatchView(
          SignalView.of(mismatch.key()),
          mismatch.session().toString(),
          mismatch.kind().label(),
          diagnosis.cause().label(),
          diagnosis.cause().kind().label(),
          diagnosis.at().map(Generation::label),
          diagnosis.evidence(),
          diagnosis.factors().stream()
              .map(
                  factor ->
                      new FactorView(
                          factor.cause().label(),
                          factor.at().map(Generation::label),
                          factor.evidence(),
                          factor.flips()))
              .toList(),
          mismatch.drift(),
          SideView.of(mismatch.legacy(), mismatch.legacyEvaluation()),
          SideView.of(mismatch.optimized(), mismatch.optimizedEvaluation()),
          mismatch
              .accepted()
              .map(
                  rule ->
                      new AcceptedView(rule.owner(), rule.reason(), rule.expires().toString())));
    }
  }

  private static List<String> labels(Judgement judgement) {
    return judgement.holds().stream().map(HoldReason::label).toList();
  }

  public static ParityView of(ParityReport report) {
    Map<String, Integer> causes = new LinkedHashMap<>();
    report.causes().forEach((cause, mismatches) -> causes.put(cause.label(), mismatches));
    return new ParityView(
        report.from().toString(),
        report.to().toString(),
        report.judgement().verdict().name(),
        report.judgement().reason(),
        labels(report.judgement()),
        report.categories().stream()
            .map(
                of ->
                    new CategoryView(
                        of.category().label(),
                        JudgementView.of(of.judgement()),
                        JudgementView.of(of.withoutHoles()),
                        of.figures()))
            .toList(),
        report.sessions().stream()
            .map(
                of ->
                    new SessionView(
                        of.session().toString(),
                        of.category().label(),
                        JudgementView.of(of.judgement()),
                        of.figures()))
            .toList(),
        causes,
        report.holes().stream().map(HoleView::of).toList(),
        report.notComparable().stream().map(NotComparableView::of).toList(),
        report.late().stream().map(LateView::of).toList(),
        report.mismatches().stream().map(MismatchView::of).toList());
  }
}
