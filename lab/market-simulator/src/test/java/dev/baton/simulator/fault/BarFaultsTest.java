package dev.baton.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.baton.simulator.market.Bar;
import dev.baton.simulator.market.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarFaultsTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModules(new Jdk8Module(), new JavaTimeModule())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private static final List<Bar> DAYS = List.of(bar("2026-07-09T09:15"), bar("2026-07-10T09:15"));

  private static Bar bar(String time) {
    return new Bar(LocalDateTime.parse(time), 100, 110, 90, 105, 1000);
  }

  private static Fault fault(String json) throws Exception {
    return JSON.readValue(json, Fault.class);
  }

  private static String rows(Fault fault, Interval interval, Bar... bars) {
    return new String(
        BarFaults.rows(List.of(fault), List.of(bars), interval), StandardCharsets.UTF_8);
  }

  @Test
  void aRowOffTheGridIsBesideItsBar() throws Exception {
    Fault minutes = fault("{\"kind\":\"off_grid_bar\",\"bar_time\":\"2026-07-10T09:20:00+05:30\"}");
    Fault day = fault("{\"kind\":\"off_grid_bar\",\"bar_time\":\"2026-07-09T00:00:00+05:30\"}");

    assertThat(rows(minutes, Interval.FIVE_MINUTES, bar("2026-07-10T09:20")))
        .isEqualTo(
            "[\"2026-07-10T09:20:00\",100.0,110.0,90.0,105.0,1000],"
                + "[\"2026-07-10T09:22:00\",150.0,165.0,135.0,157.5,1000]");
    assertThat(rows(day, Interval.DAY, DAYS.toArray(Bar[]::new)))
        .isEqualTo(
            "[\"2026-07-09T09:15:00\",100.0,110.0,90.0,105.0,1000],"
                + "[\"2026-07-11T09:15:00\",150.0,165.0,135.0,157.5,1000],"
                + "[\"2026-07-10T09:15:00\",100.0,110.0,90.0,105.0,1000]");
  }

  @Test
  void aSplitIsInThePricesBeforeItsDateFromThatDateOn() throws Exception {
    Fault split =
        fault("{\"kind\":\"split\",\"bar_time\":\"2026-07-10T00:00:00+05:30\",\"factor\":2}");
    Instant before = Instant.parse("2026-07-09T10:30:00Z");
    Instant after = Instant.parse("2026-07-10T03:45:00Z");

    assertThat(BarFaults.alteration(List.of(split), before).of(Interval.DAY, DAYS)).isEqualTo(DAYS);
    assertThat(BarFaults.alteration(List.of(split), after).of(Interval.DAY, DAYS))
        .containsExactly(new Bar(DAYS.getFirst().time(), 200, 220, 180, 210, 1000), DAYS.getLast());
    // Longer bars are made of bars that are split already.
    assertThat(BarFaults.alteration(List.of(split), after).of(Interval.WEEKLY, DAYS))
        .isEqualTo(DAYS);
    assertThatThrownBy(
            () -> fault("{\"kind\":\"split\",\"bar_time\":\"2026-07-10T00:00:00+05:30\"}"))
        .hasMessageContaining("split needs factor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null_volume     | [\"2026-07-10T09:15:00\",100.0,110.0,90.0,105.0,null]",
        "zero_price      | [\"2026-07-10T09:15:00\",0,0,0,0,1000]",
        "open_above_high | [\"2026-07-10T09:15:00\",111.0,110.0,90.0,105.0,1000]",
        "text_time       | [\"n/a\",100.0,110.0,90.0,105.0,1000]"
      })
  void aMalformedRowIsNoCandle(String malformation, String row) throws Exception {
    Fault fault =
        fault(
            "{\"kind\":\"malformed_bar\",\"bar_time\":\"2026-07-10T00:00:00+05:30\",\"malformation\":\"%s\"}"
                .formatted(malformation));
    assertThat(rows(fault, Interval.DAY, DAYS.getLast())).isEqualTo(row);
  }
}
