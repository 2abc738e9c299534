package dev.baton.stack;

import dev.baton.stack.postgres.RootRefusedException;
import dev.baton.stack.replay.ReplayCommand;
import dev.baton.stack.up.StartException;
import dev.baton.stack.up.UpCommand;
import dev.baton.stack.up.UsageException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./baton}: the launcher. */
@Command(
    name = "./baton",
    mixinStandardHelpOptions = true,
    version = "baton 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "Hands live trading signals from one scheduler generation to the next and proves that nothing was dropped.",
      ""
    },
    subcommands = {UpCommand.class, ReplayCommand.class, CandlesCommand.class, BenchCommand.class})
public final class Baton {

  private Baton() {}

  /** Runs a command; exit code 0 if all went well, 1 if not, 2 for an option that cannot be used. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Baton());
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(
        (failure, _) -> {
          failure
              .getCommandLine()
              .getErr()
              .printf(
                  Locale.ROOT,
                  "baton: %s; see %s --help%n",
                  failure.getMessage(),
                  failure.getCommandLine().getCommandSpec().qualifiedName());
          return 2;
        });
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          boolean usage =
              failure instanceof UsageException || failure instanceof RootRefusedException;
          boolean expected = usage || failure instanceof StartException;
          String text = expected ? failure.getMessage() : failure.toString();
          command.getErr().println("baton: " + text);
          return usage ? 2 : 1;
        });
    return line;
  }
}
