package dev.baton.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformPathsTest {

  @ParameterizedTest
  @CsvSource({
    "q, metrics, /q, /q/metrics",
    "platform/, prometheus, /platform, /platform/prometheus",
    "/internal, metrics, /internal, /internal/metrics",
    "q, /metrics, /q, /metrics",
    "/, metrics, '', /metrics",
  })
  void followsTheSettingsOfThePlatform(
      String root, String metrics, String wholeRoot, String wholeMetrics) {
    PlatformPaths paths = new PlatformPaths(root, metrics);
    assertThat(paths.root()).isEqualTo(wholeRoot);
    assertThat(paths.metrics()).isEqualTo(wholeMetrics);
  }
}
