package dev.baton.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.market.MarketTime;
import dev.baton.market.Timeframe;
import dev.baton.replay.SyntheticCandles;
import dev.baton.replay.market.RecordedCandles;
import dev.baton.replay.run.Progress;
import dev.baton.replay.run.Replay;
import dev.baton.replay.run.ReplayRange;
import dev.baton.replay.run.ReplayRun;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It changes the JVM's default locale, so no other test runs beside it. */
@Isolated
class ReportLocaleTest {

  private static final Locale BEFORE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

  private static String expected;

  @BeforeAll
  static void withoutALocale() throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    expected = output();
    assertThat(expected).matches("\\p{ASCII}*").contains("bar_missing");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
    TimeZone.setDefault(ZONE);
  }

  @Test
  void aLocaleHasDigitsOfItsOwn() {
    Locale.setDefault(Locale.forLanguageTag("mr"));

    assertThat("%d".formatted(2)).isEqualTo("\u0968");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mr",
        "ar",
        "ar-EG",
        "fa",
        "hi-IN-u-nu-deva",
        "bn",
        "my",
        "tr",
        "lt",
        "th-TH-u-ca-buddhist-nu-thai",
        "de"
      })
  void aReportHasTheSameBytesUnderEveryLocaleAndZone(String tag) throws InterruptedException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));

    assertThat(output()).isEqualTo(expected);
  }

  /** A hole makes the report have its texts, too. */
  private static String output() throws InterruptedException {
    RecordedCandles candles =
        SyntheticCandles.without(
            bar ->
                bar.timeframe() == Timeframe.ONE_DAY
                    && bar.time().equals(MarketTime.startOf(LocalDate.of(2026, 6, 8))),
            "RELIANCE");
    ReplayRun run =
        new Replay(
                candles,
                Replay.calendar(candles),
                new ReplayRange(
                    LocalDate.of(2026, 6, 8),
                    LocalDate.of(2026, 6, 9),
                    EnumSet.allOf(Category.class)),
                2)
            .run(Progress.NONE);
    return ReportJson.text(ReplayReporting.of(run, List.of())) + SignalsCsv.of(run);
  }
}
