package dev.baton.calendar;

/** A calendar file that cannot be read; the message names the file, the line, what is wrong and what would be right. */
public final class CalendarFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CalendarFileException(String file, long line, String defect) {
    super("%s, line %d: %s".formatted(file, line, defect));
  }

  public CalendarFileException(String file, String defect, Throwable cause) {
    super(file + ": " + defect, cause);
  }
}
