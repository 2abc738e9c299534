package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.CandleSourceException;
import dev.baton.market.Symbol;
import dev.baton.ownership.Mode;
import dev.baton.runtime.settings.SchedulerSettings.InvalidSettingException;
import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class UniverseCheckTest {

  private static final SwitchedDatabase DATA = new SwitchedDatabase();
  private static final String ONLY_TCS =
      "[{\"exchange\":\"NSEEQ\",\"tradingSymbol\":\"TCS-EQ\",\"instrumentId\":1},"
          + "{\"exchange\":\"NSEEQ\",\"tradingSymbol\":\"GONE-BE\",\"instrumentId\":2}]";

  private final BrokerClient client = new BrokerClient(DATA);

  @AfterEach
  void clear() {
    client.close();
    DATA.clear();
    DATA.execute("truncate evaluation");
  }

  private void evaluated(String outcome) {
    DATA.execute(
        """
        insert into evaluation (generation, category, symbol, slot_time, bar_time, outcome, detail)
        values ('optimized', 'short_term', 'GONE', now(), now(), '%s', '')
        """
            .formatted(outcome));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluated", "incomplete", "suspended", "too_few_bars", "bar_missing"})
  void aSymbolThatHadCandlesAndLeftTheSeriesFailsAlone(String outcome) throws Exception {
    // given
    client.broker.then(200, ONLY_TCS);
    evaluated(outcome);
    UniverseCheck universe = client.universe(Mode.LIVE, "TCS", "GONE");

    // when, then
    assertThatCode(() -> universe.check(new StartupEvent())).doesNotThrowAnyException();
    assertThat(universe.missing()).containsExactly(Symbol.of("GONE"));
    assertThat(client.instruments.require(Symbol.of("TCS"))).isEqualTo("1");
    assertThatThrownBy(() -> client.instruments.require(Symbol.of("GONE")))
        .isInstanceOf(CandleSourceException.class)
        .hasMessageContaining("the broker's contract file has no stock GONE-EQ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "timed_out"})
  void aSymbolThatNeverHadCandlesIsAWrongSetting(String outcome) {
    client.broker.then(200, ONLY_TCS);
    evaluated(outcome);

    assertThatThrownBy(() -> client.universe(Mode.LIVE, "TCS", "GONE").check(new StartupEvent()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("baton.universe.")
        .hasMessageContaining("has no stock GONE-EQ");
  }

  @Test
  void nothingIsRefusedWhileTheBrokerIsAway() {
    for (int i = 0; i < 3; i++) {
      client.broker.then(500, "");
    }
    UniverseCheck universe = client.universe(Mode.LIVE, "TCS", "GONE");

    assertThatCode(() -> universe.check(new StartupEvent())).doesNotThrowAnyException();
    assertThat(universe.missing()).isEmpty();
  }

  @Test
  void whatIsNotScannedIsNotChecked() {
    assertThatCode(() -> client.universe(Mode.OFF, "GONE").check(new StartupEvent()))
        .doesNotThrowAnyException();
    assertThat(client.broker.requests).isEmpty();
  }
}
