package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.calendar.TradingCalendar;
import dev.baton.category.BarGrid;
import dev.baton.market.Candle;
import dev.baton.market.CandleFailure;
import dev.baton.market.CandleSourceException;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryAnswerTest {

  private static final TradingCalendar CALENDAR = TradingCalendar.nse();
  private static final String GOOD = "\"2026-06-10T09:15:00\",10,11,9,10.5,100";

  private static HistoryAnswer parse(Timeframe timeframe, String... rows)
      throws CandleSourceException {
    return HistoryAnswer.parse(ScriptedBroker.candles(rows), new BarGrid(timeframe, CALENDAR));
  }

  private static List<String> times(HistoryAnswer answer) {
    return answer.candles().stream()
        .map(Candle::time)
        .map(time -> MarketTime.local(time).toString())
        .toList();
  }

  @Test
  void candlesAreAscendingAndTheLastOfSeveralWithOneTimeCounts() throws Exception {
    HistoryAnswer answer =
        parse(
            Timeframe.FIVE_MINUTES,
            row("2026-06-10T09:20:00"),
            GOOD,
            "\"2026-06-10T09:20:00\",10,11,9,11,200");
    assertThat(times(answer)).containsExactly("2026-06-10T09:15", "2026-06-10T09:20");
    assertThat(answer.candles().getLast().close()).isEqualTo(11);
    assertThat(answer.rejected()).isZero();
  }

  @Test
  void candlesMayBeAStringAndNumbersToo() throws Exception {
    String text =
        "{\"status\":\"Ok\",\"result\":[{\"candles\":\"[[\\\"2026-06-10T09:15:00+05:30\\\",\\\"10\\\",11,9,10,0]]\"}]}";
    HistoryAnswer answer = HistoryAnswer.parse(text, new BarGrid(Timeframe.FIVE_MINUTES, CALENDAR));
    assertThat(times(answer)).containsExactly("2026-06-10T09:15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-06-10T09:20:00\",10,11,9,10.05,9007199254740993",
        "\"2026-06-10T09:20\",\" 10 \",\"11\",9,\"10.05\",\"9007199254740993\"",
        "\"2026-06-10T09:20:00+05:30\",10.0,11e0,90e-1,10.05,9007199254740993",
      })
  void everyFormOfACandleIsRead(String row) throws Exception {
    assertThat(parse(Timeframe.FIVE_MINUTES, GOOD, row).candles().getLast())
        .isEqualTo(
            new Candle(
                MarketTime.instant(LocalDate.of(2026, 6, 10), LocalTime.of(9, 20)),
                10,
                11,
                9,
                10.05,
                9007199254740993L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-06-10T09:20:00\",10,11,9,10",
        "\"2026-06-10T09:20:00\",10,9,11,10,100",
        "\"2026-06-10T09:20:00\",10,11,9,-10,100",
        "\"2026-06-10T09:20:00\",10,11,9,null,100",
        "\"2026-06-10T09:20:00\",10,11,9,10,-1",
        "\"2026-06-10T09:20:00\",10,1e999,9,10,100",
        "\"2026-06-10T09:20:00\",10,11,9,10,1e30",
        "\"2026-06-10T09:20:00\",10,11,9,\"0x1p3\",100",
        "\"2026-06-10T09:20:00\",10,11,9,\"10d\",100",
        "\"2026-06-10T09:20:00\",10,11,9,\"\u0967\u0966\",100",
        "\"2026-06-10 09:20:00\",10,11,9,10,100",
        "\"2026-06-31T09:20:00\",10,11,9,10,100",
        "\"2026-06-10T24:20:00\",10,11,9,10,100",
        "\"10 June\",10,11,9,10,100",
        "null,10,11,9,10,100"
      })
  void aRowThatIsNoCandleIsCountedAndTheOthersAreRead(String row) throws Exception {
    HistoryAnswer answer = parse(Timeframe.FIVE_MINUTES, GOOD, row);
    assertThat(answer.candles()).hasSize(1);
    assertThat(answer.rejected()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 2",
    "1.4999, 1",
    "100.0, 100",
    "0.4, 0",
    "0.5, 1",
    "1e-999999999, 0",
    "1e2, 100",
    "0e999999999, 0"
  })
  void aVolumeIsRoundedToTheNearestShare(String volume, long shares) throws Exception {
    assertThat(
            parse(
                    Timeframe.FIVE_MINUTES,
                    "\"2026-06-10T09:20:00\",10,11,9,10,\"%s\"".formatted(volume))
                .candles())
        .extracting(Candle::volume)
        .containsExactly(shares);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-06-10T09:20:00\",10,11,9,10",
        "\"2026-06-10T09:20:00\",10,11,9,10,null",
        "\"2026-06-10T09:20:00\",10,11,9,10,-0.1",
        "\"2026-06-10T09:20:00\",10,11,9,10,1e999999999",
        "\"2026-06-10T09:20:00\",0,11,0,10,100",
        "\"2026-06-10T09:20:00\",12,11,9,10,100",
        "\"2026-06-10T09:20:00\"",
      })
  void aBarWhoseRowsAreAllUnusableIsNamed(String row) throws Exception {
    assertThat(parse(Timeframe.FIVE_MINUTES, GOOD, row).unusable())
        .containsExactly(MarketTime.instant(LocalDate.of(2026, 6, 10), LocalTime.of(9, 20)));
    assertThat(
            parse(Timeframe.FIVE_MINUTES, row, "\"2026-06-10T09:20:00\",10,11,9,10,1").unusable())
        .isEmpty();
  }

  @Test
  void aRowOutsideTheGridIsDroppedAndNotUnusable() throws Exception {
    HistoryAnswer answer =
        parse(
            Timeframe.FIVE_MINUTES,
            row("2026-06-10T09:07:00"),
            "\"2026-06-10T15:30:00\",10,11,9,10,null");
    assertThat(answer.candles()).isEmpty();
    assertThat(answer.unusable()).isEmpty();
    assertThat(answer.rejected()).isEqualTo(2);
  }

  @Test
  void unusableRowsWithoutOneCandleAreMalformedAndNoRowsAreNot() throws Exception {
    assertThatThrownBy(
            () ->
                parse(Timeframe.FIVE_MINUTES, "\"2026-06-10T09:15:00\",10,11,9,10,null")
                    .requireCandle())
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e -> assertThat(e.failure()).isInstanceOf(CandleFailure.Malformed.class));
    HistoryAnswer none = parse(Timeframe.FIVE_MINUTES);
    none.requireCandle();
    assertThat(none.candles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"2026-06-10 09:15:00\",10,11,9,10,100] | time \"2026-06-10 09:15:00\" is not a time like 2026-06-10T09:15:00",
        "[\"10-Jun-2026\",10,11,9,10,100] | time \"10-Jun-2026\" is not a time like 2026-06-10T09:15:00",
        "[1781063100,10,11,9,10,100] | time 1781063100 is not a time like 2026-06-10T09:15:00",
        "[null,10,11,9,10,100] | time null is not a time like 2026-06-10T09:15:00",
        "[\"2026-06-10T09:15:00\",\"0x1p3\",11,9,10,100] | open \"0x1p3\" is not a number",
        "[\"2026-06-10T09:15:00\",10,null,9,10,100] | high null is not a number",
        "[\"2026-06-10T09:15:00\",10,11,\"9d\",10,100] | low \"9d\" is not a number",
        "[\"2026-06-10T09:15:00\",10,11,9,\"n/a\",100] | close \"n/a\" is not a number",
        "[\"2026-06-10T09:15:00\",10,11,9,10,null] | volume null is not a number of shares",
        "[\"2026-06-10T09:15:00\",10,9,9,10,100] | high 9.0 is below open 10.0, close 10.0 or low 9.0",
        "[\"2026-06-10T09:15:00\",10,11,9,10] | 5 fields instead of an array of time, open, high, low, close and volume",
        "{\"time\":1} | {\"time\":1} instead of an array of time, open, high, low, close and volume"
      })
  void rowsWithoutOneCandleNameFieldAndReasonOfTheFirst(String row, String defect) {
    assertThatThrownBy(
            () ->
                HistoryAnswer.parse(
                        "{\"status\":\"Ok\",\"result\":[{\"candles\":[%s,[]]}]}".formatted(row),
                        new BarGrid(Timeframe.FIVE_MINUTES, CALENDAR))
                    .requireCandle())
        .hasMessageContaining(
            "none of the answer's 2 rows is a candle of a session; row 1: " + defect);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"Ok\",\"result\":[{\"status\":\"Not_Ok\",\"message\":\"Invalid Token\"}]}",
        "{\"status\":\"Ok\",\"result\":[{\"status\":\"error\",\"candles\":[],\"message\":\"Invalid Token\"}]}",
        "{\"status\":\"Ok\",\"result\":[{\"candles\":[]},{\"status\":\"Not_Ok\",\"emsg\":\"Invalid Token\"}]}",
        "{\"status\":\"Ok\",\"result\":[{\"message\":\"Invalid Token\"}]}",
        "{\"status\":\"Ok\",\"result\":{\"message\":\"Invalid Token\"}}",
        "{\"status\":\"Ok\",\"result\":[\"Invalid Token\"]}",
        "{\"status\":\"Ok\",\"result\":[{\"candles\":\"Invalid Token\"}]}",
      })
  void wordsInPlaceOfCandlesAreARefusal(String body) {
    assertThatThrownBy(
            () -> HistoryAnswer.parse(body, new BarGrid(Timeframe.FIVE_MINUTES, CALENDAR)))
        .hasMessageContaining("Invalid Token")
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        CandleFailure.Rejected.class,
                        refusal -> assertThat(refusal.inWords()).isTrue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ok", "OK", "Success"})
  void anElementThatSucceedsIsRead(String status) throws Exception {
    String body =
        "{\"status\":\"Ok\",\"result\":[{\"status\":\"%s\",\"message\":\"all rows\",\"candles\":[[%s]]}]}"
            .formatted(status, GOOD);
    assertThat(times(HistoryAnswer.parse(body, new BarGrid(Timeframe.FIVE_MINUTES, CALENDAR))))
        .containsExactly("2026-06-10T09:15");
  }

  @Test
  void aDailyBarsTimeIsMidnightThoughTheBrokerWritesTheOpen() throws Exception {
    assertThat(times(parse(Timeframe.ONE_DAY, GOOD))).containsExactly("2026-06-10T00:00");
  }

  /** A row with that time. */
  private static String row(String time) {
    return "\"%s\",10,11,9,10,100".formatted(time);
  }

  /** The rows of that many bars from a time on, as a broker of another zone writes them. */
  private static String[] rows(String first, int count, int minutes) {
    return IntStream.range(0, count)
        .mapToObj(bar -> LocalDateTime.parse(first).plusMinutes((long) bar * minutes))
        .map(time -> row(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)))
        .toArray(String[]::new);
  }

  /** The session of 2026-06-10 in UTC, Singapore, New York; its hours in UTC; and bars that are named by their last second. */
  @ParameterizedTest
  @CsvSource({
    "FIVE_MINUTES, 2026-06-10T03:45:00, 75, 5, 63",
    "FIVE_MINUTES, 2026-06-10T11:45:00, 75, 5, 23",
    "FIVE_MINUTES, 2026-06-09T23:45:00, 75, 5, 75",
    "FIVE_MINUTES, 2026-06-10T03:45:00, 1, 5, 1",
    "ONE_HOUR, 2026-06-10T03:45:00, 7, 60, 7",
    "ONE_HOUR, 2026-06-10T10:00:00, 6, 60, 6",
    "FIVE_MINUTES, 2026-06-10T09:19:59, 75, 5, 75",
  })
  void rowsThatTheSessionsCannotExplainAreMalformed(
      Timeframe timeframe, String first, int count, int minutes, int foreign) {
    assertThatThrownBy(() -> parse(timeframe, rows(first, count, minutes)))
        .isInstanceOfSatisfying(
            CandleSourceException.class,
            e -> assertThat(e.failure()).isInstanceOf(CandleFailure.Malformed.class))
        .hasMessageStartingWith(
            "%s of the answer's %s rows are no bars of a session; row ".formatted(foreign, count))
        .hasMessageEndingWith(
            "is not a time at the exchange (Asia/Kolkata) at which a bar of %s opens, like 2026-06-10T09:15:00; a time of another zone needs its offset"
                .formatted(timeframe.label()));
  }

  @Test
  void theFirstRowThatIsNotExplainedIsNamed() {
    assertThatThrownBy(
            () ->
                parse(
                    Timeframe.FIVE_MINUTES,
                    GOOD,
                    rows("2026-06-10T03:45:00", 2, 5)[0],
                    row("2026-06-10T03:50:00")))
        .hasMessageContaining("2 of the answer's 3 rows")
        .hasMessageContaining("row 2: time \"2026-06-10T03:45:00\" is not");
  }

  /** Pre-open, closing auction and post-close of a day, its whole session on a date that the calendar has closed, one row at night, and sessions that were extended or held on a Saturday's evening. */
  @ParameterizedTest
  @CsvSource({
    "2026-08-03T09:00:00, 3, 3",
    "2026-08-03T15:15:00, 10, 10",
    "2026-06-10T15:30:00, 7, 7",
    "2026-06-13T09:15:00, 75, 75",
    "2025-10-21T09:15:00, 54, 54",
    "2026-11-08T18:00:00, 12, 12",
    "2026-06-10T05:00:00, 1, 1",
    "2026-06-10T15:30:00, 30, 30",
    "2026-06-13T17:00:00, 30, 30",
  })
  void rowsBesideTheSessionsAreDroppedAndCounted(String first, int count, int rejected)
      throws Exception {
    List<String> rows = new ArrayList<>(List.of(rows(first, count, 5)));
    rows.addAll(List.of(rows("2026-06-10T09:15:00", 2, 5)));
    HistoryAnswer answer = parse(Timeframe.FIVE_MINUTES, rows.toArray(String[]::new));
    assertThat(times(answer)).containsExactly("2026-06-10T09:15", "2026-06-10T09:20");
    assertThat(answer.rejected()).isEqualTo(rejected);
  }

  /** Midnight of the 10th in UTC is 18:30 of the 9th, and would be the bar of a day early. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-06-09T18:30:00", "2026-06-10T05:30:00", "2026-06-10T00:00:00Z"})
  void aDailyRowAtAnotherTimeOfDayIsADefect(String time) throws Exception {
    String defect =
        "time \"%s\" is not 00:00 of a date at the exchange (Asia/Kolkata) or its session's open, like 2026-06-10T00:00:00"
            .formatted(time);
    String row = row(time);
    HistoryAnswer answer =
        parse(Timeframe.ONE_DAY, row("2026-06-05T00:00:00"), row("2026-06-08T00:00:00"), row);
    assertThat(times(answer)).containsExactly("2026-06-05T00:00", "2026-06-08T00:00");
    assertThat(answer.defect()).hasValue("row 3: " + defect);
    assertThat(answer.rejected()).isEqualTo(1);
    assertThat(answer.unusable()).isEmpty();
    assertThatThrownBy(() -> parse(Timeframe.ONE_DAY, row, row, row("2026-06-08T00:00:00")))
        .isInstanceOf(CandleSourceException.class)
        .hasMessageStartingWith(
            "2 of the answer's 3 rows are no bars of a session; row 1: " + defect);
  }

  @Test
  void aDailyRowAtATimeWithinTheSessionTakesNoOtherRowsPlace() throws Exception {
    String[] rows = {
      row("2026-06-05T00:00:00"),
      "\"2026-06-09T00:00:00\",20,21,19,20,200",
      row("2026-06-09T14:30:00")
    };
    HistoryAnswer answer = parse(Timeframe.ONE_DAY, rows);
    assertThat(times(answer)).containsExactly("2026-06-05T00:00", "2026-06-09T00:00");
    assertThat(answer.candles().getLast().close()).isEqualTo(20);
    assertThat(answer.rejected()).isEqualTo(1);
    assertThat(answer.unusable()).isEmpty();
  }

  /** The 10th in New York's time is 14:30 of the 9th: within the session of a day early. */
  @Test
  void dailyRowsAtATimeWithinTheSessionAreReadIfTheyAreAFew() throws Exception {
    String[] rows = {
      row("2026-06-05T00:00:00"), row("2026-06-08T00:00:00"), row("2026-06-09T14:30:00")
    };
    HistoryAnswer answer = parse(Timeframe.ONE_DAY, rows);
    assertThat(times(answer))
        .containsExactly("2026-06-05T00:00", "2026-06-08T00:00", "2026-06-09T00:00");
    assertThat(answer.rejected()).isZero();
    assertThatThrownBy(() -> parse(Timeframe.ONE_DAY, rows[2]))
        .hasMessageStartingWith(
            "1 of the answer's 1 rows are no bars of a session; row 1: time \"2026-06-09T14:30:00\" is not 00:00");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-09T18:30:00Z, 2026-06-10T00:00",
    "2026-06-10T09:15:00+05:30, 2026-06-10T00:00",
    "2025-10-21T13:45:00, 2025-10-21T00:00",
    "2025-10-21T09:15:00, 2025-10-21T00:00",
  })
  void aDailyRowIsOfItsDateAtTheExchange(String time, String bar) throws Exception {
    assertThat(times(parse(Timeframe.ONE_DAY, row(time)))).containsExactly(bar);
  }

  /** Since 2026-08-03 continuous trading of stocks with derivatives ends at 15:15. The hours of 2026-11-08 are not known. */
  @ParameterizedTest
  @CsvSource({
    "FIVE_MINUTES, 2026-06-10T09:10:00, false",
    "FIVE_MINUTES, 2026-06-10T09:15:00, true",
    "FIVE_MINUTES, 2026-06-10T09:17:00, false",
    "FIVE_MINUTES, 2026-06-10T09:20:01, false",
    "FIVE_MINUTES, 2026-06-10T15:25:00, true",
    "FIVE_MINUTES, 2026-06-10T15:30:00, false",
    "FIVE_MINUTES, 2026-08-03T15:10:00, true",
    "FIVE_MINUTES, 2026-08-03T15:15:00, false",
    "FIVE_MINUTES, 2026-08-03T15:30:00, false",
    "FIVE_MINUTES, 2026-06-13T10:00:00, false",
    "FIVE_MINUTES, 2026-02-01T10:00:00, true",
    "FIVE_MINUTES, 2025-10-21T13:45:00, true",
    "FIVE_MINUTES, 2025-10-21T14:45:00, false",
    "FIVE_MINUTES, 2025-10-21T10:00:00, false",
    "FIVE_MINUTES, 2026-11-08T18:00:00, false",
    "ONE_HOUR, 2026-06-10T10:15:00, true",
    "ONE_HOUR, 2026-06-10T15:15:00, true",
    "ONE_HOUR, 2026-06-10T10:00:00, false",
    "ONE_DAY, 2026-06-10T09:15:00, true",
    "ONE_DAY, 2026-06-13T00:00:00, false",
    "ONE_DAY, 2026-05-01T00:00:00, false",
    "ONE_DAY, 2026-02-01T00:00:00, true",
    "ONE_DAY, 2026-11-08T00:00:00, false",
    "ONE_DAY, 2016-01-02T00:00:00, true",
    "ONE_DAY, 2031-01-04T00:00:00, true",
  })
  void aBarHasATimeOfItsSession(Timeframe timeframe, String time, boolean has) throws Exception {
    HistoryAnswer answer = parse(timeframe, GOOD, row(time), row("2026-06-09T10:15:00"));
    assertThat(answer.rejected()).isEqualTo(has ? 0 : 1);
  }
}
