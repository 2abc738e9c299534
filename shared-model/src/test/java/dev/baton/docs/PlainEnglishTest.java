package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pages and main sources use the project's word for a thing, not one of those that it once had. */
class PlainEnglishTest {

  /** What is written instead: caught up, due, already published, not due, processed, checked, logged. */
  private static final Pattern ONCE_SAID =
      Pattern.compile(
          "\\b(made up (in|and|late|by|after)|is made up|are made up|owed?|owes|owing|outrun|astray|worked off|works off|it is looked)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void theWordsOfTheGlossaryAreUsed() {
    // given
    List<String> found = new ArrayList<>();

    // when
    for (Path file : Repository.files(".md", ".java", "baton", ".sh")) {
      String path = Repository.root().relativize(file).toString();
      if (!path.contains("/src/test/")) {
        ONCE_SAID
            .matcher(Repository.text(file))
            .results()
            .forEach(match -> found.add(path + ": " + match.group()));
      }
    }

    // then
    assertThat(found).isEmpty();
  }
}
