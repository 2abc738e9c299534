package dev.baton.integration.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code ./baton} builds, and what it prints: the real script over a Maven and a JDK that only record their calls. */
class ScriptIT {

  private static final List<String> MODULES =
      List.of(
          "shared-model",
          "scheduler-runtime",
          "legacy-core",
          "optimized-core",
          "legacy-scheduler",
          "optimized-scheduler",
          "replay",
          "lab/judge",
          "lab/synthetic-stocks",
          "lab/market-simulator",
          "lab/local-stack",
          "lab/benchmarks");

  @TempDir Path home;
  private Folder project;

  @BeforeEach
  void make() throws Exception {
    project = Folder.withScripts(home.resolve("project"));
    project.write("pom.xml", "");
    for (String module : MODULES) {
      project.write(module + "/pom.xml", "");
      project.write(module + "/src/main/java/A.java", "");
      project.write(module + "/src/main/java/B.java", "");
    }
    project.script(
        "mvnw",
        """
        cd "$(dirname "$0")" || exit 1
        echo "$*" >>../calls
        echo '[INFO] Building Baton :: lab :: local-stack 0.1.0-SNAPSHOT                [6/6]'
        while [ -e ../hold ]; do sleep 0.02; done
        if [ -e ../broken ]; then
          echo '[ERROR] A.java:[3,1] something is wrong'
          exit 1
        fi
        for file in lab/local-stack/target/local-stack.jar lab/benchmarks/target/benchmarks.jar \\
          lab/market-simulator/target/quarkus-app/quarkus-run.jar \\
          legacy-scheduler/target/quarkus-app/quarkus-run.jar optimized-scheduler/target/quarkus-app/quarkus-run.jar; do
          case " $* " in
            *[\\ ,]"${file%%/target/*}"[\\ ,]*) mkdir -p "${file%/*}" && [ -e "$file" ] || : >"$file" ;;
          esac
        done
        """);
    Folder jdk = new Folder(home.resolve("jdk"));
    jdk.write("release", "JAVA_VERSION=\"25\"\n");
    jdk.script("bin/javac", "");
    jdk.script(
        "bin/java",
        """
        case " $* " in *" --check "*) exit ;; esac
        echo "runs $*"
        while [ -e "${0%/jdk/bin/java}/run" ]; do sleep 0.02; done
        """);
    project.age();
  }

  private Command baton(String... words) throws IOException {
    List<String> all = new java.util.ArrayList<>(List.of("project/baton"));
    all.addAll(List.of(words));
    return Command.start(home, Map.of("JAVA_HOME", home.resolve("jdk").toString()), all);
  }

  private String ended(int code, String... words) throws Exception {
    try (Command command = baton(words)) {
      assertThat(command.end()).describedAs(command.output()).isEqualTo(code);
      return command.output();
    }
  }

  private List<String> builds() throws IOException {
    return Files.exists(home.resolve("calls"))
        ? Files.readAllLines(home.resolve("calls"))
        : List.of();
  }

  @Test
  void buildsOnceWhatIsNotBuilt() throws Exception {
    assertThat(ended(0, "replay", "--from", "2026-06-10"))
        .startsWith("building 6/6   lab/local-stack\nruns ")
        .endsWith(" dev.baton.stack.Baton replay --from 2026-06-10\n");
    ended(0, "replay");
    ended(0, "up");
    ended(0, "up");
    ended(0, "bench");
    ended(0, "bench");
    assertThat(builds())
        .containsExactly(
            "package -DskipTests -Dstyle.color=never -pl lab/local-stack -am",
            "package -DskipTests -Dstyle.color=never -pl legacy-scheduler,optimized-scheduler,lab/market-simulator -am",
            "package -DskipTests -Dstyle.color=never -pl lab/benchmarks -am");
  }

