package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's picture of the modules shows the dependencies that the poms declare. */
class PictureTest {

  private static final Pattern NODE = Pattern.compile("(\\w+)\\[([\\w-]+)[^]]*]");
  private static final Pattern ARROW = Pattern.compile("^ *([\\w &]+) --> ([\\w &]+)$");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>dev\\.baton(?:\\.lab)?</groupId>\\s*<artifactId>([\\w-]+)</artifactId>(.*?)</dependency>",
          Pattern.DOTALL);

  @Test
  void everyArrowIsADependencyAndEveryDependencyIsAWayOfArrows() {
    // given
    Map<String, Set<String>> arrows = arrows(picture());
    Map<String, Set<String>> compiled = new TreeMap<>();
    Map<String, Set<String>> declared = new TreeMap<>();
    for (Path pom : Repository.files("pom.xml")) {
      if (!pom.getParent().equals(Repository.root())) {
        String module = pom.getParent().getFileName().toString();
        compiled.put(module, new TreeSet<>());
        declared.put(module, new TreeSet<>());
        for (MatchResult dependency : DEPENDENCY.matcher(Repository.text(pom)).results().toList()) {
          declared.get(module).add(dependency.group(1));
          if (!dependency.group(2).contains("<scope>")) {
            compiled.get(module).add(dependency.group(1));
          }
        }
      }
    }

    // when, then
    assertThat(arrows.keySet()).containsAll(compiled.keySet());
    compiled.forEach(
        (module, dependencies) -> {
          assertThat(declared.get(module))
              .as("declared by %s", module)
              .containsAll(arrows.get(module));
          assertThat(reached(arrows, module, new HashSet<>()))
              .as("reached by arrows from %s", module)
              .containsAll(dependencies);
        });
  }

  private static String picture() {
    Matcher picture =
        Pattern.compile("```mermaid\\n(.*?)```", Pattern.DOTALL)
            .matcher(Repository.text("README.md"));
    assertThat(picture.find()).isTrue();
    return picture.group(1);
  }

  /** By module, the modules that an arrow leads to; of every module that is drawn. */
  private static Map<String, Set<String>> arrows(String picture) {
    Map<String, String> names = new HashMap<>();
    NODE.matcher(picture).results().forEach(node -> names.put(node.group(1), node.group(2)));
    Map<String, Set<String>> arrows =
        names.values().stream().collect(Collectors.toMap(name -> name, _ -> new TreeSet<>()));
    for (String line : NODE.matcher(picture).replaceAll("$1").lines().toList()) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        for (String from : arrow.group(1).split("&")) {
          for (String to : arrow.group(2).split("&")) {
            arrows.get(names.get(from.strip())).add(names.get(to.strip()));
          }
        }
      }
    }
    return arrows;
  }

  private static Set<String> reached(
      Map<String, Set<String>> arrows, String from, Set<String> reached) {
    for (String to : arrows.getOrDefault(from, Set.of())) {
      if (reached.add(to)) {
        reached(arrows, to, reached);
      }
    }
    return reached;
  }
}
