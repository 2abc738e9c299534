package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Log lines have only {@code %s}: the logging library formats with the JVM's locale, so {@code %d} would write other digits in
 * some. Error Prone sees no format in its calls (ADR 38).
 */
class LogFormatsTest {

  private static final Pattern LOG_CALL =
      Pattern.compile("\\bLOG\\s*\\.\\s*\\w+[fv]\\((.*?)\\);", Pattern.DOTALL);
  private static final Pattern OF_LOCALE = Pattern.compile("%[-+#, 0(<\\d.$]*[defgGEatTS]");

  /** The format, and before it a level or an exception: texts in the call alone. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "\\s*(?:[\\w.]+\\s*,\\s*){0,2}\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*\\s*(?:,.*)?",
          Pattern.DOTALL);

  /** A logger that is not the one constant {@code LOG}, or is Quarkus' static one. */
  private static final Pattern OTHER_LOGGER =
      Pattern.compile("\\bLogger\\s+(?!LOG\\s*=)\\w+|import io\\.quarkus\\.logging\\.Log;");

  @Test
  void logLinesDoNotDependOnTheLocale() {
    // given
    List<String> found = new ArrayList<>();
    int calls = 0;

    // when
    for (Path file : Repository.files(".java")) {
      String path = Repository.root().relativize(file).toString();
      if (path.contains("src/main/")) {
        String source = Repository.text(file);
        calls += (int) LOG_CALL.matcher(source).results().count();
        defects(source).forEach(defect -> found.add(path + ": " + defect));
      }
    }

    // then
    assertThat(calls).isGreaterThan(20);
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOG.infof(\"bars=%d\", bars);",
        "LOG.infof(FORMAT, bars);",
        "LOG.infof(\"bars=\" + FORMAT, bars);",
        "LOG\n  .warnf(e, FORMAT, bars);",
        "LOG.infof(\"bars=%s \" + \"%.2f\", bars, part);",
        "private static final Logger log = Logger.getLogger(A.class);",
        "void run(Logger logger) {}",
        "import io.quarkus.logging.Log;",
      })
  void aFormatThatMayDependOnTheLocaleIsFound(String source) {
    assertThat(defects(source)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOG.infof(\"bars=%s \\\"%s\\\"\", bars, FORMAT);",
        "LOG.warnf(e, \"bars=%s\" + \" of=%s\", bars, of);",
        "LOG.info(TEXT);",
        "LOG.infof(\"share=%s\", String.format(Locale.ROOT, \"%.1f\", share));",
        "private static final Logger LOG = Logger.getLogger(A.class);",
      })
  void aFormatOfTextsAloneIsRight(String source) {
    assertThat(defects(source)).isEmpty();
  }

  private static List<String> defects(String source) {
    List<String> found = new ArrayList<>();
    OTHER_LOGGER
        .matcher(source)
        .results()
        .forEach(
            logger ->
                found.add("name the logger LOG, so that this test sees it: " + logger.group()));
    LOG_CALL
        .matcher(source)
        .results()
        .forEach(
            call -> {
              if (!LITERAL.matcher(call.group(1)).matches()) {
                found.add("write the format into the call: " + call.group());
              }
              OF_LOCALE
                  .matcher(formatOf(call.group(1)))
                  .results()
                  .forEach(format -> found.add(format.group()));
            });
    return found;
  }

  /** The text literals of a call, without what {@code String.format(Locale.ROOT, ...)} formats by itself. */
  private static String formatOf(String arguments) {
    return arguments.replaceAll("String\\.format\\(\\s*Locale\\.ROOT,\\s*\"[^\"]*\"", "");
  }
}
