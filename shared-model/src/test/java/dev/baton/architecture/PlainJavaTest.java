package dev.baton.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The domain can be read, tested and replayed without a container. */
@AnalyzeClasses(packages = "dev.baton", importOptions = ImportOption.DoNotIncludeTests.class)
class PlainJavaTest {

  @ArchTest
  static final ArchRule THE_DOMAIN_IS_PLAIN_JAVA =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "jakarta..",
              "javax..",
              "io.smallrye..",
              "org.eclipse.microprofile..",
              "io.vertx..",
              "com.fasterxml..",
              "org.hibernate..");
}
