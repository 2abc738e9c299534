package dev.baton.runtime.broker;

import java.util.regex.Pattern;

/** Keeps what the broker writes from carrying a secret, or a novel, into a log. */
final class Secrets {

  private static final int LONGEST = 200;

  /** Tokens, hashes and codes are long words; no sentence has such. */
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]{24,}");

  private Secrets() {}

  /** The text on one line, short, without anything that may be a token. */
  static String scrub(String text) {
    String clean = LONG_WORD.matcher(text.replaceAll("[\\p{Cntrl}\"]+", " ")).replaceAll("***");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
