package dev.baton.runtime.evidence;

import dev.baton.evidence.EvidenceUnavailableException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 503 while the database is away: the same request can succeed later. */
class EvidenceUnavailableMapper {

  @ServerExceptionMapper
  Response map(EvidenceUnavailableException e) {
    return HttpProblem.valueOf(Response.Status.SERVICE_UNAVAILABLE, e.getMessage()).toResponse();
  }
}
