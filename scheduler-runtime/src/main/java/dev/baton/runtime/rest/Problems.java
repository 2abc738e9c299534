package dev.baton.runtime.rest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.evidence.EvidenceUnavailableException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The problems that requests are answered with. */
public final class Problems {

  /** Status 400: the request cannot be understood; the detail names the right form. */
  public static HttpProblem bad(String detail) {
    return HttpProblem.valueOf(Response.Status.BAD_REQUEST, detail);
  }

  /** Status 404. */
  public static HttpProblem notFound(String detail) {
    return HttpProblem.valueOf(Response.Status.NOT_FOUND, detail);
  }

  /** Status 409: the request can be answered at another time. */
  public static HttpProblem conflict(String detail) {
    return HttpProblem.valueOf(Response.Status.CONFLICT, detail);
  }

  /** Status 422: a file that the request needs is broken. */
  public static HttpProblem unprocessable(String detail) {
    return HttpProblem.builder()
        .withStatus(422)
        .withTitle("Unprocessable Content")
        .withDetail(detail)
        .build();
  }

  /** Status 503: the same request can succeed once the database is back, or the calendar has the line that the detail names. */
  @ServerExceptionMapper({EvidenceUnavailableException.class, UnknownCalendarException.class})
  Response unavailable(RuntimeException e) {
    return HttpProblem.valueOf(Response.Status.SERVICE_UNAVAILABLE, e.getMessage()).toResponse();
  }

  /**
   * JSON of another shape than was asked for is a problem like every other mistake; the platform answers in another form. A
   * value that cannot be converted is the problem extension's, and stays with it.
   */
  @ServerExceptionMapper
  Response unreadable(MismatchedInputException e) {
    String where = e.getPath().stream().map(Problems::name).collect(Collectors.joining("."));
    return bad("%s cannot be read; expected %s"
            .formatted(where.isEmpty() ? "the body" : where, expected(e.getTargetType())))
        .toResponse();
  }

  private static String name(JsonMappingException.Reference step) {
    return step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }
}
