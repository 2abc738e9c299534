package dev.baton.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.csv.DataFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingCalendarTest {

  private final TradingCalendar calendar = TradingCalendar.nse();

  @Test
  void hasTheSessionsThatTheExchangePublishedFor2025And2026() {
    // 247 weekdays, one Saturday and the Muhurat session; 245 weekdays, one Sunday and the Muhurat
    // session
    assertThat(calendar.sessionDates(day("2025-01-01"), day("2025-12-31"))).hasSize(249);
    assertThat(calendar.sessionDates(day("2026-01-01"), day("2026-12-31"))).hasSize(247);
  }

  @Test
  void isOpenOnTheBudgetSundayAndClosedOnTheHolidayThatWasAddedLate() {
    assertThat(calendar.require(day("2026-02-01")).kind()).isEqualTo(Session.Kind.SPECIAL);
    assertThat(calendar.session(day("2026-01-15"))).isEmpty();
    assertThat(calendar.isSession(day("2026-06-13"))).isFalse();
  }

  @Test
  void changesTheHoursOfStocksWithDerivativesOn3August2026() {
    Session before = calendar.require(day("2026-07-31"));
    Session after = calendar.require(day("2026-08-03"));
    Session other = TradingCalendar.nse(SecurityClass.OTHER).require(day("2026-08-03"));

    assertThat(before.continuousEnd()).isEqualTo(LocalTime.of(15, 30));
    assertThat(before.close()).isEqualTo(LocalTime.of(15, 30));
    assertThat(after.open()).isEqualTo(LocalTime.of(9, 15));
    assertThat(after.continuousEnd()).isEqualTo(LocalTime.of(15, 15));
    assertThat(after.close()).isEqualTo(LocalTime.of(15, 35));
    assertThat(other.continuousEnd()).isEqualTo(LocalTime.of(15, 30));
  }

  @Test
  void knowsTheMuhuratHoursOf2025AndSaysThatItDoesNotKnowThoseOf2026() {
    assertThat(calendar.require(day("2025-10-21")).open()).isEqualTo(LocalTime.of(13, 45));
    assertThat(calendar.isSession(day("2026-11-08"))).isTrue();
    assertThat(calendar.withoutHours()).containsExactly(day("2026-11-08"));
    assertThatThrownBy(() -> calendar.session(day("2026-11-08")))
        .isInstanceOf(UnknownCalendarException.class)
        .hasMessageContaining("2026-11-08")
        .hasMessageContaining("overrides");
  }

  @Test
  void refusesAYearItDoesNotKnow() {
    assertThatThrownBy(() -> calendar.isSession(day("2027-01-01")))
        .isInstanceOf(UnknownCalendarException.class)
        .hasMessage(
            "the trading calendar knows 2025-01-01 to 2026-12-31, not 2027-01-01; add year 2027 to the calendar overrides file");
    assertThatThrownBy(() -> calendar.nextDate(day("2026-12-31")))
        .isInstanceOf(UnknownCalendarException.class);
    assertThatThrownBy(() -> calendar.previousDate(day("2025-01-01")))
        .isInstanceOf(UnknownCalendarException.class);
    assertThat(calendar.knownThrough()).isEqualTo(day("2026-12-31"));
  }

  @Test
  void namesTheSessionsAroundADateThatIsNotOne() {
    assertThatThrownBy(() -> calendar.require(day("2026-06-13")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2026-06-13 is no session; the one before is 2026-06-12, the next 2026-06-15");
  }

  @Test
  void nextAndPreviousAreInversesOverRandomDates() {
    Random random = new Random(20260610);
    List<LocalDate> sessions = calendar.sessionDates(calendar.knownFrom(), calendar.knownThrough());
    for (int i = 0; i < 500; i++) {
      LocalDate date = day("2025-01-05").plusDays(random.nextInt(715));

      LocalDate next = calendar.nextDate(date);
      LocalDate previous = calendar.previousDate(date);

      assertThat(sessions).contains(next, previous);
      assertThat(previous).isBefore(date);
      assertThat(next).isAfter(date);
      assertThat(calendar.sessionDates(previous.plusDays(1), next.minusDays(1)))
          .isEqualTo(calendar.isSession(date) ? List.of(date) : List.of());
    }
  }

  @Test
  void takesOverridesAndKeepsTheOldCalendarWhenTheyBreak(@TempDir Path folder) throws IOException {
    Path overrides = folder.resolve("calendar.csv");
    Files.writeString(
        overrides,
        """
        date,entry,class,open,continuous_end,close,note
        2026-11-08,muhurat,,18:00,19:00,19:00,as published
        2026-06-11,holiday,,,,,at short notice
        2026-05-28,session,,,,,holiday moved
        """);
    ReloadableCalendar reloadable = new ReloadableCalendar(Optional.of(overrides));
    TradingCalendar read = reloadable.get();
    assertThat(read.require(day("2026-11-08")).open()).isEqualTo(LocalTime.of(18, 0));
    assertThat(read.isSession(day("2026-06-11"))).isFalse();
    assertThat(read.isSession(day("2026-05-28"))).isTrue();

    Files.writeString(
        overrides,
        """
        date,entry,class,open,continuous_end,close,note
        2026-06-11,holliday,,,,,at short notice
        """);

    assertThatThrownBy(reloadable::reload)
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("calendar.csv, line 2")
        .hasMessageContaining("'holliday'; valid are year, hours, holiday");
    assertThat(reloadable.get()).isSameAs(read);
  }

  @Test
  void refusesOverridesThatAreEmptyAndKeepsTheHolidays(@TempDir Path folder) throws IOException {
    // given
    String header = "date,entry,class,open,continuous_end,close,note\n";
    Path overrides = folder.resolve("calendar.csv");
    Files.writeString(overrides, header + "2026-06-11,holiday,,,,,at short notice\n");
    ReloadableCalendar reloadable = new ReloadableCalendar(Optional.of(overrides));

    // when a write of the file fails
    Files.writeString(overrides, "");

    // then
    assertThatThrownBy(reloadable::reload)
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith(
            "calendar.csv, line 1: there is no header; expected '" + header.strip() + "'");
    assertThat(reloadable.get().isSession(day("2026-06-11"))).isFalse();

    // when it is emptied on purpose
    Files.writeString(overrides, header);
    assertThat(reloadable.reload().isSession(day("2026-06-11"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8.11.2026,muhurat,,18:00,19:00,19:00, | date '8.11.2026' is not a date; expected like 2026-11-08",
        "2026-11-08,muhurat,,6pm,19:00,19:00, | open '6pm' is not a time; expected like 09:15",
        "2026-11-08,muhurat,,18:00,7:00,19:00, | continuous_end '7:00' is not a time; expected like 09:15",
        "2026-11-08,muhurat,,18:00,19:00,, | close '' is not a time; expected like 09:15",
        "2026-11-08,muhurat,,18:00,19:00 | 5 fields; expected 7",
        "2026-11-08,muhurat,foo,18:00,19:00,19:00, | unknown class 'foo'; valid are derivatives, other, or empty for both",
        "2026-11-08,muhurat,derivatives,18:00,19:00,19:00, | class 'derivatives' of a muhurat; only hours are of a class, so leave it empty: the line counts for all stocks",
        "2026-06-11,holiday,other,,,, | class 'other' of a holiday; only hours are of a class",
        "2027-01-01,year,derivatives,,,, | class 'derivatives' of a year; only hours are of a class",
        "+999999999-01-01,year,,,,, | date '+999999999-01-01' is not a date; expected like 2026-11-08",
        "-999999999-01-01,year,,,,, | date '-999999999-01-01' is not a date; expected like 2026-11-08",
        "+12026-11-08,holiday,,,,, | date '+12026-11-08' is not a date; expected like 2026-11-08"
      })
  void namesLineAndFieldThatItCannotUnderstand(String line, String defect, @TempDir Path folder)
      throws IOException {
    Path overrides = folder.resolve("calendar.csv");
    Files.writeString(
        overrides, "\ufeffdate,entry,class,open,continuous_end,close,note\n" + line + "\n");

    assertThatThrownBy(() -> TradingCalendar.nse(overrides))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("calendar.csv, line 2: " + defect);
  }

  /** NSE had two sessions on 2024-03-02 and on 2024-05-18: two hours from the primary site and from the other one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-08,special,,09:15,10:00,10:00, | 2026-11-08,special,,11:30,12:30,12:30, | 2026-11-08",
        "2026-11-08,muhurat,,18:00,19:00,19:00, | 2026-11-08,muhurat,,17:00,18:00,18:00, | 2026-11-08",
        "2026-06-11,holiday,,,,,                | 2026-06-11,session,,,,,                | 2026-06-11",
        "2026-06-11,holiday,,,,,                | 2026-06-11,holiday,,,,,                | 2026-06-11",
        "2027-01-01,year,,,,,                   | 2027-01-01,year,,,,,                   | the year 2027",
        "2026-09-01,hours,,09:15,15:30,15:30,   | 2026-09-01,hours,,09:15,15:15,15:35,   | the hours from 2026-09-01",
        "2026-09-01,hours,other,09:15,15:30,15:30, | 2026-09-01,hours,,09:15,15:15,15:35, | the hours from 2026-09-01"
      })
  void refusesTwoLinesAboutTheSameAndNamesBoth(
      String one, String other, String subject, @TempDir Path folder) throws IOException {
    Path overrides = folder.resolve("calendar.csv");
    Files.writeString(
        overrides,
        "date,entry,class,open,continuous_end,close,note\n%s\n2026-07-01,holiday,,,,,\n%s\n"
            .formatted(one, other));

    assertThatThrownBy(() -> TradingCalendar.nse(overrides))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith(
            "calendar.csv, line 4: line 2 is about %s already; keep one of both (a date has one session)"
                .formatted(subject));
  }

  @Test
  void takesTwoLinesOfOneDateThatAreAboutDifferentThings(@TempDir Path folder) throws IOException {
    Path overrides = folder.resolve("calendar.csv");
    Files.writeString(
        overrides,
        """
        date,entry,class,open,continuous_end,close,note
        2027-01-01,year,,,,,
        2027-01-01,hours,derivatives,09:15,15:20,15:40,
        2027-01-01,hours,other,09:15,15:30,15:30,
        2027-01-01,session,,10:00,11:00,11:00,
        """);

    TradingCalendar read = TradingCalendar.nse(overrides);

    assertThat(read.require(day("2027-01-01")).open()).isEqualTo(LocalTime.of(10, 0));
    assertThat(read.require(day("2027-01-04")).continuousEnd()).isEqualTo(LocalTime.of(15, 20));
  }

  @Test
  void namesTheFileWhoseLineIsOfAYearThatNobodyEntered(@TempDir Path folder) throws IOException {
    Path overrides = folder.resolve("calendar.csv");
    Files.writeString(
        overrides, "date,entry,class,open,continuous_end,close,note\n2027-03-08,holiday,,,,,\n");

    assertThatThrownBy(() -> TradingCalendar.nse(overrides))
        .isInstanceOf(UnknownCalendarException.class)
        .hasMessageEndingWith(
            "calendar.csv: the calendar has an entry of 2027-03-08 but no year entry for 2027; add a line '2027-01-01,year,,,,,'");
  }

  @Test
  void takesObservedSessionsOfYearsThatItDoesNotKnow() {
    // given
    List<LocalDate> seen =
        List.of(day("2024-12-31"), day("2024-06-03"), day("2024-11-02"), day("2023-12-29"));

    // when
    TradingCalendar extended = calendar.withObserved(seen);

    // then
    assertThat(extended.sessionDates(day("2024-01-01"), day("2024-12-31")))
        .containsExactly(day("2024-06-03"), day("2024-11-02"), day("2024-12-31"));
    assertThat(extended.require(day("2024-12-31")))
        .isEqualTo(
            new Session(
                day("2024-12-31"),
                Session.Kind.REGULAR,
                LocalTime.of(9, 15),
                LocalTime.of(15, 30),
                LocalTime.of(15, 30)));
    assertThat(extended.require(day("2024-11-02")).kind()).isEqualTo(Session.Kind.SPECIAL);
    assertThat(extended.previousDate(day("2025-01-01"))).isEqualTo(day("2024-12-31"));
    assertThat(extended.knownFrom()).isEqualTo(day("2023-12-29"));
    assertThat(extended.require(day("2026-08-03")).close()).isEqualTo(LocalTime.of(15, 35));
    assertThatThrownBy(() -> extended.previousDate(day("2023-12-29")))
        .isInstanceOf(UnknownCalendarException.class);
  }

  @Test
  void knowsTheCurrentYearThroughItsLastObservedSession() {
    TradingCalendar extended = calendar.withObserved(List.of(day("2027-01-01"), day("2027-01-04")));

    assertThat(extended.knownThrough()).isEqualTo(day("2027-01-04"));
    assertThat(extended.require(day("2027-01-04")).continuousEnd()).isEqualTo(LocalTime.of(15, 15));
    assertThatThrownBy(() -> extended.isSession(day("2027-01-05")))
        .isInstanceOf(UnknownCalendarException.class);
  }

  @Test
  void keepsItsKnownYearsAndIgnoresSessionsBeyondAYearWithoutAny() {
    TradingCalendar extended =
        calendar.withObserved(List.of(day("2026-01-15"), day("2022-05-05"), day("2023-05-05")));

    assertThat(extended.isSession(day("2026-01-15"))).isFalse();
    assertThat(extended.knownFrom()).isEqualTo(day("2025-01-01"));
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
