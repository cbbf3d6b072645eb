package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.weir.engine.channel.violation.SeesStateBack;
import io.weir.engine.graph.violation.SeesState;
import io.weir.engine.master.violation.SeesWorker;
import io.weir.engine.state.violation.SeesChannel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The layers of packages inside the engine: a package sees its own layer and lower ones. */
class EngineLayersTest {
  private static final String ROOT = "io.weir.engine.";

  /** From low to high. */
  private static final List<Set<String>> LAYERS =
      List.of(
          Set.of("element", "graph", "time", "config"),
          Set.of(
              "state",
              "timer",
              "watermark",
              "channel",
              "operator",
              "control",
              "checkpoint",
              "wire"),
          Set.of("task", "snapshot"),
          Set.of("worker", "master"),
          Set.of("embedded"));

  private static final ArchRule DOWNWARDS =
      classes()
          .that()
          .resideInAPackage(ROOT + "*..")
          .should(
              new DependsOnlyOn(
                  "see only their own layer of the engine and lower ones",
                  (origin, target) -> layerOf(origin) >= layerOf(target)));

  private static final ArchRule NO_CYCLES =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  private static final ArchRule MASTER_AND_WORKER_APART =
      classes()
          .that()
          .resideInAnyPackage(ROOT + "master..", ROOT + "worker..")
          .should(
              new DependsOnlyOn(
                  "meet only in the messages of engine.control",
                  (origin, target) ->
                      layerOf(origin) != layerOf(target)
                          || packageInEngine(origin).equals(packageInEngine(target))));

  private static int layerOf(JavaClass javaClass) {
    if (!javaClass.getPackageName().startsWith(ROOT)) {
      return -1;
    }
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      if (LAYERS.get(layer).contains(packageInEngine(javaClass))) {
        return layer;
      }
    }
    throw new AssertionError(javaClass.getPackageName() + " has no layer in EngineLayersTest");
  }

  private static String packageInEngine(JavaClass javaClass) {
    return javaClass.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
  }

  @Test
  void seeOnlyDownwards() {
    DOWNWARDS.check(WeirClasses.SHIPPED);
  }

  @Test
  void noticeALookUpwards() {
    assertThat(DOWNWARDS.evaluate(WeirClasses.only(SeesState.class)).hasViolation(), is(true));
  }

  @Test
  void haveNoCycles() {
    NO_CYCLES.check(WeirClasses.SHIPPED);
  }

  @Test
  void noticeACycle() {
    boolean noticed =
        NO_CYCLES.evaluate(WeirClasses.only(SeesChannel.class, SeesStateBack.class)).hasViolation();

    assertThat(noticed, is(true));
  }

  @Test
  void keepMasterAndWorkerApart() {
    MASTER_AND_WORKER_APART.check(WeirClasses.SHIPPED);
  }

  @Test
  void noticeAMasterThatKnowsAWorker() {
    boolean noticed =
        MASTER_AND_WORKER_APART.evaluate(WeirClasses.only(SeesWorker.class)).hasViolation();

    assertThat(noticed, is(true));
  }
}
