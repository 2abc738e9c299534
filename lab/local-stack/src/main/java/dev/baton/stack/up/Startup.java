package dev.baton.stack.up;

import dev.baton.stack.market.ServiceApi;
import dev.baton.stack.process.Child;
import dev.baton.stack.terminal.Terminal;
import dev.baton.stack.terminal.Terminal.Tone;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for processes that were started. */
final class Startup {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LAST_LINES = 15;

  private final Terminal terminal;
  private final Folders folders;
  private final Duration patience;
  private final BooleanSupplier stopped;

  /**
   * @param patience how long a process may take
   * @param stopped whether somebody asked to end
   */
  Startup(Terminal terminal, Folders folders, Duration patience, BooleanSupplier stopped) {
    this.terminal = terminal;
    this.folders = folders;
    this.patience = patience;
    this.stopped = stopped;
  }

  /**
   * Returns when the process is ready, or somebody asked to end.
   *
   * @throws StartException if it ends before, or is not ready in time; what it said last is shown
   */
  void await(Child child, ServiceApi api) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!stopped.getAsBoolean() && !api.up("ready")) {
      boolean late = System.nanoTime() - deadline > 0;
      if (!child.alive() || late) {
        child
            .lastLines(LAST_LINES)
            .forEach(line -> terminal.line("  " + terminal.tone(Tone.QUIET, line)));
        throw new StartException(
            "%s %s; its log is %s"
                .formatted(
                    child.spec().name(),
                    !child.alive()
                        ? "ended before it was ready"
                        : api.up("live")
                            ? "is running but not ready after %d s".formatted(patience.toSeconds())
                            : "does not answer after %d s".formatted(patience.toSeconds()),
                    folders.shown(child.log())));
      }
      Thread.sleep(LOOK);
    }
  }
}
