package dev.baton.runtime.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.baton.calendar.UnknownCalendarException;
import dev.baton.evidence.EvidenceUnavailableException;
import dev.baton.runtime.slot.StoreFailure;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The problems that requests are answered with: one table from failure to answer (ADR 35). */
public final class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);

  /** Headers of a body that is replaced, in any case. */
  private static final SortedSet<String> OF_THE_BODY = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    OF_THE_BODY.addAll(List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH));
  }

  /** What the REST layer's messages begin with, which the answer has anyway. */
  private static final Pattern STATUS_LINE = Pattern.compile("^HTTP \\d{3} ");

  private static final int UNPROCESSABLE = 422;

  /** About as long as an expensive request takes. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final int DEFECT = StatusCode.INTERNAL_SERVER_ERROR;

  /** Status 400: the request cannot be understood; the detail names the right form. */
  public static Problem bad(String detail) {
    return new Problem(StatusCode.BAD_REQUEST, detail);
  }

  /** Status 404. */
  public static Problem notFound(String detail) {
    return new Problem(StatusCode.NOT_FOUND, detail);
  }

  /** Status 409: the request can be answered at another time. */
  public static Problem conflict(String detail) {
    return new Problem(StatusCode.CONFLICT, detail);
  }

  /** Status 422: a file that the request needs is broken. */
  public static Problem unprocessable(String detail) {
    return new Problem(UNPROCESSABLE, detail);
  }

  /** Status 429: too many requests of the kind wait already. */
  public static Problem tooMany(String detail) {
    return new Problem(
        StatusCode.TOO_MANY_REQUESTS, detail, Optional.empty(), Optional.of(RETRY_AFTER));
  }

  /** Status 502: the broker does not answer as it should. */
  public static Problem badGateway(String detail) {
    return new Problem(StatusCode.BAD_GATEWAY, detail);
  }

  /** Status 503: the same request can succeed once the database is back, or a file has what the detail names. */
  public static Problem unavailable(String detail) {
    return new Problem(StatusCode.SERVICE_UNAVAILABLE, detail);
  }

  /** The answer to a request that failed. The platform's own mappers have these types, too; a listed type goes before them. */
  @ServerExceptionMapper({
    Throwable.class,
    WebApplicationException.class,
    NotFoundException.class,
    MismatchedInputException.class
  })
  Response answer(Throwable failure, UriInfo request) {
    Problem problem = problem(failure);
    if (problem.status() == DEFECT) {
      LOG.errorf(failure, "request=%s defect=\"%s\"", request.getPath(), failure);
    }
    Response.ResponseBuilder answer = Response.status(problem.status());
    if (failure instanceof WebApplicationException web) {
      headers(web.getResponse(), answer);
    }
    problem
        .retryAfter()
        .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
    return answer
        .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .entity(problem.body(request.getPath()))
        .build();
  }

  /** Keeps headers such as Allow, which says what would be right. */
  private static void headers(Response from, Response.ResponseBuilder to) {
    from.getStringHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_BODY.contains(name)) {
                values.forEach(value -> to.header(name, value));
              }
            });
  }

  private static Problem problem(Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case EvidenceUnavailableException e -> unavailable(e.getMessage());
      case UnknownCalendarException e -> unavailable(e.getMessage());
      case JsonProcessingException e -> UnreadableBody.problem(e);
      case WebApplicationException e when e.getCause() instanceof JsonProcessingException json ->
          UnreadableBody.problem(json);
      case WebApplicationException e ->
          new Problem(e.getResponse().getStatus(), detail(e.getResponse().getStatus(), e));
      default ->
          StoreFailure.away(failure)
              .map(reason -> unavailable("the database cannot be used: " + reason))
              .orElseGet(
                  () -> new Problem(DEFECT, "a defect of the service; its log has the reason"));
    };
  }

  private static String detail(int status, WebApplicationException failure) {
    return switch (status) {
      case StatusCode.NOT_FOUND ->
          "no resource has this path; /q/openapi lists those that there are";
      case StatusCode.METHOD_NOT_ALLOWED ->
          "the resource does not have this method; see the header Allow";
      case StatusCode.UNSUPPORTED_MEDIA_TYPE -> "a body is application/json";
      default -> STATUS_LINE.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    };
  }
}
