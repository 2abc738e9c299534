package dev.baton.architecture;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A Maven module with main code.
 *
 * @param path its folder below the root, like {@code lab/judge}
 * @param seen itself and the modules whose classes it sees, by its own dependencies and theirs, tests left out
 */
record Module(String path, Set<String> seen) {

  static final Path ROOT = Path.of(System.getProperty("baton.root"));

  /** All modules that the root's pom names and that have main code, in its order. */
  static List<Module> all() {
    List<String> paths =
        children(pom("."), "modules")
            .flatMap(modules -> children(modules, "module"))
            .map(Element::getTextContent)
            .toList();
    Map<String, String> pathByArtifact = new LinkedHashMap<>();
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (String path : paths) {
      Element pom = pom(path);
      pathByArtifact.put(text(pom, "artifactId"), path);
      dependencies.put(
          path,
          children(pom, "dependencies")
              .flatMap(list -> children(list, "dependency"))
              .filter(dependency -> !text(dependency, "scope").equals("test"))
              .map(dependency -> text(dependency, "artifactId"))
              .collect(toCollection(LinkedHashSet::new)));
    }
    List<Module> modules = new ArrayList<>();
    for (String path : paths) {
      if (Files.isDirectory(ROOT.resolve(path).resolve("src/main/java"))) {
        Set<String> seen = new LinkedHashSet<>();
        see(path, pathByArtifact, dependencies, seen);
        modules.add(new Module(path, Set.copyOf(seen)));
      }
    }
    return modules;
  }

  private static void see(
      String path,
      Map<String, String> pathByArtifact,
      Map<String, Set<String>> dependencies,
      Set<String> seen) {
    if (seen.add(path)) {
      for (String artifact : dependencies.get(path)) {
        if (pathByArtifact.containsKey(artifact)) {
          see(pathByArtifact.get(artifact), pathByArtifact, dependencies, seen);
        }
      }
    }
  }

  /** Whether it is one of those that only prove the others. */
  boolean inLab() {
    return path.startsWith("lab/");
  }

  /** The folder of its compiled main classes. */
  Path classes() {
    Path classes = ROOT.resolve(path).resolve("target/classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(path + " is not compiled: run ./mvnw test-compile");
    }
    return classes;
  }

  @Override
  public String toString() {
    return path;
  }

  private static Element pom(String path) {
    Path file = ROOT.resolve(path).resolve("pom.xml");
    try (var in = Files.newInputStream(file)) {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(file + " is not readable", e);
    }
  }

  private static Stream<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children.stream();
  }

  private static String text(Element parent, String name) {
    return children(parent, name).map(Element::getTextContent).findFirst().orElse("");
  }
}
