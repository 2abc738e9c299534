package dev.baton.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.CandleFailure;
import dev.baton.scan.TimeLimited;
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
          rejected in words  | false    | true          | true
          range_too_long     | false    | false         | true
          unknown_instrument | false    | false         | true
          not_called         | false    | false         | false
          """,
      useHeadersInDisplayName = true)
  void eachFailureHasItsRules(
      String failure, boolean repeated, boolean blamesBroker, boolean triesAnother) {
    CandleFailure of = failure(failure);
    assertThat(CALL.repeats(of, false)).isEqualTo(repeated);
    assertThat(CALL.repeats(of, true)).isFalse();
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

  /** Seconds; 600 is more than any of the others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          own | left | turns | time
          30  | 600  | 10    | 30
          30  | 200  | 10    | 20
          30  | 100  | 10    | 15
          30  | 20   | 10    | 11
          30  | 10   | 10    | 1
          30  | 5    | 10    | 0
          30  | 20   | 1     | 20
          """,
      useHeadersInDisplayName = true)
  void aSymbolHasItsShareOfTheTimeAndNotLessThanTheLeast(int own, int left, int turns, int time) {
    Repetition.ShareRule rule =
        new Repetition.ShareRule(Duration.ofSeconds(15), Duration.ofSeconds(1));
    assertThat(rule.of(Duration.ofSeconds(own), Duration.ofSeconds(left), turns)).hasSeconds(time);
    assertThat(rule.of(Duration.ofSeconds(own), TimeLimited.UNLIMITED, turns)).hasSeconds(own);
    assertThat(rule.of(TimeLimited.UNLIMITED, TimeLimited.UNLIMITED, turns))
        .isEqualTo(TimeLimited.UNLIMITED);
  }

  /** Seconds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pass | left | until following | behind | time
          1    | 600  | 298             | false  | 600
          1    | 200  | 298             | false  | 200
          2    | 540  | 238             | false  | 223
          3    | 320  | 15              | false  | 0
          1    | 600  | 119             | true   | 600
          2    | 540  | 59              | true   | 15
          3    | 10   | -3600           | true   | 10
          """,
      useHeadersInDisplayName = true)
  void aPassLeavesTimeForWhatComesBeforeTheFollowingSlot(
      int pass, int left, int untilFollowing, boolean behind, int time) {
    Repetition.PassRule rule = new Repetition.PassRule(3);
    assertThat(
            rule.timeOfPass(
                pass, Duration.ofSeconds(left), behind, Duration.ofSeconds(untilFollowing)))
        .hasSeconds(time);
  }

  @Test
  void aSlotIsBehindFromTwoMinutesBeforeTheFollowingOneOn() {
    Repetition.PassRule rule = new Repetition.PassRule(3);
    assertThat(rule.isBehind(Duration.ofSeconds(120))).isFalse();
    assertThat(rule.isBehind(Duration.ofSeconds(119))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"600, 290, 290", "100, 290, 100", "600, -3600, 15", "0, 290, 15"})
  void whatFailedBeforeHasTheTimeUntilTheFollowingSlot(int left, int untilFollowing, int time) {
    assertThat(
            new Repetition.PassRule(3)
                .timeOfFailedBefore(Duration.ofSeconds(left), Duration.ofSeconds(untilFollowing)))
        .hasSeconds(time);
  }

  @Test
  void theLeastShareIsMoreThanTheWaitForABar() {
    Repetition.MissingBarRule bar = Repetition.MissingBarRule.DEFAULT;
    assertThat(Repetition.ShareRule.DEFAULT.least())
        .isGreaterThan(bar.pause().multipliedBy(bar.fetches() - 1L));
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
      case "rejected in words" -> new CandleFailure.Rejected("HTTP 403", "");
      case "range_too_long" -> new CandleFailure.RangeTooLong("");
      case "unknown_instrument" -> new CandleFailure.UnknownInstrument("");
      case "not_called" -> new CandleFailure.NotCalled("");
      default -> throw new IllegalArgumentException(name);
    };
  }
}
