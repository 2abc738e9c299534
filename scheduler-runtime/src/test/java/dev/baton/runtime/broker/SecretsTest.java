package dev.baton.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "code=abcdefghij1234567890abcd"
      })
  void aLongWordIsRemoved(String secret) {
    assertThat(Secrets.scrub("token " + secret + " refused")).isEqualTo("token *** refused");
  }

  @Test
  void aMessageIsOneShortLine() {
    assertThat(Secrets.scrub("no\n\"such\"\tid 11536")).isEqualTo("no such id 11536");
    assertThat(Secrets.scrub("word ".repeat(100))).hasSize(203).endsWith("...");
  }
}
