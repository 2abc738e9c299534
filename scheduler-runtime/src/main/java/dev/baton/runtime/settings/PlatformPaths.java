package dev.baton.runtime.settings;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the platform answers health, metrics and the description of the API; relative to {@code quarkus.http.root-path}, as routes
 * are. A path outside of it is none of the service's.
 */
@Singleton
public class PlatformPaths {

  private final String root;
  private final String metrics;

  PlatformPaths(
      @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "q")
          String root,
      @ConfigProperty(name = "quarkus.micrometer.export.prometheus.path", defaultValue = "metrics")
          String metrics) {
    this.root = below("/", root);
    this.metrics = below(this.root + "/", metrics);
  }

  /** Like {@code /q}. */
  public String root() {
    return root;
  }

  /** Like {@code /q/metrics}. */
  public String metrics() {
    return metrics;
  }

  /** An absolute path stays what it is. */
  private static String below(String parent, String path) {
    String whole = path.startsWith("/") ? path : parent + path;
    return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
  }
}
