package dev.baton.runtime.store;

import dev.baton.runtime.test.FixedSlotClock;
import dev.baton.scan.ScanCore;
import io.quarkus.test.Mock;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * The application around this module's tests of the database. Its scheduler is off and it scans nothing, so that a test is the
 * only one that writes.
 */
public class NobodyScans implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "baton.generation", "legacy",
        "baton.mode", "off",
        "quarkus.scheduler.enabled", "false",
        // Another test's, with the endpoints of the broker's API.
        "quarkus.arc.exclude-types", "dev.baton.runtime.broker.ScriptedBroker",
        "quarkus.http.test-port", "0");
  }

  /** What a service would bring along. */
  @Singleton
  static class Beans {

    @Produces
    @Singleton
    ScanCore core() {
      return _ -> {
        throw new AssertionError("nothing is scanned");
      };
    }
  }

  /** Takes the place of the service's clock. */
  @Mock
  @Singleton
  static class StandingClock extends FixedSlotClock {}
}
