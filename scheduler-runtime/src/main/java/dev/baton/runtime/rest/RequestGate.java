package dev.baton.runtime.rest;

import dev.baton.csv.VisibleText;
import dev.baton.runtime.settings.BatonConfig;
import dev.baton.runtime.settings.PlatformPaths;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/**
 * Checks the headers of a request, and reads its body, before a resource is looked for. The REST layer would answer what it
 * cannot parse with status 500, and wait for a slow body on a worker thread. Headers that say the same in an odd way are set to
 * their plain form (ADR 35).
 */
@Singleton
class RequestGate {

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  /** Possessive, so that a header made to be slow is not. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("%1$s/%1$s(\\s*+;\\s*+(%1$s=(%1$s|\"[^\"]*\"))?+)*+\\s*+".formatted(TOKEN));

  private static final Pattern NO_WEIGHT = Pattern.compile("q=0(\\.0{0,3})?");
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset=\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

  private static final int LINGER_MS = 500;

  /** Before the platform's limit on the length of a body, which answers without a problem, and before the REST layer. */
  private static final int ORDER = -3;

  /** Key of the timer of a body that is being read. */
  private static final String READING = "baton.body";

  /** Key of a request that is not for a resource: the platform answers text, too. */
  private static final String PLATFORM = "baton.platform";

  private final Duration patience;
  private final PlatformPaths platform;
  private final long longestBody;

  RequestGate(
      BatonConfig config,
      PlatformPaths platform,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longestBody) {
    this.patience = config.requestTime();
    this.platform = platform;
    this.longestBody = longestBody.asLongValue();
  }

  /** On every path: the REST layer also finds a resource by a path with matrix parameters, or with encoded letters. */
  void open(@Observes Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(longestBody);
    router
        .route(platform.root() + "/*")
        .order(ORDER - 1)
        .handler(
            context -> {
              context.put(PLATFORM, true);
              context.next();
            });
    router
        .route()
        .order(ORDER)
        .handler(this::check)
        .handler(context -> read(context, body))
        .handler(RequestGate::pass)
        .failureHandler(this::failed);
  }

  private void check(RoutingContext context) {
    try {
      if (context.get(PLATFORM) == null) {
        checkRequest(context);
      }
    } catch (Problem problem) {
      refuse(context, problem);
      return;
    }
    context.next();
  }

  /** Reads the body on the event loop: a client that sends it slowly takes no worker thread. */
  private void read(RoutingContext context, BodyHandler body) {
    if (!hasBody(context.request())) {
      context.next();
      return;
    }
    Connection.of(context).ifPresent(Connection::awaitBody);
    context.put(READING, context.vertx().setTimer(patience.toMillis(), _ -> tooSlow(context)));
    body.handle(context);
    context.request().resume();
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null
        ? !length.equals("0")
        : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static void pass(RoutingContext context) {
    if (!hasBody(context.request()) || stopped(context)) {
      context.next();
    }
  }

  private void tooSlow(RoutingContext context) {
    if (stopped(context)) {
      refuse(
          context,
          new Problem(
              StatusCode.REQUEST_TIMEOUT,
              "the body was not complete within %s s".formatted(patience.toSeconds())));
    }
  }

  /** A failure while the body is read is the client's; later ones are not the gate's. */
  private void failed(RoutingContext context) {
    boolean reading = stopped(context);
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      // The client has left, or was refused.
      return;
    }
    Optional<Problem> problem =
        reading ? Optional.of(ofBody(context.statusCode())) : ofRequest(context.statusCode());
    problem.ifPresentOrElse(found -> refuse(context, found), context::next);
  }

  private Problem ofBody(int status) {
    return switch (status) {
      case StatusCode.PAYLOAD_TOO_LARGE ->
          new Problem(
              StatusCode.PAYLOAD_TOO_LARGE,
              "the body is longer than %s bytes".formatted(longestBody));
      case StatusCode.EXPECTATION_FAILED ->
          new Problem(
              StatusCode.EXPECTATION_FAILED, "Expect can only be 100-continue, or left out");
      default -> Problems.bad("the body cannot be read");
    };
  }

  /** What the router refuses before there is a resource; what is not the client's fault is not the gate's. */
  private static Optional<Problem> ofRequest(int status) {
    return status == StatusCode.BAD_REQUEST
        ? Optional.of(Problems.bad("the header Host is missing, or is not a host"))
        : Optional.empty();
  }

  /** Stops the timer of a body; whether the body was still being read. */
  private static boolean stopped(RoutingContext context) {
    Long timer = context.remove(READING);
    if (timer == null) {
      return false;
    }
    context.vertx().cancelTimer(timer);
    Connection.of(context).ifPresent(Connection::bodyRead);
    return true;
  }

  /**
   * Answers, and closes the connection a moment later: what is left of the request is not waited for. At once would be too
   * early for a client that still sends, which would find a reset instead of the answer.
   */
  private static void refuse(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    context.request().resume();
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(Buffer.buffer(problem.body(context.request().path())))
        .onComplete(
            _ -> context.vertx().setTimer(LINGER_MS, _ -> context.request().connection().close()));
  }

  private static void checkRequest(RoutingContext context) {
    checkQuery(context);
    MultiMap headers = context.request().headers();
    if (headers.contains(HttpHeaders.ACCEPT)) {
      checkAccept(String.join(",", headers.getAll(HttpHeaders.ACCEPT)));
      headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
    }
    String contentType = Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_TYPE), "");
    if (contentType.isBlank()) {
      headers.remove(HttpHeaders.CONTENT_TYPE);
    } else if (isJson(contentType)) {
      headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }

  /** A value given twice is refused: the REST layer would take the first in silence. */
  private static void checkQuery(RoutingContext context) {
    MultiMap values = context.queryParams();
    for (String name : values.names()) {
      int times = values.getAll(name).size();
      if (times > 1) {
        throw Problems.bad(
            "%s is given %s times; which value is meant cannot be known"
                .formatted(VisibleText.of(name), times));
      }
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
          StatusCode.NOT_ACCEPTABLE,
          "Accept '%s' does not admit application/json, the type of every answer"
              .formatted(ranges.strip()));
    }
  }

  private static boolean admitsJson(String range) {
    String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
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
          StatusCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type '%s' is not a media type; expected application/json"
              .formatted(contentType));
    }
    if (!MediaType.APPLICATION_JSON.equalsIgnoreCase(contentType.split(";", -1)[0].strip())) {
      return false;
    }
    Optional<String> charset =
        CHARSET.matcher(contentType).results().map(found -> found.group(1)).findFirst();
    if (charset.filter(name -> !name.equalsIgnoreCase("utf-8")).isPresent()) {
      throw new Problem(
          StatusCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type '%s': JSON is in UTF-8".formatted(contentType));
    }
    return true;
  }
}
