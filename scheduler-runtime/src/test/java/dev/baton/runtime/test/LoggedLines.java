package dev.baton.runtime.test;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines that a class logs on this thread while this is open; they are not printed. */
public final class LoggedLines implements AutoCloseable {

  private final Logger logger;
  private final Filter before;
  private final Thread thread = Thread.currentThread();
  private final List<String> lines = new ArrayList<>();

  private LoggedLines(Class<?> of) {
    logger = Logger.getLogger(of.getName());
    before = logger.getFilter();
    logger.setFilter(this::keep);
  }

  public static LoggedLines of(Class<?> of) {
    return new LoggedLines(of);
  }

  private boolean keep(LogRecord line) {
    if (Thread.currentThread() != thread) {
      return true;
    }
    Object[] parameters = line.getParameters();
    lines.add(parameters == null ? line.getMessage() : line.getMessage().formatted(parameters));
    return false;
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.setFilter(before);
  }
}
