package dev.baton.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketJsonTest {

  private final ObjectMapper mapper =
      new ObjectMapper()
          .registerModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  MarketJsonTest() {
    new MarketJson().customize(mapper);
  }

  @Test
  void writesTimesAtTheExchangeAlwaysWithSeconds() throws Exception {
    assertThat(mapper.writeValueAsString(Instant.parse("2026-06-10T04:25:00Z")))
        .isEqualTo("\"2026-06-10T09:55:00+05:30\"");
    assertThat(mapper.writeValueAsString(Instant.parse("2026-06-10T04:25:00.123456789Z")))
        .isEqualTo("\"2026-06-10T09:55:00.123456+05:30\"");
  }

  @Test
  void readsWhatTheOtherGenerationWrites() throws Exception {
    // given a status whose times are whole minutes
    GenerationStatus written =
        new GenerationStatus(
            true,
            "running",
            "",
            Map.of("day_trading", "live"),
            Optional.of(Instant.parse("2026-06-10T04:21:00Z")),
            List.of(
                new GenerationStatus.Job(
                    "long_term_strategy",
                    "Long Term Strategy",
                    Optional.of(Instant.parse("2026-06-10T10:30:00Z")))),
            1);
    // when
    GenerationStatus read =
        mapper.readValue(mapper.writeValueAsString(written), GenerationStatus.class);
    // then
    assertThat(read).isEqualTo(written);
  }

  @Test
  void readsTheStatusOfAServiceOfTheVersionBeforeWhichHasOneMode() throws Exception {
    GenerationStatus read =
        mapper
            .copy()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .readValue(
                """
                {"running": true, "state": "running", "reason": "", "mode": "live",
                 "market_time": "2026-06-10T09:51:00+05:30", "jobs": [], "job_count": 4}
                """,
                GenerationStatus.class);
    assertThat(read.state()).isEqualTo("running");
    assertThat(read.modes()).isEmpty();
  }
}
