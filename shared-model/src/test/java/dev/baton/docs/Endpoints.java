package dev.baton.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The endpoints that a page names in code, like {@code GET /api/signals?limit}. */
public final class Endpoints {

  private static final Pattern ENDPOINT =
      Pattern.compile("`(GET|PUT|POST|DELETE) (/api/[^`?]+)[^`]*`");

  private Endpoints() {}

  /** Those of the sections with these headings of the second level, like {@code get /api/signals}, sorted, each once. */
  public static Set<String> of(String markdown, String... headings) {
    Set<String> endpoints = new TreeSet<>();
    for (String section : markdown.split("(?m)^## ")) {
      if (List.of(headings).contains(section.lines().findFirst().orElse(""))) {
        ENDPOINT.matcher(section).results().map(Endpoints::endpoint).forEach(endpoints::add);
      }
    }
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("no endpoint below " + Arrays.toString(headings));
    }
    return endpoints;
  }

  private static String endpoint(MatchResult match) {
    return match.group(1).toLowerCase(Locale.ROOT) + " " + match.group(2);
  }
}
