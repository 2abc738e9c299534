package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.evidence.UnknownCalls;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.junit.jupiter.api.Test;

class UnknownCallsTest {

  @Test
  void noCallUnderWayIsOldEnoughToBeUnknown() throws Exception {
    DurationMax longest =
        BrokerConfig.class.getMethod("callTimeout").getAnnotation(DurationMax.class);
    assertThat(UnknownCalls.WHILE_SERVICES_RUN.oldestUnderWay())
        .isGreaterThan(Duration.ofSeconds(longest.seconds()));
  }
}
