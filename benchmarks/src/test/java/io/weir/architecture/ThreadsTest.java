package io.weir.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.weir.engine.graph.violation.UsesThreads;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One thread owns a subtask and everything in it. So the parts of the engine that may know of
 * threads are few and listed here: the subtask's loop and mailbox, the hand-over between subtasks,
 * the job worker that hears from its master and from the threads of all subtasks, the embedded
 * cluster, the dispatcher that callers of all jobs enter, and the classes named {@code Thread...},
 * which put a thread behind an interface that the simulator implements without one. All others are
 * plain single-threaded code. (Blocks of "synchronized" cannot be seen in what the rules look at;
 * reviews see them.)
 */
class ThreadsTest {
  private static final DescribedPredicate<JavaClass> SINGLE_THREADED =
      DescribedPredicate.describe(
          "are in the single-threaded part of the engine or in plan",
          c ->
              isIn(c, "engine", "plan")
                  && !isIn(c, "engine.task", "engine.channel", "engine.worker", "engine.embedded")
                  && !isIn(c, "engine.master.dispatch")
                  && !c.getSimpleName().startsWith("Thread"));

  private static final ArchRule NO_THREADS =
      CompositeArchRule.of(
              noClasses()
                  .that(SINGLE_THREADED)
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("java.util.concurrent.locks.."))
          .and(
              noClasses()
                  .that(SINGLE_THREADED)
                  .should()
                  .callConstructorWhere(
                      DescribedPredicate.describe(
                          "a thread is made",
                          (JavaConstructorCall call) ->
                              call.getTargetOwner().isAssignableTo(Thread.class))))
          .and(
              noMethods()
                  .that()
                  .areDeclaredInClassesThat(SINGLE_THREADED)
                  .should()
                  .haveModifier(SYNCHRONIZED)
                  .allowEmptyShould(true))
          .and(
              noFields()
                  .that()
                  .areDeclaredInClassesThat(SINGLE_THREADED)
                  .should()
                  .haveModifier(VOLATILE)
                  .allowEmptyShould(true));

  private static boolean isIn(JavaClass javaClass, String... packages) {
    return Arrays.stream(packages)
        .anyMatch(p -> (javaClass.getPackageName() + ".").startsWith("io.weir." + p + "."));
  }

  @Test
  void areKnownInFewPackages() {
    NO_THREADS.check(WeirClasses.SHIPPED);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        UsesThreads.Starter.class,
        UsesThreads.Locker.class,
        UsesThreads.Synchronizer.class,
        UsesThreads.Sharer.class
      })
  void areNoticedElsewhere(Class<?> offender) {
    assertThat(NO_THREADS.evaluate(WeirClasses.only(offender)).hasViolation(), is(true));
  }
}
