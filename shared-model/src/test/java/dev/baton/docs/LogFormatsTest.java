package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Log lines have only {@code %s}: the logging library formats with the JVM's locale, so {@code %d} would write other digits in
 * some. Error Prone sees no format in its calls (ADR 38).
 */
class LogFormatsTest {

  private static final Pattern LOG_CALL =
      Pattern.compile("\\bLOG\\s*\\.\\s*\\w+f\\((.*?)\\);", Pattern.DOTALL);
  private static final Pattern OF_LOCALE = Pattern.compile("%[-+#, 0(<\\d.$]*[defgGEatTS]");

  @Test
  void logLinesDoNotDependOnTheLocale() {
    // given
    List<String> found = new ArrayList<>();
    int[] calls = {0};

    // when
    for (Path file : Repository.files(".java")) {
      String path = Repository.root().relativize(file).toString();
      if (path.contains("src/main/")) {
        LOG_CALL
            .matcher(Repository.text(file))
            .results()
            .forEach(
                call -> {
                  calls[0]++;
                  OF_LOCALE
                      .matcher(formatOf(call.group(1)))
                      .results()
                      .forEach(format -> found.add(path + ": " + format.group()));
                });
      }
    }

    // then
    assertThat(calls[0]).isGreaterThan(20);
    assertThat(found).isEmpty();
  }

  /** The text literals of a call, without what {@code String.format(Locale.ROOT, ...)} formats by itself. */
  private static String formatOf(String arguments) {
    return arguments.replaceAll("String\\.format\\(\\s*Locale\\.ROOT,\\s*\"[^\"]*\"", "");
  }
}
