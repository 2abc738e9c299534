package dev.baton.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTagsTest {

  @Test
  void aRequestHasTheRouteOfItsResourceAndAnyOtherOneAFixedTag() {
    assertThat(RouteTags.tags(Optional.of("/api/scheduler/data/{symbol}"), "GET", 404))
        .isEqualTo(Tags.of("uri", "/api/scheduler/data/{symbol}", "method", "GET"));
    assertThat(RouteTags.tags(Optional.of("api/signals"), "HEAD", 200))
        .isEqualTo(Tags.of("uri", "/api/signals", "method", "HEAD"));
    assertThat(RouteTags.tags(Optional.empty(), "POST", 404))
        .isEqualTo(Tags.of("uri", "NOT_FOUND", "method", "POST"));
    assertThat(RouteTags.tags(Optional.empty(), "BREW", 405))
        .isEqualTo(Tags.of("uri", "UNKNOWN", "method", "OTHER"));
  }
}
