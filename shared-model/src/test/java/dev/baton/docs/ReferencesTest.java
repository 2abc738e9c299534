package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing in the project refers to what is not in it. */
class ReferencesTest {

  /** Of a link in the text, or of its definition below. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?m)^\\[[^]]+]: (\\S+)$");

  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))`");

  /** Papers that the project was once written from; the parts of a name, so that this file does not have them. */
  private static final List<String> ELSEWHERE =
      List.of("FACTS" + " ", "FACTS" + ".md", "GUIDE" + ".md", "DESIGN" + ".md", "STYLE" + ".md");

  @Test
  void everyRelativeLinkOfAPageLeadsToAFileAndItsHeading() {
    // given
    List<String> broken = new ArrayList<>();

    // when
    for (Path page : Repository.files(".md")) {
      LINK.matcher(Repository.text(page))
          .results()
          .map(match -> Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2)))
          .filter(link -> !link.contains("://"))
          .filter(link -> !leadsSomewhere(page, link))
          .forEach(link -> broken.add(Repository.root().relativize(page) + ": " + link));
    }

    // then
    assertThat(broken).isEmpty();
  }

  @Test
  void noFileRefersToADocumentThatIsNotInTheRepository() {
    // given
    List<String> found = new ArrayList<>();

    // when
    for (Path file :
        Repository.files(".md", ".java", ".sql", ".properties", ".xml", ".sh", ".csv", "baton")) {
      String text = Repository.text(file);
      ELSEWHERE.stream()
          .filter(text::contains)
          .forEach(name -> found.add(Repository.root().relativize(file) + ": " + name));
    }

    // then
    assertThat(found).isEmpty();
  }

  @Test
  void everyTestThatAPageNamesExists() {
    // given
    Set<String> tests =
        Repository.files("Test.java", "IT.java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    // when, then
    for (Path page : Repository.files(".md")) {
      assertThat(TEST.matcher(Repository.text(page)).results().map(match -> match.group(1)))
          .as("tests named in %s", Repository.root().relativize(page))
          .isSubsetOf(tests);
    }
  }

  private static boolean leadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && target.startsWith(Repository.root())
        && (parts.length == 1 || headings(target).contains(parts[1]));
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static List<String> headings(Path page) {
    return Repository.text(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(
            line ->
                line.replaceFirst("^#+ ", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
