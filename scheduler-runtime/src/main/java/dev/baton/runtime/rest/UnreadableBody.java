package dev.baton.runtime.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.baton.csv.VisibleText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/** Why the body of a request cannot be read: the field, what is there and what would be right, without names of Java (ADR 35). */
final class UnreadableBody {

  private UnreadableBody() {}

  static Problem problem(JsonProcessingException failure) {
    Optional<String> field =
        failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
            ? Optional.of(path(mapping))
            : Optional.empty();
    String what = field.orElse("the body");
    String detail =
        switch (deepest(failure)) {
          case InvalidFormatException e ->
              "%s '%s' cannot be read; expected %s"
                  .formatted(
                      what,
                      VisibleText.of(String.valueOf(e.getValue())),
                      expected(e.getTargetType()));
          case MismatchedInputException e ->
              "%s cannot be read; expected %s".formatted(what, expected(e.getTargetType()));
          case InputCoercionException e ->
              "%s cannot be read; expected %s".formatted(what, expected(e.getTargetType()));
          case StreamConstraintsException _ ->
              "the body is not read: it is nested too deeply, or has a number or a name that is too long";
          case JsonProcessingException e ->
              "the body is not valid JSON: " + VisibleText.of(e.getOriginalMessage());
        };
    return new Problem(StatusCode.BAD_REQUEST, detail, field);
  }

  /** The cause of all, which knows most; the failures around it add the path. */
  private static JsonProcessingException deepest(JsonProcessingException failure) {
    return failure.getCause() instanceof JsonProcessingException cause ? deepest(cause) : failure;
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream().map(UnreadableBody::name).collect(Collectors.joining("."));
  }

  private static String name(JsonMappingException.Reference step) {
    return step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (List.of(Long.class, long.class, Integer.class, int.class).contains(type)) {
      return "a whole number of at most 18 digits";
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
