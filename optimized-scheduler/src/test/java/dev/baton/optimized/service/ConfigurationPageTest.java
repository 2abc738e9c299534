package dev.baton.optimized.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Repository;
import dev.baton.docs.Setting;
import dev.baton.optimized.parity.ParityConfig;
import dev.baton.runtime.broker.BrokerConfig;
import dev.baton.runtime.settings.BatonConfig;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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
  void hasTheDefaultsOfBothServices() throws IOException {
    // given
    Properties legacy = properties("legacy-scheduler");
    Properties optimized = properties("optimized-scheduler");

    // when, then
    for (Setting declared : DECLARED.values()) {
      String inLegacy = byService(legacy, declared);
      String inOptimized = byService(optimized, declared);
      assertThat(DOCUMENTED.get(declared.name()).defaultValue())
          .as(declared.name())
          .isEqualTo(
              inLegacy.equals(inOptimized)
                  ? inLegacy
                  : "%s (legacy), %s (optimized)".formatted(inLegacy, inOptimized));
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

  private static Properties properties(String service) throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(Repository.text(service + "/src/main/resources/application.properties")));
    return properties;
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
