package dev.baton.optimized.comparison;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service without its slots, and without a legacy scheduler: nothing listens on port 1. */
public class SwitchedOff implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "baton.mode", "off", "baton.legacy-url", "http://127.0.0.1:1", "baton.request-time", "2s");
  }
}
