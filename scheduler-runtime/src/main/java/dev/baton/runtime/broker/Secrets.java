package dev.baton.runtime.broker;

import java.util.regex.Pattern;

/** Removes secrets from texts of the broker, and shortens them, before they are logged. */
final class Secrets {

  private static final int LONGEST = 200;

  /** Tokens, hashes and codes are long words; a sentence has none. */
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]{24,}");

  private Secrets() {}

  /** The text on one line, at most 200 characters and dots, without words that may be a token. */
  static String scrub(String text) {
    String clean = LONG_WORD.matcher(text.replaceAll("[\\p{Cntrl}\"]+", " ")).replaceAll("***");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
