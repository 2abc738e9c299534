package dev.baton.integration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code .mvn/toolchain.sh} over folders that look like JDKs and Mavens. */
class ToolchainIT {

  @TempDir Path home;
  private Folder folder;
  private Folder project;

  @BeforeEach
  void make() throws Exception {
    folder = new Folder(home);
    project = Folder.withScripts(home.resolve("project"));
  }

  private record Ended(int code, String output) {}

  private Ended run(String script) throws Exception {
    try (Command command =
        Command.start(
            home,
            Map.of("HOME", home.toString()),
            List.of(
                "/bin/sh",
                "-c",
                "set -u; baton_root=$PWD/project; home=$PWD; . project/.mvn/toolchain.sh\n"
                    + script))) {
      int code = command.end();
      return new Ended(code, command.output().replace(home.toRealPath() + "/", ""));
    }
  }

  /** A JDK with its release in a file or from its command, or a JRE without a compiler. */
  private void jdk(String name, String kind, String version) throws Exception {
    folder.script(
        name + "/bin/java", "echo 'openjdk version \"" + version + "\" 2025-09-16' >&2\n");
    if (!kind.equals("jre")) {
      folder.script(name + "/bin/javac", "");
    }
    if (!kind.equals("command")) {
      folder.write(name + "/release", "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file,    25,        25",
    "file,    25.0.3,    25",
    "file,    25-ea,     25",
    "file,    1.8.0_392, 8",
    "command, 25.0.3,    25",
    "command, 17.0.19,   17",
    "jre,     25,        ''",
  })
  void theReleaseOfAJdk(String kind, String version, String release) throws Exception {
    jdk("jdk", kind, version);
    assertThat(run("jdk_release $home/jdk").output().trim()).isEqualTo(release);
  }

  @ParameterizedTest
  @CsvSource({
    "file 25,    file 25,   one",
    "file 17,    file 25,   two",
    "jre 25,     file 25,   two",
    "file 26,    command 25, two",
    "command 25, file 17,   one",
  })
  void takesTheFirstJdkOfTheRightRelease(String one, String two, String taken) throws Exception {
    jdk("one", one.split(" ")[0], one.split(" ")[1]);
    jdk("two", two.split(" ")[0], two.split(" ")[1]);
    Ended ended =
        run("JAVA_HOME=$home/one; PATH=$home/two/bin:$PATH; find_jdk; env | grep ^JAVA_HOME=");
    assertThat(ended).isEqualTo(new Ended(0, "JAVA_HOME=" + taken + "\n"));
  }

  @Test
  void namesTheJdksThatItFoundIfNoneIsRight() throws Exception {
    jdk("one", "file", "17.0.1");
    jdk("two", "file", "26");
    Ended ended =
        run(
            "jdk_candidates() { printf '%s\\n' '' $home/none $home/one $home/two; }; find_jdk; echo not reached");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .startsWith("Baton needs a JDK 25, and there is none ")
        .contains("Found only:\n  17 in one\n  26 in two\n")
        .doesNotContain("not reached");
  }

  /**
   * A Maven that prints its version, refuses a project's options as an old one does, and fetches what it is asked for, leaving
   * marks in the folder that it runs in.
   */
  private void maven(String name, String version) throws Exception {
    folder.script(
        name + "/bin/mvn",
        """
        [ -z "${MAVEN_ARGS:-}" ] || exit 8
        at=$PWD
        while [ "$at" != / ]; do
          [ ! -e "$at/.mvn/maven.config" ] || { echo 'Unrecognized option: -ntp'; exit 9; }
          [ ! -d "$at/.mvn" ] || break
          at=$(dirname "$at")
        done
        case $1 in --version) echo 'Apache Maven %s (x)'; exit ;; esac
        [ "$PWD" != / ] || { echo 'marks in /'; exit 7; }
        : >marks
        [ ! -e "$(dirname "$0")/offline" ] || { echo 'no route to host'; exit 1; }
        for word in "$@"; do
          case $word in -DoutputDirectory=*) to=${word#*=}/apache-maven-3.9.11 ;; esac
        done
        mkdir -p "$to/bin" "$to/lib" && : >"$to/bin/mvn" && : >"$to/lib/maven-core-3.9.11.jar"
        """
            .formatted(version));
  }

  @ParameterizedTest
  @CsvSource({
    "3.9.11,          one",
    "3.9.0,           one",
    "3.10.0,          one",
    "3.6.0 3.9.9,     two",
    "4.0.0 3.9.9,     two",
    "3.6.0,           project/.baton/maven/apache-maven-3.9.11",
    "4.0.0-rc-4,      project/.baton/maven/apache-maven-3.9.11",
  })
  void takesMaven39OrFetchesItWithAnother(String versions, String taken) throws Exception {
    List<String> names = List.of("one", "two");
    String[] all = versions.split(" ");
    for (int i = 0; i < all.length; i++) {
      maven(names.get(i), all[i]);
    }
    String find =
        "cd project; maven_candidates() { printf '%s\\n' $home/one/bin/mvn $home/two/bin/mvn; }; MAVEN_ARGS=-X; export MAVEN_ARGS; find_maven; echo $MVN";
    Ended ended = run(find);
    assertThat(ended.code()).describedAs(ended.output()).isZero();
    assertThat(ended.output()).endsWith(taken + "/bin/mvn\n");
    assertThat(home.resolve(taken).resolve("bin/mvn")).isExecutable();
  }

  @Test
  void readsTheVersionOfAMavenFromItsCoreIfPossible() throws Exception {
    folder.script("one/bin/mvn", "exit 1\n");
    folder.write("one/lib/maven-core-3.9.11.jar", "");
    assertThat(run("maven_version $home/one/bin/mvn").output()).isEqualTo("3.9.11\n");
  }

  @Test
  void reportsAMavenThatCannotBeFetchedAndLeavesNothing() throws Exception {
    maven("one", "3.6.0");
    folder.write("one/bin/offline", "");
    Ended ended =
        run("maven_candidates() { echo $home/one/bin/mvn; }; find_maven; echo not reached");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .contains(
            "no route to host\nMaven 3.9.11 could not be fetched with one/bin/mvn (Maven 3.6.0)")
        .doesNotContain("not reached");
    assertThat(project.path().resolve(".baton/maven")).isEmptyDirectory();
  }

  @Test
  void reportsThatThereIsNoMaven() throws Exception {
    Ended ended = run("maven_candidates() { :; }; find_maven");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).startsWith("Baton needs Maven 3.9, and there is no Maven ");
    assertThat(Files.exists(project.path().resolve(".baton"))).isFalse();
  }
}
