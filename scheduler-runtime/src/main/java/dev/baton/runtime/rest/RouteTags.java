package dev.baton.runtime.rest;

import io.micrometer.core.instrument.Tags;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/**
 * Tags the HTTP metrics by the resource's route and by methods of HTTP. Every other path or method gets a fixed tag:
 * otherwise each would take one of the limited number of tags, and resources that are called later would have no metric (ADR 35).
 */
@Singleton
class RouteTags implements HttpServerMetricsTagsContributor {

  /** Where the REST layer notes the template of the resource that it has found. */
  private static final String TEMPLATE = "UrlPathTemplate";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @Override
  public Tags contribute(Context request) {
    Object template = request.requestContextLocalData(TEMPLATE);
    return tags(
        Optional.ofNullable(template).map(Object::toString),
        request.request().method().name(),
        request.response().statusCode());
  }

  static Tags tags(Optional<String> template, String method, int status) {
    return Tags.of(
        "uri",
        template
            .map(path -> path.startsWith("/") ? path : "/" + path)
            .orElse(status == StatusCode.NOT_FOUND ? "NOT_FOUND" : "UNKNOWN"),
        "method",
        METHODS.contains(method) ? method : "OTHER");
  }
}
