package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.lang.ArchRule;
import io.weir.engine.graph.violation.SeesBeam;
import org.junit.jupiter.api.Test;

/** What the engine knows of the world: the JDK, a logger, and collections. */
class EngineDependenciesTest {
  private static final ArchRule FEW =
      classes()
          .that()
          .resideInAPackage("io.weir.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.weir.engine..",
              "java..",
              "org.slf4j..",
              "org.jspecify.annotations..",
              "it.unimi.dsi.fastutil..");

  @Test
  void areFew() {
    FEW.check(WeirClasses.SHIPPED);
  }

  @Test
  void noticeBeam() {
    assertThat(FEW.evaluate(WeirClasses.only(SeesBeam.class)).hasViolation(), is(true));
  }
}
