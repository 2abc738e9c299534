package dev.baton.stack.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.category.Category;
import dev.baton.category.Generation;
import dev.baton.stack.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest {

  private static Commands commands(Map<String, String> environment) {
    UpCommand typed = new UpCommand();
    new CommandLine(typed).parseArgs();
    return new Commands(
        Path.of("/baton"),
        Plan.of(
            typed, EnumSet.allOf(Generation.class), ServiceSettings.of(environment), environment));
  }

  private static List<String> service(Commands commands, Generation generation) {
    PostgresServer postgres =
        PostgresServer.of("postgresql://baton@localhost:5432/baton", Map.of());
    return commands.service(generation, postgres, "baton", Instant.EPOCH).command();
  }

  @Test
  void theDefaultUniverseRunsInTheLeastHeaps() {
    Commands commands = commands(Map.of());

    assertThat(commands.symbols()).isEqualTo(26);
    assertThat(commands.simulator().command()).contains("-Xmx256m");
    assertThat(service(commands, Generation.LEGACY)).contains("-Xmx256m");
    assertThat(service(commands, Generation.OPTIMIZED)).contains("-Xmx256m");
    assertThat(commands.simulator().environment().get("SIMULATOR_SYMBOLS").split(","))
        .hasSize(26)
        .startsWith("ADANIENT");
  }

  @Test
  void aLargerUniverseGetsLargerHeapsAndIsAllThatTheSimulatorPrepares() {
    // given: 600 symbols in each category, the same ones
    String symbols =
        IntStream.rangeClosed(1, 600).mapToObj(i -> "SYM" + i).collect(Collectors.joining(","));
    Commands commands =
        commands(
            EnumSet.allOf(Category.class).stream()
                .collect(
                    Collectors.toMap(of -> "BATON_UNIVERSE__" + of.name() + "_", _ -> symbols)));

    // then
    Heaps heaps = Heaps.of(600, 1);
    assertThat(commands.heaps()).isEqualTo(heaps);
    assertThat(commands.simulator().environment().get("SIMULATOR_SYMBOLS").split(","))
        .hasSize(600)
        .contains("SYM1", "SYM600");
    assertThat(commands.simulator().command()).contains("-Xmx" + heaps.simulator() + "m");
    assertThat(service(commands, Generation.LEGACY)).contains("-Xmx" + heaps.legacy() + "m");
    assertThat(service(commands, Generation.OPTIMIZED)).contains("-Xmx" + heaps.optimized() + "m");
  }
}
