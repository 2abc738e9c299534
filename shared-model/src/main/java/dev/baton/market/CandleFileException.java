package dev.baton.market;

import java.nio.file.Path;

/** A candle file that cannot be used; the message names the file, the line, what is wrong and what would be right. */
public final class CandleFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CandleFileException(Path file, long line, String defect) {
    super("%s, line %d: %s".formatted(file, line, defect));
  }

  public CandleFileException(Path file, String defect) {
    super(file + ": " + defect);
  }

  public CandleFileException(Path file, String defect, Throwable cause) {
    super(file + ": " + defect, cause);
  }
}
