package dev.baton.runtime.rest;

import dev.baton.calendar.UnknownCalendarException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A question that the trading calendar cannot answer is the operator's to solve: the problem says with which line. */
class UnknownCalendarMapper {

  @ServerExceptionMapper
  Response map(UnknownCalendarException e) {
    return HttpProblem.valueOf(Response.Status.SERVICE_UNAVAILABLE, e.getMessage()).toResponse();
  }
}
