package dev.baton.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.CandleFailure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {

  private static final Repetition.CallRule CALL =
      new Repetition.CallRule(3, Duration.ofMillis(200), Duration.ofSeconds(15));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failure            | repeated | blames broker | probe tries another
          unavailable        | true     | true          | true
          timed_out          | true     | true          | true
          malformed          | true     | true          | true
          rate_limited       | true     | true          | false
          rate_limited 15 s  | true     | true          | false
          rate_limited 16 s  | false    | true          | false
          no_data            | false    | true          | true
          login_needed       | false    | false         | false
          rejected           | false    | false         | true
          range_too_long     | false    | false         | true
          unknown_instrument | false    | false         | true
          not_called         | false    | false         | false
          """,
      useHeadersInDisplayName = true)
  void eachFailureHasItsRules(
      String failure, boolean repeated, boolean blamesBroker, boolean triesAnother) {
    CandleFailure of = failure(failure);
    assertThat(CALL.repeats(of)).isEqualTo(repeated);
    assertThat(CALL.blamesBroker(of)).isEqualTo(blamesBroker);
    assertThat(Repetition.ProbeRule.DEFAULT.triesAnother(of)).isEqualTo(triesAnother);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 4", "5, 5", "6, 5", "1000, 5"})
  void theWaitForTheEndOfAnOutageGrowsToFiveSeconds(int attempt, int seconds) {
    assertThat(Repetition.WaitRule.DEFAULT.before(attempt)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pass | time left | outage | any answer | last  | probe
          1    | true      | false  | true       | false | false
          1    | true      | true   | true       | false | true
          1    | true      | false  | false      | false | true
          1    | false     | false  | true       | true  | true
          3    | true      | false  | true       | true  | true
          """,
      useHeadersInDisplayName = true)
  void aPassWithFailuresIsFollowedByAnotherOrByAProbe(
      int pass, boolean timeLeft, boolean outage, boolean anyAnswer, boolean last, boolean probe) {
    Repetition.PassRule rule = new Repetition.PassRule(3);
    assertThat(rule.isLast(pass, timeLeft)).isEqualTo(last);
    assertThat(rule.probes(last, outage, anyAnswer)).isEqualTo(probe);
  }

  @Test
  void aMissingBarIsFetchedThreeTimesAndOnlyAnEmptyHistoryIsLikeOne() {
    Repetition.MissingBarRule rule = Repetition.MissingBarRule.DEFAULT;
    assertThat(rule.repeats(2, false)).isTrue();
    assertThat(rule.repeats(2, true)).isFalse();
    assertThat(rule.repeats(3, false)).isFalse();
    assertThat(rule.repeats(2, failure("no_data"))).isTrue();
    assertThat(rule.repeats(3, failure("no_data"))).isFalse();
    assertThat(rule.repeats(2, failure("timed_out"))).isFalse();
  }

  private static CandleFailure failure(String name) {
    return switch (name) {
      case "unavailable" -> new CandleFailure.Unavailable("");
      case "timed_out" -> new CandleFailure.TimedOut("");
      case "malformed" -> new CandleFailure.Malformed("");
      case "rate_limited" -> new CandleFailure.RateLimited("", Optional.empty());
      case "rate_limited 15 s" ->
          new CandleFailure.RateLimited("", Optional.of(Duration.ofSeconds(15)));
      case "rate_limited 16 s" ->
          new CandleFailure.RateLimited("", Optional.of(Duration.ofSeconds(16)));
      case "no_data" -> new CandleFailure.NoData("");
      case "login_needed" -> new CandleFailure.LoginNeeded("");
      case "rejected" -> new CandleFailure.Rejected("EC947", "");
      case "range_too_long" -> new CandleFailure.RangeTooLong("");
      case "unknown_instrument" -> new CandleFailure.UnknownInstrument("");
      case "not_called" -> new CandleFailure.NotCalled("");
      default -> throw new IllegalArgumentException(name);
    };
  }
}
