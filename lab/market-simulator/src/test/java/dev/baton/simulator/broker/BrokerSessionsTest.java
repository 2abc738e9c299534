package dev.baton.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.market.MarketTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BrokerSessionsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 10);
  private static final Instant NINE = MarketTime.instant(DAY, LocalTime.of(9, 0));
  private static final Instant MIDNIGHT = MarketTime.startOf(DAY.plusDays(1));

  @Test
  void aTokenExpiresAtMidnightOfMarketTime() throws Exception {
    BrokerSessions sessions = new BrokerSessions("ME", "secret", true);
    String token = login(sessions, sessions.authCode(NINE), NINE);

    assertThat(sessions.valid(token, MIDNIGHT.minusNanos(1))).isTrue();
    assertThat(sessions.valid(token, MIDNIGHT)).isFalse();
  }

  @Test
  void aCodeIsValidForOneLoginOnItsDay() throws Exception {
    BrokerSessions sessions = new BrokerSessions("ME", "secret", true);
    String code = sessions.authCode(NINE);
    login(sessions, code, NINE);

    assertThat(sessions.login(sum(code), NINE)).isEmpty();
    assertThatThrownBy(() -> sessions.offer(code, NINE)).hasMessageContaining("used before");
    String next = sessions.authCode(NINE);
    assertThat(next).isNotEqualTo(code);
    assertThat(sessions.login(sum(next), MIDNIGHT)).isEmpty();
  }

  @Test
  void severalSessionsAreValidAtOnceWhereTheSettingAllowsIt() throws Exception {
    BrokerSessions single = new BrokerSessions("ME", "secret", true);
    String first = login(single, single.authCode(NINE), NINE);
    login(single, single.authCode(NINE), NINE);
    assertThat(single.valid(first, NINE)).isFalse();

    BrokerSessions several = new BrokerSessions("ME", "secret", false);
    String one = login(several, several.authCode(NINE), NINE);
    login(several, several.authCode(NINE), NINE);
    assertThat(several.valid(one, NINE)).isTrue();
    several.end(one);
    assertThat(several.valid(one, NINE)).isFalse();
  }

  private static String login(BrokerSessions sessions, String code, Instant now) throws Exception {
    return sessions.login(sum(code), now).orElseThrow();
  }

  private static String sum(String code) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest(("ME" + code + "secret").getBytes(StandardCharsets.UTF_8)));
  }
}
