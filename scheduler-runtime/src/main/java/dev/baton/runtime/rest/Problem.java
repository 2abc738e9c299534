package dev.baton.runtime.rest;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;

/** A request is answered with a problem as RFC 9457 has it. */
public final class Problem extends RuntimeException {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;
  private static final int UNPROCESSABLE = 422;

  private final int status;
  private final String title;
  private final transient Optional<String> field;
  private final transient Optional<Duration> retryAfter;

  Problem(int status, String detail) {
    this(status, detail, Optional.empty(), Optional.empty());
  }

  /**
   * @param detail for the caller; names the value and the right form
   * @param field path of the field of the body that is wrong, like {@code seed}
   */
  Problem(int status, String detail, Optional<String> field) {
    this(status, detail, field, Optional.empty());
  }

  /**
   * @param retryAfter time after which the same request may succeed; real time
   */
  Problem(int status, String detail, Optional<String> field, Optional<Duration> retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title(status);
    this.field = field;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** The body: JSON of {@link #MEDIA_TYPE}. */
  byte[] body(String instance) {
    JsonObject json =
        new JsonObject()
            .put("status", status)
            .put("title", title)
            .put("detail", getMessage())
            .put("instance", instance);
    field.ifPresent(path -> json.put("field", path));
    return json.toBuffer().getBytes();
  }

  private static String title(int status) {
    // Jakarta REST does not have it.
    if (status == UNPROCESSABLE) {
      return "Unprocessable Content";
    }
    return Optional.ofNullable(Response.Status.fromStatusCode(status))
        .map(Response.Status::getReasonPhrase)
        .orElseGet(() -> "Status " + status);
  }
}
