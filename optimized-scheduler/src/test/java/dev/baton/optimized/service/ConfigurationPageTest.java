package dev.baton.optimized.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Repository;
import dev.baton.docs.Setting;
import dev.baton.optimized.parity.ParityConfig;
import dev.baton.runtime.broker.BrokerConfig;
import dev.baton.runtime.settings.BatonConfig;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} has every setting of both services, with the default and the range in force, and no other. */
class ConfigurationPageTest {

  private static final Map<String, Setting> DOCUMENTED =
      Setting.ofPage(Repository.text("docs/configuration.md"));

  private static final Map<String, Setting> DECLARED =
      Setting.ofMappings(
          BatonConfig.class, BrokerConfig.class, OptimizedConfig.class, ParityConfig.class);

  @Test
  void namesEachSettingAndNoOther() {
    assertThat(DOCUMENTED.keySet().stream().filter(name -> !name.startsWith("QUARKUS_")))
        .containsExactlyInAnyOrderElementsOf(DECLARED.keySet());
  }

  @Test
  void namesTheDatabaseThatAServiceCannotDoWithout() {
    assertThat(DOCUMENTED.keySet().stream().filter(name -> name.startsWith("QUARKUS_")))
        .containsExactly(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_USERNAME");
  }

  @Test
  void hasTheDefaultsOfBothServices() {
    // given
    Optional<Properties> legacy = properties("legacy-scheduler");
    Properties optimized = properties("optimized-scheduler").orElseThrow();

    // when, then
    for (Setting declared : DECLARED.values()) {
      String inOptimized = byService(optimized, declared);
      // Without the folder of the legacy service its value cannot be read.
      String inLegacy = legacy.map(own -> byService(own, declared)).orElse(inOptimized);
      assertThat(DOCUMENTED.get(declared.name()).defaultValue())
          .as(declared.name())
          .matches(
              legacy.isEmpty()
                  ? "(.* \\(legacy\\), )?%s( \\(optimized\\))?"
                      .formatted(Pattern.quote(inOptimized))
                  : Pattern.quote(
                      inLegacy.equals(inOptimized)
                          ? inLegacy
                          : "%s (legacy), %s (optimized)".formatted(inLegacy, inOptimized)));
    }
  }

  @Test
  void hasTheRangesThatAreChecked() {
    DECLARED.values().stream()
        .filter(declared -> !declared.range().isEmpty())
        .forEach(
            declared ->
                assertThat(DOCUMENTED.get(declared.name()).range())
                    .as(declared.name())
                    .isEqualTo(declared.range()));
  }

  private static Optional<Properties> properties(String service) {
    String path = service + "/src/main/resources/application.properties";
    if (Files.notExists(Repository.root().resolve(path))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Repository.text(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(properties);
  }

  /** What a service sets for itself, else the default of the mapping. */
  private static String byService(Properties service, Setting declared) {
    Optional<String> own =
        service.stringPropertyNames().stream()
            .filter(name -> Setting.variable(name).equals(declared.name()))
            .map(service::getProperty)
            .findFirst();
    return own.orElse(declared.defaultValue());
  }
}
