package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Generation;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleRequest;
import dev.baton.market.CandleSeries;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import dev.baton.market.Timeframe;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At 11:02 on Wednesday 2026-06-10. */
class IiflCandleSourceTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final Pattern DATES =
      Pattern.compile("\"fromDate\":\"([^\"]+)\",\"toDate\":\"([^\"]+)\"");
  private static final String CONTRACTS =
      "[{\"exchange\":\"NSEEQ\",\"tradingSymbol\":\"TCS-EQ\",\"instrumentId\":11536}]";
  private static final String EMPTY = ScriptedBroker.candles();
  private static final String TOO_LONG =
      "{\"status\":\"Ok\",\"result\":[{\"status\":\"EC809\",\"message\":\"range\"}]}";

  private BrokerClient client;

  @BeforeEach
  void logIn() throws Exception {
    client = new BrokerClient(DATA, Generation.LEGACY, Map.of("attempts", "2"));
    client.broker.then(200, BrokerSessionsTest.session("t1")).then(200, CONTRACTS);
    client.sessions.login("code");
    client.instruments.require(Symbol.of("TCS"));
    client.broker.requests.clear();
    DATA.execute("truncate broker_call");
  }

  @AfterEach
  void clear() {
    client.close();
    DATA.clear();
  }

  private CandleSeries fetch(Timeframe timeframe, String from, String to)
      throws CandleSourceException {
    return fetch(timeframe, from, to, CandleRequest.Reason.FULL);
  }

  private CandleSeries fetch(
      Timeframe timeframe, String from, String to, CandleRequest.Reason reason)
      throws CandleSourceException {
    return client.source.fetch(
        new CandleRequest(
            Symbol.of("TCS"),
            timeframe,
            LocalDate.parse(from),
            LocalDate.parse(to),
            reason,
            CandleRequest.Priority.SHADOW));
  }

  private CandleFailure failure(Timeframe timeframe, String from, String to) {
    try {
      fetch(timeframe, from, to);
    } catch (CandleSourceException e) {
      return e.failure();
    }
    throw new AssertionError("the fetch succeeded");
  }

  private List<String> asked() {
    return client.broker.requests.stream()
        .map(ScriptedBroker.Request::body)
        .map(DATES::matcher)
        .filter(Matcher::find)
        .map(dates -> dates.group(1) + " " + dates.group(2))
        .toList();
  }

  private static String daily(String date) {
    return ScriptedBroker.candles("\"" + date + "T09:15:00\",10,11,9,10,100");
  }

  @Test
  void aRangeThatIsTooLongIsHalvedAndTheLengthKept() throws Exception {
    // given
    client.broker.then(200, TOO_LONG).then(200, daily("2026-06-02")).then(200, daily("2026-06-09"));

    // when
    CandleSeries series = fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");

    // then
    assertThat(series.size()).isEqualTo(2);
    assertThat(asked())
        .containsExactly(
            "01-Jun-2026 10-Jun-2026", "01-Jun-2026 05-Jun-2026", "06-Jun-2026 10-Jun-2026");

    // when
    client.broker.requests.clear();
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");

    // then
    assertThat(asked()).first().isEqualTo("01-Jun-2026 05-Jun-2026");
    assertThat(DATA.texts("select outcome from broker_call order by id limit 1"))
        .containsExactly("range_too_long");
  }

  @Test
  void aRangeThatIsTooLongAtTwoDaysStillIsAFailure() {
    client.broker.then(200, TOO_LONG);
    assertThat(failure(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10"))
        .isInstanceOf(CandleFailure.RangeTooLong.class);
    assertThat(asked()).last().isEqualTo("01-Jun-2026 02-Jun-2026");
  }

  @Test
  void anEmptyHistoryWhereThereAreSessionsIsAFailureForLedgerAndState() {
    client.broker.then(200, EMPTY);
    assertThat(failure(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10"))
        .isInstanceOf(CandleFailure.NoData.class);
    assertThat(DATA.texts("select state || ' ' || outcome || ' ' || http_status from broker_call"))
        .containsExactly("failed no_data 200");
    assertThat(client.state.severalSymbolsFail()).isFalse();
  }

  /** The sessions say which it is: nothing can be there on a weekend, whatever the broker writes beside it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"Ok\",\"message\":\"Invalid Token\",\"result\":[]}",
        "{\"status\":\"Ok\",\"message\":\"Success\",\"result\":[{\"candles\":[],\"message\":\"Invalid Token\"}]}",
      })
  void wordsBesideAnEmptyHistoryAreARefusalWhereThereAreSessions(String body) throws Exception {
    client.broker.then(200, body);
    CandleFailure failure = failure(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");
    assertThat(failure.message())
        .isEqualTo(
            "the broker refuses the request: no candle where there are sessions, and the words 'Invalid Token'");
    assertThat(failure)
        .isInstanceOfSatisfying(
            CandleFailure.Rejected.class, refusal -> assertThat(refusal.inWords()).isTrue());
    assertThat(client.broker.requests).hasSize(1);
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-06", "2026-06-07").isEmpty()).isTrue();
  }

  @Test
  void aHistoryInAnotherZoneNamesItsFirstRowAndIsNotEmpty() {
    client.broker.then(
        200,
        ScriptedBroker.candles(
            "\"2026-06-09T03:45:00\",10,11,9,10,100", "\"2026-06-09T03:50:00\",10,11,9,10,100"));
    CandleFailure failure = failure(Timeframe.FIVE_MINUTES, "2026-06-08", "2026-06-10");
    assertThat(failure).isInstanceOf(CandleFailure.Malformed.class);
    assertThat(failure.message()).contains("row 1: time \"2026-06-09T03:45:00\" is not a time");
  }

  @Test
  void aRowThatIsUnusableInTwoAnswersIsAHoleUntilTheNextDate() throws Exception {
    // given
    Instant ninth = MarketTime.startOf(LocalDate.of(2026, 6, 9));
    client.broker.then(
        200,
        ScriptedBroker.candles(
            "\"2026-06-08T00:00:00\",10,11,9,10,100", "\"2026-06-09T00:00:00\",10,11,9,10,null"));

    // when, then
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10").size()).isEqualTo(1);
    assertThat(client.source.isHole(Symbol.of("TCS"), Timeframe.ONE_DAY, ninth)).isFalse();
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10").size()).isEqualTo(1);
    assertThat(client.source.isHole(Symbol.of("TCS"), Timeframe.ONE_DAY, ninth)).isTrue();
    client.clock.now = LocalDateTime.parse("2026-06-11T09:15:00").toInstant(MarketTime.OFFSET);
    assertThat(client.source.isHole(Symbol.of("TCS"), Timeframe.ONE_DAY, ninth)).isFalse();
  }

  private void at(String local) {
    client.clock.now = LocalDateTime.parse(local).toInstant(MarketTime.OFFSET);
  }

  private boolean isHole(Timeframe timeframe, String local) {
    return client.source.isHole(
        Symbol.of("TCS"), timeframe, LocalDateTime.parse(local).toInstant(MarketTime.OFFSET));
  }

  @Test
  void aBarThatIsUnusableWhileItFormsIsNoHoleOnceItHasEnded() throws Exception {
    // given
    at("2026-06-10T09:24:59");
    String due = "\"2026-06-10T09:15:00\",10,11,9,10,100";
    client.broker.then(200, ScriptedBroker.candles(due, "\"2026-06-10T09:20:00\",10,11,9,10,null"));
    for (int fetch = 1; fetch <= 3; fetch++) {
      fetch(Timeframe.FIVE_MINUTES, "2026-06-08", "2026-06-10");
    }

    // when
    at("2026-06-10T09:25:00");
    boolean hole = isHole(Timeframe.FIVE_MINUTES, "2026-06-10T09:20");
    client.broker.then(200, ScriptedBroker.candles(due, "\"2026-06-10T09:20:00\",10,11,9,10,200"));
    CandleSeries series = fetch(Timeframe.FIVE_MINUTES, "2026-06-08", "2026-06-10");

    // then
    assertThat(hole).isFalse();
    assertThat(series.size()).isEqualTo(2);
  }

  /** The daily bar is due 25 minutes after the close. */
  @ParameterizedTest
  @CsvSource({"09:20:00, false", "15:54:59, false", "15:55:00, true"})
  void todaysDailyRowCountsOnceItIsDue(String time, boolean hole) throws Exception {
    at("2026-06-10T" + time);
    client.broker.then(
        200,
        ScriptedBroker.candles(
            "\"2026-06-09T00:00:00\",10,11,9,10,100", "\"2026-06-10T00:00:00\",0,0,0,0,0"));
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");
    assertThat(isHole(Timeframe.ONE_DAY, "2026-06-10T00:00")).isEqualTo(hole);
  }

  @Test
  void probesCountNoUnusableRow() throws Exception {
    client.broker.then(
        200,
        ScriptedBroker.candles(
            "\"2026-06-08T00:00:00\",10,11,9,10,100", "\"2026-06-09T00:00:00\",10,11,9,10,null"));
    for (int probe = 1; probe <= 3; probe++) {
      fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10", CandleRequest.Reason.PROBE);
    }
    assertThat(isHole(Timeframe.ONE_DAY, "2026-06-09T00:00")).isFalse();
  }

  @Test
  void aHoleIsLeftOutUntilTheNextDateWhateverLaterAnswersHave() throws Exception {
    // given
    at("2026-06-10T16:00:00");
    String before = "\"2026-06-09T00:00:00\",10,11,9,10,100";
    client.broker.then(
        200, ScriptedBroker.candles(before, "\"2026-06-10T00:00:00\",10,11,9,10,null"));
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");

    // when, then
    String both = ScriptedBroker.candles(before, "\"2026-06-10T00:00:00\",10,11,9,10,100");
    client.broker.then(200, both);
    at("2026-06-10T17:15:00");
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10").toList())
        .extracting(Candle::time)
        .containsExactly(MarketTime.startOf(LocalDate.of(2026, 6, 9)));
    assertThat(isHole(Timeframe.ONE_DAY, "2026-06-10T00:00")).isTrue();
    at("2026-06-11T09:15:00");
    client.broker.then(200, BrokerSessionsTest.session("t2")).then(200, CONTRACTS).then(200, both);
    client.sessions.login("next");
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-11").size()).isEqualTo(2);
  }

  /** That all a request found is held as holes is no outage of the broker. */
  @Test
  void aRequestWhoseOnlyBarsAreHolesHasNoCandleAndNoFailure() throws Exception {
    client.broker.then(
        200,
        ScriptedBroker.candles(
            "\"2026-06-08T00:00:00\",10,11,9,10,100", "\"2026-06-09T00:00:00\",10,11,9,10,null"));
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");
    fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10");
    client.broker.then(200, daily("2026-06-09"));
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-09", "2026-06-10").isEmpty()).isTrue();
  }

  @Test
  void anUnusableRowAloneInTheLastPartOfARequestFailsNothingAndCounts() throws Exception {
    // given
    client.close();
    client = new BrokerClient(DATA, Generation.LEGACY, Map.of("max-days.1D", "5"));
    at("2026-06-10T16:00:00");
    String today = ScriptedBroker.candles("\"2026-06-10T00:00:00\",10,11,9,10,null");
    client.broker.then(200, CONTRACTS);

    // when, then
    for (int fetch = 1; fetch <= 2; fetch++) {
      assertThat(isHole(Timeframe.ONE_DAY, "2026-06-10T00:00")).isFalse();
      client.broker.then(200, daily("2026-06-09")).then(200, today);
      assertThat(fetch(Timeframe.ONE_DAY, "2026-06-05", "2026-06-10").size()).isEqualTo(1);
    }
    assertThat(isHole(Timeframe.ONE_DAY, "2026-06-10T00:00")).isTrue();
    assertThat(asked()).contains("10-Jun-2026 11-Jun-2026");
  }

  /** Such an answer is refused as a whole, so its rows say nothing of single bars. */
  @Test
  void aRequestWithUnusableRowsAloneIsAFailureAndCountsNone() throws Exception {
    client.broker.then(200, ScriptedBroker.candles("\"2026-06-09T00:00:00\",10,11,9,10,null"));
    assertThat(failure(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10"))
        .isInstanceOf(CandleFailure.Malformed.class);
    assertThat(failure(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10"))
        .isInstanceOf(CandleFailure.Malformed.class);
    assertThat(isHole(Timeframe.ONE_DAY, "2026-06-09T00:00")).isFalse();
    client.broker.then(200, daily("2026-06-09"));
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10").size()).isEqualTo(1);
  }

  /** A range of one day asks for the next day too, whose rows the next part has again. */
  @Test
  void aRowInTwoPartsOfOneRequestCountsOnce() throws Exception {
    client.close();
    client = new BrokerClient(DATA, Generation.LEGACY, Map.of("max-days.1D", "1"));
    String bothDays =
        ScriptedBroker.candles(
            "\"2026-06-08T00:00:00\",10,11,9,10,100", "\"2026-06-09T00:00:00\",10,11,9,10,null");
    client.broker.then(200, CONTRACTS).then(200, bothDays);
    fetch(Timeframe.ONE_DAY, "2026-06-08", "2026-06-09");
    assertThat(isHole(Timeframe.ONE_DAY, "2026-06-09T00:00")).isFalse();
  }

  @Test
  void anEmptyHistoryIsRightWhereNoBarCanHaveClosed() throws Exception {
    client.broker.then(200, EMPTY);
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-06", "2026-06-07").isEmpty()).isTrue();
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-10", "2026-06-10").isEmpty()).isTrue();
    client.clock.now = LocalDateTime.parse("2026-06-10T09:19:59").toInstant(MarketTime.OFFSET);
    assertThat(fetch(Timeframe.FIVE_MINUTES, "2026-06-10", "2026-06-10").isEmpty()).isTrue();
    client.clock.now = LocalDateTime.parse("2026-06-10T09:20:00").toInstant(MarketTime.OFFSET);
    assertThat(failure(Timeframe.FIVE_MINUTES, "2026-06-10", "2026-06-10"))
        .isInstanceOf(CandleFailure.NoData.class);
  }

  /** A stock may be younger than the requested range. */
  @Test
  void anEmptyPartIsNoFailureWhileAnotherHasCandles() throws Exception {
    client.close();
    client = new BrokerClient(DATA, Generation.LEGACY, Map.of("max-days.1D", "5"));
    client.broker.then(200, CONTRACTS).then(200, EMPTY).then(200, daily("2026-06-09"));
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10").size()).isEqualTo(1);
    client.broker.then(200, EMPTY);
    assertThat(failure(Timeframe.ONE_DAY, "2026-06-01", "2026-06-10"))
        .isInstanceOf(CandleFailure.NoData.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-days.2D=5           | baton.broker.max-days.2D: unknown timeframe '2D'",
        "max-days.1d=5,max-days.1D=5 | : this timeframe is set twice",
      })
  void aLongestRangeThatCannotBeUsedIsRefusedByName(String settings, String message) {
    Map<String, String> set =
        Stream.of(settings.split(","))
            .map(setting -> setting.split("="))
            .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    assertThatThrownBy(() -> new BrokerClient(DATA, Generation.LEGACY, set))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("baton.broker.max-days.")
        .hasMessageContaining(message);
  }

  @Test
  void aRangeOfOneDayIsRequestedWithOneMoreThatIsLeftOut() throws Exception {
    client.broker.then(
        200,
        ScriptedBroker.candles(
            "\"2026-06-08T00:00:00\",10,11,9,10,100", "\"2026-06-09T00:00:00\",10,11,9,10,100"));
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-08", "2026-06-08").size()).isEqualTo(1);
    assertThat(asked()).containsExactly("08-Jun-2026 09-Jun-2026");
  }

  @Test
  void aRefusedTokenIsReplacedByAnotherInTheDatabase() throws Exception {
    // given
    try (BrokerClient other = new BrokerClient(DATA, Generation.OPTIMIZED, Map.of())) {
      other.broker.then(200, BrokerSessionsTest.session("t2"));
      other.sessions.login("second");
    }
    client.broker.then(401, "").then(200, daily("2026-06-09"));

    // when
    assertThat(fetch(Timeframe.ONE_DAY, "2026-06-08", "2026-06-10").size()).isEqualTo(1);

    // then
    assertThat(client.broker.requests)
        .extracting(ScriptedBroker.Request::authorization)
        .containsExactly("Bearer t1", "Bearer t2");
  }

  @Test
  void aRefusedTokenIsNotTriedAgain() {
    client.broker.then(401, "");
    assertThatThrownBy(() -> fetch(Timeframe.ONE_DAY, "2026-06-08", "2026-06-10"))
        .hasMessageContaining("HTTP 401");
    assertThatThrownBy(() -> fetch(Timeframe.ONE_DAY, "2026-06-08", "2026-06-10"))
        .hasMessageContaining("login needed");
    assertThat(client.broker.requests).hasSize(1);
  }

  @Test
  void takesFromTheBudgetWithThePriorityOfTheRequest() throws Exception {
    client.broker.then(200, daily("2026-06-09"));
    fetch(Timeframe.ONE_DAY, "2026-06-09", "2026-06-10");
    assertThat(
            DATA.texts("select cardinality(live) || ' ' || cardinality(shadow) from broker_budget"))
        .containsExactly("0 1");
  }
}
