package dev.baton.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-10T09:15:00+05:30",
        "2024-02-29T23:59:59+00:00",
        "0000-01-01T00:00:00+18:00",
        "2026-06-10T09:15:00-05:30",
        "2026-06-10T09:15+05:30",
        "2026-06-10T09:15:00Z",
        "2026-06-10T09:15:00.123456789+05:30",
        "+12026-06-10T09:15+05:30"
      })
  void readsWhatJavaReads(String text) {
    assertThat(PlainTime.parse(text)).isEqualTo(OffsetDateTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T09:15:00+05:30",
        "2026-13-01T09:15:00+05:30",
        "2026-06-10T24:00:00+05:30",
        "2026-06-10T09:60:00+05:30",
        "2026-06-10T09:15:60+05:30",
        "2026-06-10T09:15:00+18:01",
        "2026-06-10T09:15:00+05:60",
        "2026-06-10 09:15:00+05:30",
        "2026-06-1\u0966T09:15:00+05:30",
        "2026-06-10T09:15:00",
        ""
      })
  void refusesWhatJavaRefuses(String text) {
    assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> PlainTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
