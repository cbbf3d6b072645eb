package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.weir.jobserver.violation.SeesRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between modules, as ARCHITECTURE.md draws them. */
class ModuleArrowsTest {
  private static final ArchRule ARROWS =
      classes()
          .that()
          .resideInAPackage("io.weir..")
          .should(
              new DependsOnlyOn(
                  "follow the arrows between modules",
                  (origin, target) -> moduleOf(origin).maySee(target)));

  private static Module moduleOf(JavaClass origin) {
    return Module.of(origin)
        .orElseThrow(() -> new AssertionError(origin.getName() + " is in no module's package"));
  }

  @Test
  void followTheDesign() {
    ARROWS.check(WeirClasses.SHIPPED);
  }

  @Test
  void noticeAnArrowThatIsNotDrawn() {
    assertThat(ARROWS.evaluate(WeirClasses.only(SeesRunner.class)).hasViolation(), is(true));
  }

  @ParameterizedTest
  @EnumSource
  void areCheckedForEveryModule(Module module) {
    boolean seen =
        WeirClasses.SHIPPED.stream().anyMatch(c -> c.getPackageName().equals(module.root()));

    assertThat(module + " is among the classes under test", seen, is(true));
  }
}
