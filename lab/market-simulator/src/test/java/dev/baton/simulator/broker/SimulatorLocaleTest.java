package dev.baton.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.market.MarketTime;
import dev.baton.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It changes the JVM's default locale, so no other test runs beside it. */
@Isolated
class SimulatorLocaleTest {

  private static final Locale BEFORE = Locale.getDefault();
  private static final Instant NINE =
      MarketTime.instant(LocalDate.of(2026, 6, 10), LocalTime.of(9, 0));

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "mr", "ar", "fa", "hi-IN-u-nu-deva", "tr"})
  void theContractFileAndTheAuthCodeHaveAsciiDigitsUnderEveryLocale(String tag) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Instruments instruments = new Instruments(Set.of(Symbol.of("RELIANCE")));

    assertThat(new String(instruments.file("NSEEQ", true).orElseThrow(), UTF_8))
        .contains(
            "\"underlyingInstrumentSymbol\":\"RELIANCE\",\"instrumentId\":\"2885\",\"instrumentType\"");
    assertThat(new String(instruments.file("NSEEQ", false).orElseThrow(), UTF_8))
        .contains("NSEEQ,RELIANCE,2885,EQUITY,XX,0,RELIANCE,RELIANCE-EQ,,1,0.05\n");
    assertThat(new BrokerSessions("ME", "secret", true).authCode(NINE)).isEqualTo("SIM2026061001");
  }
}
