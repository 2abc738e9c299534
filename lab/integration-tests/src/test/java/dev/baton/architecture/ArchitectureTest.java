package dev.baton.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the structure, for every module. What they are for: ADR 31. */
class ArchitectureTest {

  /** Modules that any program can use: no container, no framework. */
  private static final Set<String> PLAIN =
      Set.of(
          "shared-model",
          "evidence",
          "legacy-core",
          "optimized-core",
          "replay",
          "lab/judge",
          "lab/synthetic-stocks");

  private static final String[] FRAMEWORKS = {
    "io.quarkus..",
    "jakarta..",
    "io.smallrye..",
    "org.eclipse.microprofile..",
    "io.vertx..",
    "io.micrometer..",
    "org.hibernate..",
    "org.jboss.."
  };

  private static final List<Module> MODULES = Module.all();
  private static final Map<Module, JavaClasses> CLASSES = imported();

  private static Map<Module, JavaClasses> imported() {
    Map<Module, JavaClasses> classes = new LinkedHashMap<>();
    for (Module module : MODULES) {
      classes.put(module, new ClassFileImporter().importPath(module.classes()));
    }
    return classes;
  }

  static Stream<Module> modules() {
    return MODULES.stream();
  }

  static Stream<Module> plainModules() {
    return MODULES.stream().filter(module -> PLAIN.contains(module.path()));
  }

  private static JavaClasses classes(String path) {
    return CLASSES.get(
        MODULES.stream().filter(module -> module.path().equals(path)).findFirst().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("plainModules")
  void aPlainModuleKnowsNoFramework(Module module) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS)
        .check(CLASSES.get(module));
  }

  @Test
  void theDomainKnowsNeitherDatabaseNorJsonNorHttp() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..", "com.fasterxml..")
        .check(classes("shared-model"));
  }

  @Test
  void theLayersOfTheRuntimeHaveNoArrowUp() {
    runtimeLayers().check(classes("scheduler-runtime"));
  }

  private static ArchRule runtimeLayers() {
    return layeredArchitecture()
        .consideringAllDependencies()
        .layer("settings and clock")
        .definedBy("dev.baton.runtime.settings..", "dev.baton.runtime.clock..")
        .layer("slots")
        .definedBy("dev.baton.runtime.slot..")
        .layer("store and evidence")
        .definedBy("dev.baton.runtime.store..", "dev.baton.runtime.evidence..")
        .layer("broker")
        .definedBy("dev.baton.runtime.broker..")
        .layer("REST and health")
        .definedBy("dev.baton.runtime.rest..", "dev.baton.runtime.health..")
        .whereLayer("REST and health")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("broker")
        .mayOnlyBeAccessedByLayers("REST and health")
        .whereLayer("store and evidence")
        .mayOnlyBeAccessedByLayers("broker", "REST and health")
        .whereLayer("slots")
        .mayOnlyBeAccessedByLayers("store and evidence", "broker", "REST and health")
        .ensureAllClassesAreContainedInArchitectureIgnoring(
            resideInAnyPackage("dev.baton.runtime").or(JavaClass.Predicates.INTERFACES));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void packagesHaveNoCircles(Module module) {
    slices()
        .matching("dev.baton.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES.get(module));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void noTwoClassesThatOneModuleSeesHaveOneSimpleName(Module module) {
    Map<String, Set<String>> namesBySimpleName =
        CLASSES.entrySet().stream()
            .filter(entry -> module.seen().contains(entry.getKey().path()))
            .flatMap(entry -> entry.getValue().stream())
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    mapping(JavaClass::getName, toCollection(TreeSet::new))));
    namesBySimpleName.values().removeIf(names -> names.size() == 1);
    assertThat(namesBySimpleName).isEmpty();
  }

  @Test
  void nothingDependsOnTheLegacyService() {
    // The folder is deleted at the end of a migration.
    for (Module module : MODULES) {
      if (!module.path().equals("legacy-scheduler")) {
        assertThat(module.seen()).doesNotContain("legacy-scheduler");
      }
    }
  }

  @Test
  void nothingInProductionDependsOnLab() {
    for (Module module : MODULES) {
      if (!module.inLab()) {
        assertThat(module.seen()).as(module.path()).noneMatch(seen -> seen.startsWith("lab/"));
      }
    }
  }
}
