package dev.baton.runtime.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks the headers and the query of a request before a resource is looked for: the REST layer would answer what it cannot
 * parse with status 500. Headers that say the same in an odd way are set to their plain form (ADR 35).
 */
@Singleton
class RequestGate {

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "%1$s/%1$s(\\s*;\\s*(%1$s=(%1$s|\"[^\"]*\"))?)*\\s*".formatted(TOKEN));
  private static final Pattern NO_WEIGHT = Pattern.compile("q=0(\\.0{0,3})?");
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset=\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

  private static final int NOT_ACCEPTABLE = 406;
  private static final int UNSUPPORTED = 415;

  /** After the platform's limit on the length of a body, before the REST layer. */
  private static final int ORDER = -1;

  void open(@Observes Router router) {
    router.route("/api/*").order(ORDER).handler(RequestGate::pass);
  }

  private static void pass(RoutingContext context) {
    try {
      check(context.request());
    } catch (Problem problem) {
      refuse(context, problem);
      return;
    }
    context.next();
  }

  static void refuse(RoutingContext context, Problem problem) {
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(Buffer.buffer(problem.body(context.request().path())));
  }

  private static void check(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (headers.contains(HttpHeaders.ACCEPT)) {
      checkAccept(String.join(",", headers.getAll(HttpHeaders.ACCEPT)));
      headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
    }
    if (headers.contains(HttpHeaders.CONTENT_TYPE)
        && isJson(headers.get(HttpHeaders.CONTENT_TYPE))) {
      headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
    try {
      request.params();
    } catch (IllegalArgumentException e) {
      throw Problems.bad(
          "the query cannot be read: %s; a %% is written as %%25".formatted(e.getMessage()));
    }
  }

  /**
   * Checks that one of the media ranges admits JSON, whatever the others are.
   *
   * @throws Problem status 406 if none does
   */
  static void checkAccept(String ranges) {
    if (Arrays.stream(ranges.split(",")).noneMatch(RequestGate::admitsJson)) {
      throw new Problem(
          NOT_ACCEPTABLE,
          "Accept '%s' does not admit application/json, the type of every answer"
              .formatted(ranges.strip()));
    }
  }

  private static boolean admitsJson(String range) {
    String[] parts = range.toLowerCase(Locale.ROOT).split(";");
    return switch (parts[0].strip()) {
      case "*/*", "application/*", MediaType.APPLICATION_JSON ->
          Arrays.stream(parts)
              .skip(1)
              .map(String::strip)
              .noneMatch(part -> NO_WEIGHT.matcher(part).matches());
      default -> false;
    };
  }

  /**
   * Whether a body of that type is JSON; that of another type is the resource's to refuse, if it reads a body at all.
   *
   * @throws Problem status 415 if the text is not a media type, or the JSON is not in UTF-8
   */
  static boolean isJson(String contentType) {
    if (!MEDIA_TYPE.matcher(contentType.strip()).matches()) {
      throw new Problem(
          UNSUPPORTED,
          "Content-Type '%s' is not a media type; expected application/json"
              .formatted(contentType));
    }
    if (!MediaType.APPLICATION_JSON.equalsIgnoreCase(contentType.split(";")[0].strip())) {
      return false;
    }
    Optional<String> charset =
        CHARSET.matcher(contentType).results().map(found -> found.group(1)).findFirst();
    if (charset.filter(name -> !name.equalsIgnoreCase("utf-8")).isPresent()) {
      throw new Problem(
          UNSUPPORTED, "Content-Type '%s': JSON is in UTF-8".formatted(contentType));
    }
    return true;
  }
}
