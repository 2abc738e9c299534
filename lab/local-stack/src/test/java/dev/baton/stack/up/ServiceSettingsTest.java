package dev.baton.stack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.category.Category;
import dev.baton.category.CategoryDefaults;
import dev.baton.category.Generation;
import dev.baton.category.ScanJob;
import dev.baton.category.Universe;
import dev.baton.market.Symbol;
import dev.baton.replay.run.ReplaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {

  @TempDir Path folder;

  @Test
  void withoutAVariableTheyAreTheServicesDefaults() {
    ServiceSettings settings =
        ServiceSettings.of(Map.of("PATH", "/bin", "BATON_UNIVERSE__LONG_TERM_", " "));

    assertThat(settings.universe()).isEqualTo(Universe.DEFAULT);
    assertThat(settings.replay()).isEqualTo(ReplaySettings.DEFAULT);
    assertThat(settings.facts()).isEmpty();
  }

  @Test
  void readsTheServicesVariables() throws IOException {
    // given
    Path overrides =
        Files.writeString(
            folder.resolve("calendar.csv"),
            """
            date,entry,class,open,continuous_end,close,note
            2026-06-10,holiday,,,,,made for a test
            """);
    Path facts =
        Files.writeString(
            folder.resolve("facts.csv"),
            """
            symbols,timeframe,from,to,fact,value,note
            TCS,*,2026-01-05,,listed,,
            """);

    // when
    ServiceSettings settings =
        ServiceSettings.of(
            Map.of(
                "BATON_UNIVERSE__DAY_TRADING_", "SYM0001, TCS,",
                "BATON_LACKING_BARS__SHORT_TERM_", "4",
                "BATON_LARGEST_BREAK", "0.3",
                "BATON_FETCH_LAG", "1500ms",
                "BATON_JOBS__FREQUENT_SCAN__CRONS", "*/15 10-14 * * *; 0 15 * * *",
                "BATON_JOBS__LONG_TERM_STRATEGY__TIMEOUT", "45m",
                "SCHEDULER_CACHE_DURATION_MINUTES", "10",
                "BATON_CALENDAR_OVERRIDES", overrides.toString(),
                "BATON_SYMBOL_FACTS", facts.toString()));

    // then
    assertThat(settings.universe().of(Category.DAY_TRADING))
        .containsExactly(Symbol.of("SYM0001"), Symbol.of("TCS"));
    assertThat(settings.universe().of(Category.LONG_TERM))
        .isEqualTo(CategoryDefaults.universe(Category.LONG_TERM));
    assertThat(settings.replay().mostLacking())
        .containsEntry(Category.SHORT_TERM, 4)
        .containsEntry(Category.DAY_TRADING, 2);
    assertThat(settings.replay().largestBreak()).isEqualTo(0.3);
    assertThat(settings.replay().fetchLag()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.replay().cacheDuration()).isEqualTo(Duration.ofMinutes(10));
    assertThat(job(settings, Generation.OPTIMIZED, "frequent_scan").crons())
        .containsExactly("*/15 10-14 * * *", "0 15 * * *");
    assertThat(job(settings, Generation.LEGACY, "long_term_strategy").timeout())
        .isEqualTo(Duration.ofMinutes(45));
    assertThat(settings.calendar().session(LocalDate.of(2026, 6, 10))).isEmpty();
    assertThat(settings.facts()).isPresent();
  }

  private static ScanJob job(ServiceSettings settings, Generation generation, String id) {
    return settings.replay().jobs().get(generation).stream()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aJobOfOneGenerationIsNotForTheOtherService() {
    Map<String, String> environment =
        Map.of(
            "BATON_JOBS__FREQUENT_SCAN__CRONS", "session/10m",
            "BATON_JOBS__DAY_TRADING_STRATEGY__TIMEOUT", "5m",
            "BATON_UNIVERSE__DAY_TRADING_", "TCS");

    assertThat(ServiceSettings.notFor(Generation.LEGACY, environment))
        .containsExactly("BATON_JOBS__FREQUENT_SCAN__CRONS");
    assertThat(ServiceSettings.notFor(Generation.OPTIMIZED, environment))
        .containsExactly("BATON_JOBS__DAY_TRADING_STRATEGY__TIMEOUT");
  }

  @Test
  void aJobOfNeitherIsRefusedWithTheNamesOfBoth() {
    assertThatThrownBy(
            () -> ServiceSettings.of(Map.of("BATON_JOBS__FREQUENT__CRONS", "session/5m")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "BATON_JOBS__FREQUENT__CRONS: 'frequent' is a job of neither service; legacy has"
                + " day_trading_strategy, short_selling_strategy, short_term_strategy,"
                + " long_term_strategy; optimized has frequent_scan, regular_scan, daily_scan,"
                + " comprehensive_scan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          BATON_JOBS__FREQUENT_SCAN         | session/5m  | expected a name like BATON_JOBS__FREQUENT_SCAN__CRONS
          BATON_JOBS__FREQUENT_SCAN__CRONS  | every day   | every day
          BATON_JOBS__FREQUENT_SCAN__TIMEOUT| soon        | 'soon' is no duration
          BATON_JOBS__FREQUENT_SCAN__TIMEOUT| 0s          | not positive
          BATON_UNIVERSE_DAY_TRADING        | TCS         | expected a category between underscores, like BATON_UNIVERSE__DAY_TRADING_
          BATON_UNIVERSE__SCALPING_         | TCS         | scalping
          BATON_UNIVERSE__DAY_TRADING_      | TCS,TCS     | names a symbol twice
          BATON_UNIVERSE__DAY_TRADING_      | ,           | names no symbol
          BATON_UNIVERSE__DAY_TRADING_      | TCS INFY    | TCS INFY
          BATON_LACKING_BARS__LONG_TERM_    | -1          | '-1' is no number of bars
          BATON_LARGEST_BREAK               | 15          | '15' is no share from 0.05 to 0.9
          BATON_FETCH_LAG                   | a while     | 'a while' is no duration
          BATON_FETCH_LAG                   | 5m          | '5m' is not 0 to 4m
          SCHEDULER_CACHE_DURATION_MINUTES  | 0           | '0' is not 1 to 1440
          BATON_SYMBOL_FACTS| /nowhere    | /nowhere
          BATON_CALENDAR_OVERRIDES          | /nowhere    | /nowhere
          """)
  void whatCannotBeUsedIsRefusedWithTheVariablesName(String name, String value, String why) {
    assertThatThrownBy(() -> ServiceSettings.of(Map.of(name, value)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(name.startsWith("BATON_JOBS") ? "BATON_JOBS__FREQUENT_SCAN" : name)
        .hasMessageContaining(why);
  }

  @Test
  void durationsAreReadAsTheServicesReadThem() {
    assertThat(List.of("2", "2s", "PT2S", " 2000ms "))
        .allMatch(text -> ServiceDuration.parse(text).equals(Duration.ofSeconds(2)));
    assertThat(ServiceDuration.parse("30m")).isEqualTo(Duration.ofMinutes(30));
    assertThat(ServiceDuration.parse("1d")).isEqualTo(Duration.ofDays(1));
  }
}
