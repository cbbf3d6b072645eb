package io.weir.testkit.sim;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import io.weir.engine.channel.ChannelReader;
import io.weir.engine.operator.OperatorContext;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An engine that broke one of its promises would be found out: each test breaks one. */
class MutationTest {
  private static final int SEEDS = 100;

  private static int caught(Supplier<SimHooks> mutation) {
    int caught = 0;
    for (long seed = 0; seed < SEEDS && caught < 3; seed++) {
      try {
        Simulation.check(seed, mutation.get());
      } catch (AssertionError noticed) {
        caught++;
      }
    }
    return caught;
  }

  @Test
  void noticesReportsOfOldAttemptsThatCount() {
    assertThat(caught(UnfencedReports::new), greaterThan(0));
  }

  @Test
  void noticesCheckpointsWithoutTheStateOfSomeSubtasks() {
    assertThat(caught(MissingAcknowledgements::new), greaterThan(0));
  }

  @Test
  void noticesARestoreWithoutOperatorState() {
    SimHooks mutation =
        new SimHooks() {
          @Override
          public OperatorContext context(OperatorContext context) {
            return context.isRestored() ? new ForgetfulContext(context) : context;
          }
        };

    assertThat(caught(() -> mutation), greaterThan(0));
  }

  @Test
  void noticesCheckpointsWithoutTheElementsInFlight() {
    assertThat(caught(MissingElementsInFlight::new), greaterThan(0));
  }

  @Test
  void noticesElementsThatOvertakeABarrier() {
    SimHooks mutation =
        new SimHooks() {
          @Override
          public ChannelReader reader(ChannelReader reader) {
            return new OvertakingReader(reader);
          }
        };

    assertThat(caught(() -> mutation), greaterThan(0));
  }
}
