package dev.baton.runtime.rest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * JSON of another shape than was asked for is a problem like every other mistake; the platform answers in another form. A
 * value that cannot be converted is the problem extension's, and stays with it.
 */
class UnreadableJsonMapper {

  @ServerExceptionMapper
  Response map(MismatchedInputException e) {
    String where =
        e.getPath().stream().map(UnreadableJsonMapper::name).collect(Collectors.joining("."));
    return HttpProblem.valueOf(
            Response.Status.BAD_REQUEST,
            "%s cannot be read; expected %s"
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