  @ParameterizedTest
  @CsvSource({
    "edited,  pom.xml",
    "edited,  .mvn/maven.config",
    "edited,  optimized-core/pom.xml",
    "edited,  shared-model/src/main/java/A.java",
    "deleted, replay/src/main/java/B.java",
  })
  void buildsAfterAChange(String how, String file) throws Exception {
    // given
    ended(0, "replay");
    // when
    Path changed = project.path().resolve(file);
    if (how.equals("deleted")) {
      Files.delete(changed);
    } else {
      Files.writeString(changed, "<!-- -->");
    }
    // then
    ended(0, "replay");
    ended(0, "replay");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void showsTheBuildAsItGoesOnAndLogsIt() throws Exception {
    Path hold = Files.createFile(home.resolve("hold"));
    try (Command command = baton("replay")) {
      command.awaitOutput("building 6/6   lab/local-stack\n");
      Files.delete(hold);
      assertThat(command.end()).isZero();
    }
    assertThat(project.path().resolve(".baton/build.log"))
        .content()
        .isEqualTo(
            "[INFO] Building Baton :: lab :: local-stack 0.1.0-SNAPSHOT                [6/6]\n");
  }

  @Test
  void reportsAFailedBuildAndTriesItAgain() throws Exception {
    // given
    Path broken = Files.createFile(home.resolve("broken"));
    // when, then
    assertThat(ended(1, "replay"))
        .endsWith(
            "[ERROR] A.java:[3,1] something is wrong\nthe build failed; its log is .baton/build.log\n");
    // when, then
    Files.delete(broken);
    assertThat(ended(0, "replay")).contains("runs ");
  }

  @Test
  void buildsOnceForTwoStarts() throws Exception {
    Path hold = Files.createFile(home.resolve("hold"));
    try (Command first = baton("replay")) {
      first.awaitOutput("building");
      try (Command second = baton("replay")) {
        second.awaitOutput("waiting for the build of process " + first.pid() + "\n");
        Files.delete(hold);
        assertThat(first.end()).isZero();
        assertThat(second.end()).isZero();
        assertThat(second.output()).contains("runs ").doesNotContain("building");
      }
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void takesTheLockOfAKilledBuild() throws Exception {
    Files.createDirectories(project.path().resolve(".baton"));
    Files.createSymbolicLink(
        project.path().resolve(".baton/build.lock"),
        Path.of(ProcessHandle.current().pid() + " began at another time"));
    ended(0, "replay");
    assertThat(builds()).hasSize(1);
    try (var left = Files.list(project.path().resolve(".baton"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("build.log", "built", "used");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "replay"})
  void refusesToRebuildWhatARunUses(String run) throws Exception {
    ended(0, "up");
    int before = builds().size();
    Path running = Files.createFile(home.resolve("run"));
    try (Command first = baton(run)) {
      first.awaitOutput("runs ");
      // given: nothing has changed
      assertThat(ended(0, "up", "--help", "--check")).isEmpty();
      // when
      project.write("shared-model/src/main/java/C.java", "");
      // then
      assertThat(ended(2, "replay"))
          .matches(
              "baton: the sources of lab/local-stack have changed, but process \\d+ still runs on its last build; end that process first\n");
      assertThat(builds()).hasSize(before);
      // when: the run has ended
      Files.delete(running);
      assertThat(first.end()).isZero();
    }
    ended(0, "replay");
    assertThat(builds()).hasSize(before + 1);
  }

  @Test
  void refusesToRebuildTheServicesOfARun() throws Exception {
    ended(0, "up");
    int before = builds().size();
    Path running = Files.createFile(home.resolve("run"));
    try (Command first = baton("up")) {
      first.awaitOutput("runs ");
      project.write("scheduler-runtime/src/main/java/C.java", "");
      assertThat(ended(2, "up")).contains("baton: the sources of legacy-scheduler have changed");
      Files.delete(running);
      assertThat(first.end()).isZero();
    }
    assertThat(builds()).hasSize(before);
  }
}
