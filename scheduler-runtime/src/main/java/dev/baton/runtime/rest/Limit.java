package dev.baton.runtime.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * The query parameter {@code limit}: how many rows of an answer are wanted. Resources take it as text, because the platform
 * answers a number that it cannot read with 404.
 */
public final class Limit {

  /** The most that can be asked for. */
  public static final int MOST = 10_000;

  private static final int USUAL = 500;

  private Limit() {}

  /**
   * The number of rows, {@value #USUAL} if none is given.
   *
   * @throws HttpProblem 400 if it is not a whole number from 1 to {@value #MOST}
   */
  public static int of(Optional<String> limit) {
    long rows = limit.map(Limit::number).orElse((long) USUAL);
    if (rows < 1 || rows > MOST) {
      throw bad("limit " + rows + " is out of range; 1 to " + MOST);
    }
    return (int) rows;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw bad("limit '%s' is not a whole number; expected 1 to %d".formatted(text, MOST));
    }
  }

  private static HttpProblem bad(String detail) {
    return HttpProblem.valueOf(Response.Status.BAD_REQUEST, detail);
  }
}
