package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Decision records, their list, and the code that names them belong together. */
class DecisionRecordsTest {

  private static final Pattern NAMED = Pattern.compile("\\bADRs? (\\d+)\\b");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^\\| \\[(\\d+)]\\(([^)]+)\\) \\| (.+) \\|$");
  private static final Pattern TITLE = Pattern.compile("\\A# (\\d+)\\. (.+)\\n");

  private static final List<Path> RECORDS =
      Repository.files(".md").stream()
          .filter(file -> file.startsWith(Repository.root().resolve("docs/adr")))
          .filter(file -> !file.endsWith("README.md"))
          .toList();

  @Test
  void theListHasEachRecordUnderItsNumberAndTitle() {
    // given
    Map<Integer, String> titles = new TreeMap<>();
    for (Path file : RECORDS) {
      MatchResult title = TITLE.matcher(Repository.text(file)).results().findFirst().orElseThrow();
      assertThat(file.getFileName().toString())
          .startsWith("%04d-".formatted(Integer.valueOf(title.group(1))));
      titles.put(Integer.valueOf(title.group(1)), file.getFileName() + " " + title.group(2));
    }

    // when
    Map<Integer, String> listed =
        LISTED
            .matcher(Repository.text("docs/adr/README.md"))
            .results()
            .collect(
                Collectors.toMap(
                    row -> Integer.valueOf(row.group(1)),
                    row -> row.group(2) + " " + row.group(3),
                    (first, second) -> first + " and " + second,
                    TreeMap::new));

    // then
    assertThat(listed).isEqualTo(titles);
  }

  @Test
  void eachRecordIsNamedInTheCodeThatItDecidesAndNoOtherIsNamed() {
    // given
    TreeSet<Integer> recorded =
        RECORDS.stream()
            .map(file -> Integer.valueOf(file.getFileName().toString().substring(0, 4)))
            .collect(Collectors.toCollection(TreeSet::new));

    // when
    Map<Integer, Path> named = new TreeMap<>();
    for (Path file : Repository.files(".java", ".sql", ".properties", "pom.xml")) {
      if (!file.toString().contains("/src/test/")) {
        NAMED
            .matcher(Repository.text(file))
            .results()
            .forEach(match -> named.putIfAbsent(Integer.valueOf(match.group(1)), file));
      }
    }

    // then
    assertThat(recorded).as("records that no code names").isSubsetOf(named.keySet());
    recorded.forEach(named::remove);
    assertThat(named).as("names without a record").isEmpty();
  }
}
