package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.lang.ArchRule;
import io.weir.engine.graph.violation.ReadsClocks;
import io.weir.storage.violation.Serializes;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that some packages must leave to others. */
class ForbiddenCallsTest {
  private static final ArchRule CLOCKS_ONLY_IN_TIME =
      noClasses()
          .that()
          .resideInAPackage("io.weir.engine..")
          .and()
          .resideOutsideOfPackage("io.weir.engine.time..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("the simulator decides what time it is");

  private static final ArchRule NO_JAVA_SERIALIZATION =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.weir.engine..", "io.weir.transport..", "io.weir.jobserver..", "io.weir.storage..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectOutputStream.class)
          .because("its readers run whatever the bytes name");

  @Test
  void keepClocksInOnePackage() {
    CLOCKS_ONLY_IN_TIME.check(WeirClasses.SHIPPED);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ReadsClocks.Wall.class,
        ReadsClocks.Monotonic.class,
        ReadsClocks.Now.class,
        ReadsClocks.Sleeper.class
      })
  void noticeAClock(Class<?> offender) {
    assertThat(CLOCKS_ONLY_IN_TIME.evaluate(WeirClasses.only(offender)).hasViolation(), is(true));
  }

  @Test
  void keepJavaSerializationOut() {
    NO_JAVA_SERIALIZATION.check(WeirClasses.SHIPPED);
  }

  @ParameterizedTest
  @ValueSource(classes = {Serializes.Writer.class, Serializes.Reader.class})
  void noticeJavaSerialization(Class<?> offender) {
    assertThat(NO_JAVA_SERIALIZATION.evaluate(WeirClasses.only(offender)).hasViolation(), is(true));
  }
}
