package dev.baton.stack.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Terminal terminal(boolean colours) {
    return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), colours);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void columnsAreAlignedToTheirWidestCell() {
    terminal(false)
        .table(
            "category|>calls", List.of(List.of("day_trading", "2280"), List.of("long_term", "66")));
    assertThat(printed())
        .isEqualTo(
            """
              category     calls
              day_trading   2280
              long_term       66
            """);
  }

  @Test
  void thereAreNoColoursInAPipe() {
    Terminal pipe = terminal(false);
    pipe.line(pipe.tone(Terminal.Tone.BAD, "late"));
    assertThat(printed()).isEqualTo("late\n");
  }

  @Test
  void aTerminalGetsTheToneAndItsEnd() {
    Terminal screen = terminal(true);
    screen.line(screen.tone(Terminal.Tone.BAD, "late"));
    assertThat(printed()).isEqualTo("\u001b[31mlate\u001b[0m\n");
  }
}
