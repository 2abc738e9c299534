package dev.baton.runtime.health;

import dev.baton.runtime.settings.PlatformPaths;
import io.quarkus.micrometer.runtime.export.handlers.PrometheusHandler;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Answers health and metrics on threads of their own. On the worker pool they would wait behind slow requests, and
 * Kubernetes would restart a service that works (ADR 35).
 */
@Singleton
@Alternative
@Priority(1)
class Probes extends AsyncHealthCheckFactory {

  /** Before the platform's routes of the same path. */
  private static final int ORDER = -1;

  private static final Executor THREADS = task -> Thread.ofVirtual().name("probe").start(task);

  private final Vertx vertx;
  private final PlatformPaths paths;

  Probes(Vertx vertx, PlatformPaths paths) {
    this.vertx = vertx;
    this.paths = paths;
  }

  @Override
  public Uni<HealthCheckResponse> callSync(HealthCheck check) {
    return super.callSync(check).runSubscriptionOn(threads());
  }

  @Override
  public Uni<HealthCheckResponse> callAsync(AsyncHealthCheck check) {
    return super.callAsync(check).runSubscriptionOn(threads());
  }

  /** Threads with a Vert.x context of the check's own, which the check of the reactive client asks for. */
  private Executor threads() {
    ContextInternal context =
        (ContextInternal) VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    return check ->
        THREADS.execute(
            () -> {
              ContextInternal before = context.beginDispatch();
              try {
                check.run();
              } finally {
                context.endDispatch(before);
              }
            });
  }

  /** Whatever the method is: that of a HEAD has no body. */
  void answerMetrics(@Observes Router router) {
    PrometheusHandler metrics = new PrometheusHandler(false, Optional.empty());
    router
        .route(paths.metrics())
        .order(ORDER)
        .handler(
            context ->
                THREADS.execute(
                    () -> {
                      try {
                        metrics.handle(context);
                      } catch (RuntimeException e) {
                        context.fail(e);
                      }
                    }));
  }
}
